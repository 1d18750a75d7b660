import { headerOf, type RequestSource } from "./source.ts";

/** How the browser reached us, as far as it matters for cookies. */
export type Site =
  /** By https: the cookie carries `Secure` and the `__Host-` prefix. */
  | "https"
  /** By http on this very machine, as in development. */
  | "localhost"
  /** By http over a network, where a session cookie would be dropped or stolen. */
  | "insecure";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|[\w.-]+\.localhost)(?::\d{1,5})?$/i;

/**
 * Whether a page served by https sent a request that seems to come by http from this machine: a proxy
 * ended TLS, put a Host of its own, and told nobody.
 */
export function isUntoldHttps(source: RequestSource): boolean {
  const origin = headerOf(source, "origin") ?? "";
  if (siteOf(source) !== "localhost" || !origin.startsWith("https://")) return false;
  return !LOOPBACK.test(origin.slice("https://".length));
}

/**
 * Where the request came in. `x-forwarded-proto: https` is believed from anybody, because all it can
 * do is to make the answer stricter; nothing a client sends makes it laxer. Without a URL and a Host
 * header a request counts as https.
 */
export function siteOf(source: RequestSource): Site {
  const url = source instanceof Request ? source.url : null;
  if (url?.startsWith("https:") || headerOf(source, "x-forwarded-proto")?.startsWith("https")) {
    return "https";
  }
  const host = headerOf(source, "host") ?? (url === null ? null : new URL(url).host);
  if (host === null) return "https";
  return LOOPBACK.test(host) ? "localhost" : "insecure";
}
