import {
  conflictingCredentials,
  insecureOrigin,
  notSignedIn,
  outsideDomain,
  type SignetError,
  StoreUnavailableError,
} from "../errors.ts";
import { hostOutside } from "../http/cookie-domain.ts";
import { quoteHeader } from "../http/quote-header.ts";
import type { RequestSource } from "../http/request-source.ts";
import { isSafeMethod, methodOf } from "../http/sender.ts";
import { describeTransport, isHiddenHttps } from "../http/transport.ts";
import type { Reading, Session } from "../session/types.ts";
import type { Verification } from "../strategy/contract.ts";
import { inDevelopment, warnOnce } from "../warn.ts";
import type { Incoming } from "./incoming.ts";

/**
 * Refuses to write when a request carries two credentials.
 *
 * @throws {SignetError} `conflicting-credentials`.
 */
export function refuseConflict(outcome: Verification | Reading<unknown> | null): void {
  if (outcome?.status === "rejected" && outcome.reason === "conflict") {
    throw conflictingCredentials();
  }
}

/**
 * Returns the session of a reading, for a write that needs one.
 *
 * @throws {SignetError} `not-signed-in`, `conflicting-credentials`.
 * @throws {StoreUnavailableError} when the store did not answer.
 */
export function liveSession<Data>(reading: Reading<Data>): Session<Data> {
  if (reading.status === "unavailable") throw new StoreUnavailableError(reading.cause);
  refuseConflict(reading);
  if (reading.status !== "active") throw notSignedIn();
  return reading.session;
}

/**
 * Refuses to sign in when the cookie would be dropped or could be stolen.
 *
 * @throws {SignetError} `insecure-origin`.
 */
export function refuseInsecure({
  request,
  transport,
}: Pick<Incoming, "request" | "transport">): void {
  if (transport === "insecure" || isHiddenHttps(request, transport)) {
    throw insecureOrigin(describeTransport(request));
  }
}

/**
 * Returns the error for a request whose host is outside of the cookie's domain, so the browser would drop
 * the cookie. Returns `null` for every other request.
 *
 * @param trustProxy whether `X-Forwarded-Host` or `Forwarded` may name the requested host.
 */
export function outsideDomainError(
  { request, places }: Pick<Incoming, "request" | "places">,
  trustProxy: boolean,
): SignetError | null {
  const { domain } = places.current.attributes;
  const host = domain === null ? null : hostOutside(domain, request, trustProxy);
  return domain === null || host === null ? null : outsideDomain(domain, quoteHeader(host));
}

/**
 * Refuses to set a cookie that the browser would drop, because the host is outside of its domain.
 *
 * @throws {SignetError} `outside-domain`.
 */
export function refuseOutside(from: Incoming, trustProxy: boolean): void {
  const error = outsideDomainError(from, trustProxy);
  if (error !== null) throw error;
}

/**
 * Warns in development, once for each operation, when a request with a safe method (RFC 9110, 9.2.1)
 * causes a write.
 */
export function warnOfSafeMethod(request: RequestSource, operation: string): void {
  const method = inDevelopment() ? methodOf(request) : null;
  if (method === null || !isSafeMethod(method)) return;
  warnOnce(
    `safe-method:${operation}`,
    `${operation} ran for a ${method} request. A link, a prefetch or a crawler can send such a request without the user's intention. Use a Server Action or a POST handler. The only exception is the return from an identity provider, whose state parameter shows who began the sign-in.`,
  );
}
