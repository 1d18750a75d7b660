import { stringifySetCookie } from "cookie";
import { LARGEST_COOKIE, tooLargeForOne } from "./chunks.ts";
import type { Site } from "./site.ts";

/** How long browsers keep a cookie at most (RFC 6265bis, 5.5); seconds. */
const LONGEST_MAX_AGE = 400 * 86_400;

export interface CookieContent {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * The `Set-Cookie` text that keeps a value in the browser until it expires.
 *
 * @throws {SignetError} `cookie-too-large` when browsers would drop it in silence.
 */
export function setCookie(name: string, content: CookieContent, site: Site, now: number): string {
  const size = new TextEncoder().encode(name + content.value).length;
  if (size > LARGEST_COOKIE) throw tooLargeForOne(size);
  const maxAge = Math.ceil((content.expiresAt - now) / 1_000);
  return stringify(name, content.value, Math.min(Math.max(maxAge, 0), LONGEST_MAX_AGE), site);
}

/** The `Set-Cookie` text that makes the browser forget a cookie. */
export function expireCookie(name: string, site: Site): string {
  return stringify(name, "", 0, site);
}

function stringify(name: string, value: string, maxAge: number, site: Site): string {
  return stringifySetCookie({
    name,
    value,
    maxAge,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: site !== "localhost",
  });
}
