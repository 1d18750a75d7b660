import { crossSite, prefetchRefused } from "../errors.ts";
import { type CredentialFound, isSentAutomatically } from "./credential.ts";
import { prefetchHeader } from "./prefetch.ts";
import type { RequestSource } from "./request-source.ts";
import { describeSender, senderOf } from "./sender.ts";

/**
 * Checks whether a page of another site may have caused this request with the user's credential
 * (cross-site request forgery). Browsers add cookies automatically, also beside a bearer token. They
 * never add a bearer token.
 */
export function mayBeForged(
  source: RequestSource,
  found: CredentialFound,
  trustProxy: boolean,
): boolean {
  return isSentAutomatically(found) && senderOf(source, trustProxy) !== "same-origin";
}

/**
 * Refuses a write for a prefetch.
 *
 * @throws {SignetError} `prefetch`.
 */
export function refusePrefetch(source: RequestSource): void {
  const prefetch = prefetchHeader(source);
  if (prefetch !== null) throw prefetchRefused(prefetch);
}

/**
 * Refuses a write for a request that the user may not have intended.
 *
 * @throws {SignetError} `prefetch` for a prefetch, `cross-site` for a request that may be forged.
 */
export function refuseUnmeant(
  source: RequestSource,
  found: CredentialFound,
  trustProxy: boolean,
): void {
  refusePrefetch(source);
  if (mayBeForged(source, found, trustProxy)) throw crossSite(describeSender(source, trustProxy));
}

/**
 * Refuses a request from a page of another site, also without a credential, so that a form on that
 * page cannot sign a user in (login CSRF).
 *
 * @throws {SignetError} `cross-site`.
 */
export function refuseCrossSite(source: RequestSource, trustProxy: boolean): void {
  if (senderOf(source, trustProxy) === "cross-site") {
    throw crossSite(describeSender(source, trustProxy));
  }
}
