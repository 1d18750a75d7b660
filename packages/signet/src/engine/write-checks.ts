import { conflictingCredentials, insecureOrigin } from "../errors.ts";
import { isSafeMethod, methodSeen } from "../http/origin.ts";
import { isUntoldHttps, siteSeen } from "../http/site.ts";
import type { RequestSource } from "../http/source.ts";
import type { Reading } from "../session/types.ts";
import type { Verification } from "../strategy/contract.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import type { Incoming } from "./incoming.ts";

/**
 * Refuses to write where it cannot be told for which session.
 *
 * @throws {SignetError} `conflicting-credentials`.
 */
export function refuseConflict(outcome: Verification | Reading<unknown> | null): void {
  if (outcome?.status === "rejected" && outcome.reason === "conflict") {
    throw conflictingCredentials();
  }
}

/**
 * Refuses to sign in where the cookie would be dropped or stolen.
 *
 * @throws {SignetError} `insecure-origin`.
 */
export function refuseInsecure({ request, site }: Pick<Incoming, "request" | "site">): void {
  if (site === "insecure" || (site === "localhost" && isUntoldHttps(request))) {
    throw insecureOrigin(siteSeen(request));
  }
}

/**
 * Warns in development, once for each operation, where something is written for a request whose method
 * promises to change nothing.
 */
export function warnOfSafeMethod(request: RequestSource, operation: string): void {
  const method = inDevelopment() ? methodSeen(request) : null;
  if (method === null || !isSafeMethod(method)) return;
  warnOnce(
    `safe-method:${operation}`,
    `${operation} ran for a ${method} request. A link, a prefetch or a crawler can send one, and nobody may have meant it: use a Server Action or a handler of POST. The way back from an identity provider is the exception, where its state proves who began.`,
  );
}
