import { quoted } from "./fields.ts";
import { calledHost, isHttps, parseOrigin } from "./place.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** Which page sent a request: one of ours, somebody else's, or no browser that would tell. */
export type Sender = "same-origin" | "cross-site" | "untold";

/**
 * Judges a request's sender by `Sec-Fetch-Site`, which a page cannot forge, or else by `Origin`,
 * which must name our host, and https where we were reached by https.
 *
 * @param trustProxy believe `X-Forwarded-Host` or `Forwarded` about our own host.
 */
export function senderOf(source: RequestSource, trustProxy: boolean): Sender {
  const fetchSite = headerOf(source, "sec-fetch-site")?.trim();
  if (fetchSite !== undefined) {
    return fetchSite === "same-origin" || fetchSite === "none" ? "same-origin" : "cross-site";
  }
  const origin = headerOf(source, "origin");
  if (origin === null) return "untold";
  return isOurs(origin.trim(), source, trustProxy) ? "same-origin" : "cross-site";
}

/** Says why a request does not count as one of our own page, and what would make it one. */
export function senderSeen(source: RequestSource, trustProxy: boolean): string {
  const fetchSite = headerOf(source, "sec-fetch-site");
  const origin = headerOf(source, "origin");
  const host = quoted(calledHost(source, trustProxy));
  if (fetchSite !== null) {
    return `another site's page sent the request (Sec-Fetch-Site is ${quoted(fetchSite)}). Send it from a page of this site, or send the credential after "Authorization: Bearer" and no cookie.`;
  }
  if (origin !== null) {
    return `another site's page sent the request (Origin is ${quoted(origin)}, and the host called is ${host}). If that page is yours and a proxy stands between, let the proxy pass Host on and send X-Forwarded-Proto, or let it set X-Forwarded-Host and set trustProxy. Or send the credential after "Authorization: Bearer" and no cookie.`;
  }
  return `it came with a cookie, and nothing proves that a page of this site sent it (Sec-Fetch-Site and Origin are missing). Send Origin with the host called, which is ${host}, or send the credential after "Authorization: Bearer" and no cookie.`;
}

function isOurs(origin: string, source: RequestSource, trustProxy: boolean): boolean {
  const page = parseOrigin(origin);
  const host = calledHost(source, trustProxy);
  if (page === null || host === null) return false;
  if (page.scheme === "http" && isHttps(source)) return false;
  // A proxy that ends TLS may have told nobody, so the page's scheme is taken for ours.
  const ours = parseOrigin(`${page.scheme}://${host}`);
  return ours !== null && ours.hostname === page.hostname && ours.port === page.port;
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
export function isSafeMethod(method: string): boolean {
  return ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method.toUpperCase());
}

/**
 * Returns the method of a request, as far as it tells, or `null`. Without a `Request`, a browser's
 * headers tell: it sends `Origin` with every method but GET and HEAD (Fetch, 3.2).
 */
export function methodSeen(source: RequestSource): string | null {
  if (source instanceof Request) return source.method;
  if (headerOf(source, "sec-fetch-site") === null) return null;
  return headerOf(source, "origin") === null ? "GET" : null;
}
