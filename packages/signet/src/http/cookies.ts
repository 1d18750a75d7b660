import { stringifySetCookie } from "cookie";
import { LARGEST_COOKIE, tooLargeForOne } from "./cookie-chunks.ts";
import type { Transport } from "./transport.ts";

/** The maximum lifetime of a cookie in browsers (RFC 6265bis, section 5.5); seconds. */
const LONGEST_MAX_AGE = 400 * 86_400;

export interface CookieContent {
  readonly value: string;
  /** Milliseconds since the epoch; `null` for a cookie that ends with the browser. */
  readonly expiresAt: number | null;
}

/**
 * Returns the `Set-Cookie` text that stores a value in the browser until it expires, or until the browser
 * ends (a cookie without Max-Age and Expires: RFC 6265bis, section 5.7).
 *
 * @param now milliseconds since the epoch.
 * @throws {SignetError} `cookie-too-large`, because browsers drop a too large cookie without an error.
 */
export function setCookie(
  name: string,
  content: CookieContent,
  transport: Transport,
  now: number,
): string {
  const size = new TextEncoder().encode(name + content.value).length;
  if (size > LARGEST_COOKIE) throw tooLargeForOne(size);
  if (content.expiresAt === null) return stringify(name, content.value, undefined, transport);
  const maxAge = Math.ceil((content.expiresAt - now) / 1_000);
  return stringify(name, content.value, Math.min(Math.max(maxAge, 0), LONGEST_MAX_AGE), transport);
}

/** Returns the `Set-Cookie` text that deletes a cookie. Browsers find the cookie by path and flags. */
export function expireCookie(name: string, transport: Transport): string {
  return stringify(name, "", 0, transport);
}

function stringify(
  name: string,
  value: string,
  maxAge: number | undefined,
  transport: Transport,
): string {
  return stringifySetCookie({
    name,
    value,
    ...(maxAge === undefined ? null : { maxAge }),
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: transport !== "localhost",
  });
}
