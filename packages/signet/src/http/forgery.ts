import { crossSite, prefetchRefused } from "../errors.ts";
import { type CredentialFound, mayComeByItself } from "./credential.ts";
import { senderOf, senderSeen } from "./origin.ts";
import { prefetchSeen } from "./prefetch.ts";
import type { RequestSource } from "./source.ts";

/**
 * Whether another site's page may have made a browser send this request with somebody's credential. A
 * cookie comes by itself, also when a bearer token lies beside it; a bearer token alone does not.
 */
export function mayBeForged(
  source: RequestSource,
  found: CredentialFound,
  trustProxy: boolean,
): boolean {
  return mayComeByItself(found) && senderOf(source, trustProxy) !== "same-origin";
}

/**
 * Refuses to change anything for a request that the user may not have meant.
 *
 * @throws {SignetError} `prefetch` for one that only fetches ahead, `cross-site` for one that may be forged.
 */
export function refuseUnmeant(
  source: RequestSource,
  found: CredentialFound,
  trustProxy: boolean,
): void {
  const prefetch = prefetchSeen(source);
  if (prefetch !== null) throw prefetchRefused(prefetch);
  if (mayBeForged(source, found, trustProxy)) throw crossSite(senderSeen(source, trustProxy));
}

/**
 * Refuses a page of another site, also without a credential, so that its form signs nobody in.
 *
 * @throws {SignetError} `cross-site`.
 */
export function refuseCrossSite(source: RequestSource, trustProxy: boolean): void {
  if (senderOf(source, trustProxy) === "cross-site") {
    throw crossSite(senderSeen(source, trustProxy));
  }
}
