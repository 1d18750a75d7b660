import { siteOf } from "./site.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** Which page sent a request: one of ours, somebody else's, or no browser that would tell. */
export type Sender = "same-origin" | "cross-site" | "untold";

/**
 * Judges a request's sender by `Sec-Fetch-Site`, which a page cannot forge, or else by `Origin`,
 * which must name our host, and https where we were reached by https.
 *
 * @param trustProxy believe `x-forwarded-host` about our own host.
 */
export function senderOf(source: RequestSource, trustProxy: boolean): Sender {
  const fetchSite = headerOf(source, "sec-fetch-site");
  if (fetchSite !== null) {
    return fetchSite === "same-origin" || fetchSite === "none" ? "same-origin" : "cross-site";
  }
  const origin = headerOf(source, "origin");
  if (origin === null) return "untold";
  const host = ownHost(source, trustProxy);
  const schemes = siteOf(source) === "https" ? ["https"] : ["https", "http"];
  return schemes.some((scheme) => origin === `${scheme}://${host}`) ? "same-origin" : "cross-site";
}

function ownHost(source: RequestSource, trustProxy: boolean): string | null {
  const forwarded = trustProxy ? headerOf(source, "x-forwarded-host") : null;
  if (forwarded !== null) return forwarded.split(",", 1)[0]?.trim() ?? null;
  return headerOf(source, "host") ?? (source instanceof Request ? new URL(source.url).host : null);
}

/** Methods that change nothing (RFC 9110, 9.2.1). */
export function isSafeMethod(method: string): boolean {
  return ["GET", "HEAD", "OPTIONS", "TRACE"].includes(method.toUpperCase());
}
