import { quoteHeader } from "./quote-header.ts";
import { headerOf, type RequestSource } from "./request-source.ts";
import { isHttps, parseOrigin, requestHost } from "./request-url.ts";

/** How the browser connects to the server, as far as cookies need it. */
export type Transport =
  /** https. The cookie gets `Secure`, and a name that starts with `__Host-` or `__Secure-`. */
  | "https"
  /** http on the same machine, as in development. */
  | "localhost"
  /** http over a network, where browsers drop the session cookie and others can steal it. */
  | "insecure";

const LOOPBACK =
  /^(?:(?:[\w.-]+\.)?localhost\.?|127(?:\.\d{1,3}){3}\.?|\[[0:]*:0*1\])(?::\d{1,5})?$/i;

/**
 * Checks whether a page served by https sent a request that looks like http on localhost. The cause
 * is a proxy that terminates TLS and replaces Host, but sends no `X-Forwarded-Proto` or `Forwarded`.
 */
export function isHiddenHttps(
  source: RequestSource,
  transport: Transport = transportOf(source),
): boolean {
  if (transport !== "localhost") return false;
  const origin = parseOrigin(headerOf(source, "origin") ?? "");
  return origin?.scheme === "https" && !LOOPBACK.test(origin.hostname);
}

/**
 * Returns the transport of a request. No forwarding header can turn a stricter result into a laxer
 * one. A request without a URL and without a Host header counts as https.
 */
export function transportOf(source: RequestSource): Transport {
  if (isHttps(source)) return "https";
  const host = requestHost(source, false);
  if (host === null) return "https";
  return LOOPBACK.test(host) ? "localhost" : "insecure";
}

/** Lists the headers that decide the transport with their values, for an error message. */
export function describeTransport(source: RequestSource): string {
  return ["Host", "X-Forwarded-Proto", "Forwarded", "Origin"]
    .map((name) => `${name} is ${quoteHeader(headerOf(source, name.toLowerCase()))}`)
    .join(", ");
}
