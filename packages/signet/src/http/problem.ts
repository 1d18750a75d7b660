import { SignetError } from "../errors.ts";
import type { Reading } from "../session/types.ts";

/** The errors of RFC 6750, section 3.1, and those that the library adds. */
export type Problem =
  | "no-credential"
  | "bad-credential"
  | "conflict"
  | "cross-site"
  | "prefetch"
  | "not-recent"
  | "second-factor"
  | "unavailable"
  | "client-update"
  | "invalid-patch"
  | "not-found"
  | "method-not-allowed";

interface ProblemAnswer {
  readonly status: number;
  readonly error: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const INVALID = "Invalid or expired token";

const ANSWERS: Record<Problem, ProblemAnswer> = {
  "no-credential": {
    status: 401,
    error: INVALID,
    detail: "The request has no session. Sign in first.",
    headers: { "www-authenticate": "Bearer" },
  },
  "bad-credential": {
    status: 401,
    error: INVALID,
    detail: "The session has ended or was never valid. Sign in again.",
    headers: {
      "www-authenticate": `Bearer error="invalid_token", error_description="${INVALID}"`,
    },
  },
  conflict: {
    status: 400,
    error: "Conflicting credentials",
    detail:
      "The request has more than one credential. Send either the session cookie or one bearer token.",
    headers: {
      "www-authenticate":
        'Bearer error="invalid_request", error_description="More than one credential"',
    },
  },
  // RFC 9470, section 3: the session is valid, but the operation needs a more recent sign-in.
  "not-recent": {
    status: 401,
    error: "Sign in again",
    detail: "This operation needs a more recent sign-in. Sign in again.",
    headers: {
      "www-authenticate":
        'Bearer error="insufficient_user_authentication", error_description="A more recent sign-in is required"',
    },
  },
  // RFC 9470, section 3: the session is valid, but the operation needs the proof of a second factor.
  "second-factor": {
    status: 401,
    error: "Second factor needed",
    detail:
      "This operation needs a sign-in with two factors. Prove a second factor, such as a code or a passkey.",
    headers: {
      "www-authenticate":
        'Bearer error="insufficient_user_authentication", error_description="A second factor is required", acr_values="aal2"',
    },
  },
  "cross-site": {
    status: 403,
    error: "Cross-site request",
    detail:
      "No page of this site sent the request, as Sec-Fetch-Site or Origin must show. Send it from a page of this site.",
  },
  prefetch: {
    status: 403,
    error: "Prefetch refused",
    detail:
      "The request is a prefetch, and a prefetch must not change anything. Send it when the user asks for it.",
  },
  unavailable: {
    status: 503,
    error: "Session store unavailable",
    detail: "The session store did not answer. The session was not ended. Try again soon.",
    headers: { "retry-after": "5" },
  },
  "client-update": {
    status: 403,
    error: "Update refused",
    detail:
      "A client may not change the data of its session. List the members that it may change in the option clientUpdates of createAuth, or change them on the server with auth.update().",
  },
  "invalid-patch": {
    status: 400,
    error: "Invalid update",
    detail:
      "The body is not a JSON object of at most 16,384 characters. Send the members to change and their new values.",
  },
  "not-found": {
    status: 404,
    error: "Not found",
    detail:
      "There is no session endpoint or session under this address. Check the path and the session id.",
  },
  "method-not-allowed": {
    status: 405,
    error: "Method not allowed",
    detail: "This endpoint does not support the method of the request. Use another method.",
  },
};

/** Returns the problem of a reading, or `null` when the session is active. */
export function problemOf(reading: Reading<unknown>): Problem | null {
  switch (reading.status) {
    case "active":
      return null;
    case "anonymous":
      return "no-credential";
    case "unavailable":
      return "unavailable";
    case "rejected":
      return reading.reason === "conflict" ? "conflict" : "bad-credential";
  }
}

/** Returns the problem of an error of this library, or `null` for an error in the code. */
export function problemOfError(error: unknown): Problem | null {
  if (!(error instanceof SignetError)) return null;
  switch (error.code) {
    case "store-unavailable":
      return "unavailable";
    case "not-signed-in":
      return "no-credential";
    case "cross-site":
    case "prefetch":
      return error.code;
    case "conflicting-credentials":
      return "conflict";
    default:
      return null;
  }
}

/**
 * Returns the response to an error of this library. For `cross-site` and `prefetch` the response
 * contains the message of the error, which names the header that decided and how to fix the request.
 *
 * @throws the error itself, if it is an error in the code.
 */
export function errorResponse(error: unknown): Response {
  const problem = problemOfError(error);
  if (problem === null) throw error;
  const detailed = problem === "cross-site" || problem === "prefetch";
  return detailed && error instanceof Error
    ? problemResponse(problem, error.message)
    : problemResponse(problem);
}

/**
 * Returns the response to a problem as `application/problem+json` (RFC 9457).
 *
 * @param specificDetail the `detail` of this one occurrence. Default: the detail of the problem.
 */
export function problemResponse(problem: Problem, specificDetail?: string): Response {
  const { status, error } = ANSWERS[problem];
  const detail = specificDetail ?? ANSWERS[problem].detail;
  const body = JSON.stringify({ type: "about:blank", title: error, status, error, detail });
  return responseTo(problem, body, { "content-type": "application/problem+json" });
}

/** Returns the response to a problem with another body. No cache may store it. */
export function responseTo(
  problem: Problem,
  body: string,
  form: Readonly<Record<string, string>>,
): Response {
  const { status, headers } = ANSWERS[problem];
  return new Response(body, {
    status,
    headers: { ...headers, ...form, "cache-control": "no-store" },
  });
}
