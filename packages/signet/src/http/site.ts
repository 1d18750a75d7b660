import { quoted } from "./fields.ts";
import { calledHost, isHttps, parseOrigin } from "./place.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** How the browser reached us, as far as it matters for cookies. */
export type Site =
  /** By https: the cookie carries `Secure` and the `__Host-` prefix. */
  | "https"
  /** By http on this very machine, as in development. */
  | "localhost"
  /** By http over a network, where a session cookie would be dropped or stolen. */
  | "insecure";

const LOOPBACK =
  /^(?:(?:[\w.-]+\.)?localhost\.?|127(?:\.\d{1,3}){3}\.?|\[[0:]*:0*1\])(?::\d{1,5})?$/i;

/**
 * Whether a page served by https sent a request that seems to come by http from this machine: a proxy
 * ended TLS, put a Host of its own, and told nobody.
 */
export function isUntoldHttps(source: RequestSource): boolean {
  if (siteOf(source) !== "localhost") return false;
  const origin = parseOrigin(headerOf(source, "origin") ?? "");
  return origin?.scheme === "https" && !LOOPBACK.test(origin.hostname);
}

/**
 * Where the request came in. Nothing a client sends makes the answer laxer. Without a URL and a Host
 * header a request counts as https.
 */
export function siteOf(source: RequestSource): Site {
  if (isHttps(source)) return "https";
  const host = calledHost(source, false);
  if (host === null) return "https";
  return LOOPBACK.test(host) ? "localhost" : "insecure";
}

/** Says what a request's headers show of the site, for an error. */
export function siteSeen(source: RequestSource): string {
  return ["Host", "X-Forwarded-Proto", "Forwarded", "Origin"]
    .map((name) => `${name} is ${quoted(headerOf(source, name.toLowerCase()))}`)
    .join(", ");
}
