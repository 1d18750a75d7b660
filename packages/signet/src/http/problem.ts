import { SignetError } from "../errors.ts";
import type { Reading } from "../session/types.ts";

/** The refusals of RFC 6750, 3.1, and what the library adds. */
export type Problem =
  | "no-credential"
  | "bad-credential"
  | "conflict"
  | "cross-site"
  | "prefetch"
  | "not-recent"
  | "unavailable"
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
    detail: "Sign in: the request carries no session.",
    headers: { "www-authenticate": "Bearer" },
  },
  "bad-credential": {
    status: 401,
    error: INVALID,
    detail: "Sign in again: the session is over or was never valid.",
    headers: {
      "www-authenticate": `Bearer error="invalid_token", error_description="${INVALID}"`,
    },
  },
  conflict: {
    status: 400,
    error: "Conflicting credentials",
    detail: "Send one credential: the session cookie or a bearer token, once.",
    headers: {
      "www-authenticate":
        'Bearer error="invalid_request", error_description="More than one credential"',
    },
  },
  // RFC 9470, 3: the session is good, and what is asked for needs a sign-in that is newer.
  "not-recent": {
    status: 401,
    error: "Sign in again",
    detail: "Sign in again: this needs a sign-in that is more recent.",
    headers: {
      "www-authenticate":
        'Bearer error="insufficient_user_authentication", error_description="A more recent sign-in is required"',
    },
  },
  "cross-site": {
    status: 403,
    error: "Cross-site request",
    detail:
      "Send the request from a page of this site, so that Sec-Fetch-Site or Origin proves it.",
  },
  prefetch: {
    status: 403,
    error: "Prefetch refused",
    detail: "Send the request when the user asks for it: one that fetches ahead changes nothing.",
  },
  unavailable: {
    status: 503,
    error: "Session store unavailable",
    detail: "Try again soon: nobody was signed out.",
    headers: { "retry-after": "5" },
  },
  "not-found": { status: 404, error: "Not found", detail: "There is nothing under this address." },
  "method-not-allowed": {
    status: 405,
    error: "Method not allowed",
    detail: "The address answers other methods.",
  },
};

/** The problem a reading stands for, or `null` when the session is active. */
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

/** The problem that an error of this library stands for, or `null` when it is a mistake in code. */
function problemOfError(error: unknown): Problem | null {
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
 * The answer to an error of this library. A refused sender is told what was seen and the ways out.
 *
 * @throws the error itself, when it is a mistake in code.
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
 * The answer to a problem, as `application/problem+json` (RFC 9457).
 *
 * @param said its `detail`, where there is more to say than goes for all of its kind.
 */
export function problemResponse(problem: Problem, said?: string): Response {
  const { status, error } = ANSWERS[problem];
  const detail = said ?? ANSWERS[problem].detail;
  const body = JSON.stringify({ type: "about:blank", title: error, status, error, detail });
  return responseTo(problem, body, { "content-type": "application/problem+json" });
}

/** The answer to a problem in another form; kept by no cache. */
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
