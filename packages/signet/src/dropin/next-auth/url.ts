import type { HeaderLookup } from "../../http/request-source.ts";
import { recent } from "../../token/recent-cache.ts";
import { configuredUrl, trustsForwardedHost } from "./environment.ts";

/** The URL of the routes, such as `http://localhost:3000/api/auth`. */
export interface AuthUrl {
  readonly origin: string;
  readonly host: string;
  readonly path: string;
  readonly base: string;
  toString(): string;
}

const DEFAULT = "http://localhost:3000/api/auth";
const DEFAULT_PATH = "/api/auth";

const parsed = recent<AuthUrl>(100, 2_000);

/**
 * Returns the site's URL: `NEXTAUTH_URL`, or else the forwarded host if it is trusted. Returns
 * `undefined` when neither is configured.
 */
export function detectOrigin(host: string | null, protocol: string | null): string | undefined {
  const configured = configuredUrl();
  if (configured) return configured;
  if (trustsForwardedHost()) return `${protocol === "http" ? "http" : "https"}://${host}`;
  return undefined;
}

/**
 * Parses the site's URL.
 *
 * @throws {TypeError} for a text that is no URL.
 */
export function parseUrl(given: string | undefined): AuthUrl {
  const text =
    given === undefined ? DEFAULT : given.startsWith("http") ? given : `https://${given}`;
  return parsed.get(text) ?? parsed.keep(text, parse(text));
}

function parse(text: string): AuthUrl {
  const url = new URL(text);
  const path = (url.pathname === "/" ? DEFAULT_PATH : url.pathname).replace(/\/$/, "");
  const base = `${url.origin}${path}`;
  return { origin: url.origin, host: url.host, path, base, toString: () => base };
}

/** Returns the site's URL for a request. */
export function siteUrlOf(headers: HeaderLookup): AuthUrl {
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return parseUrl(detectOrigin(host, headers.get("x-forwarded-proto")));
}
