import { quoteHeader } from "./quote-header.ts";
import { headerOf, type RequestSource } from "./request-source.ts";
import { isHttps, parseOrigin, requestHost } from "./request-url.ts";

/** The page that sent a request. `unknown`: no header names it, as with clients that are no browser. */
export type Sender = "same-origin" | "cross-site" | "unknown";

/**
 * Decides whether a page of this site sent a request. `Sec-Fetch-Site` decides, because a page cannot
 * forge it. Without it, `Origin` decides: it must have the requested host, and https if the request
 * came by https.
 *
 * @param trustProxy whether `X-Forwarded-Host` or `Forwarded` may name the requested host.
 */
export function senderOf(source: RequestSource, trustProxy: boolean): Sender {
  const fetchSite = headerOf(source, "sec-fetch-site")?.trim();
  if (fetchSite !== undefined) {
    return fetchSite === "same-origin" || fetchSite === "none" ? "same-origin" : "cross-site";
  }
  const origin = headerOf(source, "origin");
  if (origin === null) return "unknown";
  return isOwnOrigin(origin.trim(), source, trustProxy) ? "same-origin" : "cross-site";
}

/** Describes why a request does not count as sent by a page of this site, and how to change it. */
export function describeSender(source: RequestSource, trustProxy: boolean): string {
  const fetchSite = headerOf(source, "sec-fetch-site");
  const origin = headerOf(source, "origin");
  const host = quoteHeader(requestHost(source, trustProxy));
  if (fetchSite !== null) {
    return `another site's page sent the request (Sec-Fetch-Site is ${quoteHeader(fetchSite)}). Send it from a page of this site, or send the credential as "Authorization: Bearer" without a cookie.`;
  }
  if (origin !== null) {
    return `another site's page sent the request (Origin is ${quoteHeader(origin)}, and the requested host is ${host}). If the page is yours and the site is behind a proxy, configure the proxy to forward Host and to send X-Forwarded-Proto, or to set X-Forwarded-Host, and set trustProxy. Or send the credential as "Authorization: Bearer" without a cookie.`;
  }
  return `it has a cookie, but no header shows that a page of this site sent it (Sec-Fetch-Site and Origin are missing). Send Origin with the requested host, which is ${host}, or send the credential as "Authorization: Bearer" without a cookie.`;
}

function isOwnOrigin(origin: string, source: RequestSource, trustProxy: boolean): boolean {
  const page = parseOrigin(origin);
  const host = requestHost(source, trustProxy);
  if (page === null || host === null) return false;
  if (page.scheme === "http" && isHttps(source)) return false;
  // A proxy that terminates TLS may not send the original scheme, so the scheme of Origin counts.
  const own = parseOrigin(`${page.scheme}://${host}`);
  return own !== null && own.hostname === page.hostname && own.port === page.port;
}

/** Checks whether a method is safe, which means read-only (RFC 9110, section 9.2.1). */
export function isSafeMethod(method: string): boolean {
  return ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method.toUpperCase());
}

/**
 * Returns the method of a request, or `null` if it is unknown. A source that is no `Request` has no
 * method. Then the headers of a browser decide: browsers send `Origin` with every method but GET and
 * HEAD (Fetch standard, section 3.2), so a request without `Origin` counts as GET.
 */
export function methodOf(source: RequestSource): string | null {
  if (source instanceof Request) return source.method;
  if (headerOf(source, "sec-fetch-site") === null) return null;
  return headerOf(source, "origin") === null ? "GET" : null;
}
