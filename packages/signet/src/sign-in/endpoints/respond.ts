import { returnPath } from "../../http/return-path.ts";
import type { RefusalReason } from "../contract/outcome.ts";
import type { ServiceResult, SignInOutcome } from "../service-contract.ts";
import { pageResponse } from "./page.ts";

/** The status codes for scripts. */
const STATUS: Readonly<Record<RefusalReason, number>> = {
  "invalid-input": 422,
  "weak-password": 422,
  "wrong-credentials": 401,
  "not-signed-in": 401,
  "not-recent": 401,
  expired: 400,
  "no-transaction": 400,
  cancelled: 400,
  "not-allowed": 403,
  "link-needed": 409,
  "identity-taken": 409,
  "last-way-in": 409,
  "rate-limited": 429,
  "provider-failed": 502,
  "provider-unavailable": 503,
};

/** How the caller of an endpoint takes the answer. */
export interface Caller {
  /** Whether a browser opens the answer as a page. */
  readonly isPage: boolean;
  readonly method: string;
  readonly operation: string;
  readonly signInPath: string | null;
  readonly sitePath: string;
}

/** Returns the response to an outcome: a redirect or a page for a browser's form, JSON for scripts. */
export function respond(result: ServiceResult, caller: Caller): Response {
  const { setCookies } = result;
  const outcome = leaveSignInPage(result.outcome, caller);
  const headers = new Headers({ "cache-control": "no-store" });
  for (const text of setCookies) headers.append("set-cookie", text);
  if (outcome.status === "answered") return new Response(null, { status: outcome.code, headers });
  if (outcome.status === "page") return pageResponse(outcome.page, 200, headers);
  const retryAfter = outcome.status === "refused" ? outcome.retryAfter : null;
  if (retryAfter !== null) headers.set("retry-after", String(retryAfter));
  return caller.isPage
    ? respondToBrowser(outcome, caller, headers)
    : Response.json(outcome, { status: statusOf(outcome), headers });
}

/**
 * Returns the outcome of a sign-in with `"/"` in place of the sign-in page. A form of another operation on
 * that page, such as a sign-up, otherwise leads the signed-in user back to it.
 */
function leaveSignInPage(outcome: SignInOutcome, { signInPath }: Caller): SignInOutcome {
  if (outcome.status !== "signed-in" || signInPath === null) return outcome;
  const isSignInPage = pathnameOf(outcome.returnTo) === pathnameOf(signInPath);
  return isSignInPage ? { ...outcome, returnTo: "/" } : outcome;
}

function statusOf(outcome: SignInOutcome): number {
  return outcome.status === "refused" ? STATUS[outcome.reason] : 200;
}

type Shown = Exclude<SignInOutcome, { status: "answered" | "page" }>;

function respondToBrowser(outcome: Shown, caller: Caller, headers: Headers): Response {
  if (outcome.status === "challenge") return Response.json(outcome, { headers });
  const address = addressFor(outcome, caller);
  if (address !== null) {
    headers.set("location", address.startsWith("/") ? caller.sitePath + address : address);
    // 303 and not 307: a form must not be posted again (RFC 9700, section 4.12).
    return new Response(null, { status: 303, headers });
  }
  const page = { title: "Sign in", text: textOf(outcome), code: null, action: null };
  return pageResponse(page, statusOf(outcome), headers);
}

function addressFor(
  outcome: Exclude<Shown, { status: "challenge" }>,
  { method, operation, signInPath }: Caller,
): string | null {
  const at = (query: Record<string, string>, returnTo: string) =>
    signInPath === null ? null : withQuery(signInPath, { ...query, returnTo });
  switch (outcome.status) {
    case "redirect":
      return outcome.url;
    case "signed-in": {
      const { missingFactor, returnTo } = outcome;
      const step = { step: "add-factor", methods: missingFactor.join(",") };
      return (missingFactor.length === 0 ? null : at(step, returnTo)) ?? returnTo;
    }
    case "second-factor": {
      const methods = outcome.methods.join(",");
      return at({ step: "second-factor", methods }, outcome.returnTo);
    }
    case "sent":
      return at({ sent: method }, outcome.returnTo);
    case "linked":
      return withQuery(outcome.returnTo, { done: "link" });
    case "done":
      return withQuery(outcome.returnTo, { done: operation });
    case "refused": {
      const { reason, field, retryAfter, returnTo } = outcome;
      const more = {
        ...(field === null ? null : { field }),
        ...(retryAfter === null ? null : { retryAfter: String(retryAfter) }),
      };
      return at({ error: reason, method, ...more }, returnTo);
    }
  }
}

function textOf(outcome: Shown): string {
  if (outcome.status === "refused") return outcome.detail;
  if (outcome.status === "sent") return "A message is on its way. Open it to go on.";
  return "One more step is needed, but this site has no sign-in page.";
}

const HERE = "http://here.invalid";

function pathnameOf(path: string): string {
  return new URL(returnPath(path), HERE).pathname;
}

/** Adds members to the query of a path of this site. */
function withQuery(path: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(returnPath(path), HERE);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.pathname + url.search + url.hash;
}
