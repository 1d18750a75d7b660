import { firstOf, forwardedIn } from "./fields.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** Scheme, host and port, as a browser writes them: lower case, and no port that goes without saying. */
export interface Origin {
  readonly scheme: "https" | "http";
  /** Without the port, and without the dot that may end a full name. */
  readonly hostname: string;
  /** The default port of the scheme is `""`. */
  readonly port: string;
}

/** Parses an origin such as `https://app.example:8443`; `null` for what is none, such as `null`. */
export function parseOrigin(text: string): Origin | null {
  if (!/^https?:\/\/[^\s/?#@\\%]+$/i.test(text)) return null;
  const url = URL.parse(text);
  const hostname = url?.hostname.replace(/\.$/, "") ?? "";
  if (url === null || hostname === "") return null;
  return { scheme: url.protocol === "https:" ? "https" : "http", hostname, port: url.port };
}

/**
 * Whether the client reached us by https. `X-Forwarded-Proto` and `Forwarded` are believed from
 * anybody, because all they can do is to make the answer stricter.
 */
export function isHttps(source: RequestSource): boolean {
  if (source instanceof Request && source.url.startsWith("https:")) return true;
  const proto = headerOf(source, "x-forwarded-proto");
  if (proto !== null && firstOf(proto).toLowerCase() === "https") return true;
  const forwarded = headerOf(source, "forwarded");
  return forwarded !== null && forwardedIn(forwarded).proto?.toLowerCase() === "https";
}

/**
 * The host and port that the client called, as text, or `null`.
 *
 * @param trustProxy believe `X-Forwarded-Host`, or else the host of `Forwarded`.
 */
export function calledHost(source: RequestSource, trustProxy: boolean): string | null {
  const told = trustProxy ? toldHost(source) : "";
  if (told !== "") return told;
  return headerOf(source, "host") ?? (source instanceof Request ? new URL(source.url).host : null);
}

function toldHost(source: RequestSource): string {
  const told = firstOf(headerOf(source, "x-forwarded-host") ?? "");
  return told === "" ? (forwardedIn(headerOf(source, "forwarded") ?? "").host ?? "") : told;
}
