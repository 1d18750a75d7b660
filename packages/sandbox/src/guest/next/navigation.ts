/** The module "next/navigation" of the sandbox. Its errors have the messages and the digests of Next's. */
import { isInAction } from "./current.ts";
import { fallbackError, type RedirectKind, redirectError, responseOfError } from "./errors.ts";

export const RedirectType = { push: "push", replace: "replace" } as const;

export function redirect(url: string, type?: RedirectKind): never {
  throw redirectError(url, type ?? (isInAction() ? "push" : "replace"), 307);
}

export function permanentRedirect(url: string, type: RedirectKind = "replace"): never {
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
  if (responseOfError(error) !== null) throw error;
  if (error instanceof Error && "cause" in error) unstable_rethrow(error.cause);
}
