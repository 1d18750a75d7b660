import { firstInList, parseForwarded } from "./forwarded-header.ts";
import { headerOf, type RequestSource } from "./request-source.ts";

/** A parsed origin: scheme, host and port in lower case, as a browser serializes them. */
export interface Origin {
  readonly scheme: "https" | "http";
  /** Without the port and without a trailing dot. */
  readonly hostname: string;
  /** `""` for the default port of the scheme. */
  readonly port: string;
}

/**
 * Parses an origin such as `https://app.example:8443`. Returns `null` for other text, such as
 * `"null"`.
 */
export function parseOrigin(text: string): Origin | null {
  if (!/^https?:\/\/[^\s/?#@\\%]+$/i.test(text)) return null;
  const url = URL.parse(text);
  const hostname = url?.hostname.replace(/\.$/, "") ?? "";
  if (url === null || hostname === "") return null;
  return { scheme: url.protocol === "https:" ? "https" : "http", hostname, port: url.port };
}

/**
 * Checks whether the client used https. `X-Forwarded-Proto` and `Forwarded` are trusted from every
 * client, because they can only make the checks stricter.
 */
export function isHttps(source: RequestSource): boolean {
  if (source instanceof Request && source.url.startsWith("https:")) return true;
  const proto = headerOf(source, "x-forwarded-proto");
  if (proto !== null && firstInList(proto).toLowerCase() === "https") return true;
  const forwarded = headerOf(source, "forwarded");
  return forwarded !== null && parseForwarded(forwarded).proto?.toLowerCase() === "https";
}

/**
 * Returns the host and port that the client requested, or `null` if the request has neither a URL nor
 * a Host header.
 *
 * @param trustProxy whether to prefer `X-Forwarded-Host`, then the host of `Forwarded`.
 */
export function requestHost(source: RequestSource, trustProxy: boolean): string | null {
  const forwarded = trustProxy ? forwardedHost(source) : "";
  if (forwarded !== "") return forwarded;
  return headerOf(source, "host") ?? (source instanceof Request ? new URL(source.url).host : null);
}

function forwardedHost(source: RequestSource): string {
  const host = firstInList(headerOf(source, "x-forwarded-host") ?? "");
  return host === "" ? (parseForwarded(headerOf(source, "forwarded") ?? "").host ?? "") : host;
}
