/** The module "next/navigation" of the sandbox. Its errors have the messages and the digests of Next's. */
import { currentRequest, hasCurrentRequest } from "./current.ts";

const REDIRECT = "NEXT_REDIRECT";
const FALLBACK = "NEXT_HTTP_ERROR_FALLBACK";

export const RedirectType = { push: "push", replace: "replace" } as const;

type Kind = "push" | "replace";

export function redirect(url: string, type?: Kind): never {
  const isAction = hasCurrentRequest() && currentRequest("redirect").isAction;
  throw redirectError(url, type ?? (isAction ? "push" : "replace"), 307);
}

export function permanentRedirect(url: string, type: Kind = "replace"): never {
  throw redirectError(url, type, 308);
}

export function notFound(): never {
  throw fallbackError(404);
}

/** Shows the 403 page. The sandbox has `experimental.authInterrupts` of Next enabled. */
export function forbidden(): never {
  throw fallbackError(403);
}

/** Shows the 401 page. The sandbox has `experimental.authInterrupts` of Next enabled. */
export function unauthorized(): never {
  throw fallbackError(401);
}

/** Throws an error again if it is one of Next's own, such as that of `redirect`. */
export function unstable_rethrow(error: unknown): void {
  if (isRedirectError(error) || isFallbackError(error)) throw error;
  if (error instanceof Error && "cause" in error) unstable_rethrow(error.cause);
}

export function isRedirectError(error: unknown): boolean {
  return digestOf(error).startsWith(`${REDIRECT};`);
}

function isFallbackError(error: unknown): boolean {
  return /^NEXT_HTTP_ERROR_FALLBACK;(?:401|403|404)$/.test(digestOf(error));
}

function digestOf(error: unknown): string {
  const digest = typeof error === "object" && error !== null && "digest" in error && error.digest;
  return typeof digest === "string" ? digest : "";
}

function redirectError(url: string, type: Kind, status: number): Error {
  return Object.assign(new Error(REDIRECT), { digest: `${REDIRECT};${type};${url};${status};` });
}

function fallbackError(status: number): Error {
  const digest = `${FALLBACK};${status}`;
  return Object.assign(new Error(digest), { digest });
}
