import { stringifySetCookie } from "cookie";
import { LARGEST_COOKIE, tooLargeForOne } from "./cookie-chunks.ts";
import type { CookieAttributes } from "./cookie-places.ts";

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
  attributes: CookieAttributes,
  now: number,
): string {
  const size = new TextEncoder().encode(name + content.value).length;
  if (size > LARGEST_COOKIE) throw tooLargeForOne(size);
  if (content.expiresAt === null) return stringify(name, content.value, undefined, attributes);
  const maxAge = Math.ceil((content.expiresAt - now) / 1_000);
  return stringify(name, content.value, Math.min(Math.max(maxAge, 0), LONGEST_MAX_AGE), attributes);
}

/**
 * Returns the `Set-Cookie` text that deletes a cookie. Browsers find the cookie by name, domain, path and
 * partition (RFC 6265bis, section 5.7), so the text repeats the attributes of the cookie.
 */
export function expireCookie(name: string, attributes: CookieAttributes): string {
  return stringify(name, "", 0, attributes);
}

function stringify(
  name: string,
  value: string,
  maxAge: number | undefined,
  { domain, sameSite, secure, partitioned }: CookieAttributes,
): string {
  return stringifySetCookie({
    name,
    value,
    ...(maxAge === undefined ? null : { maxAge }),
    ...(domain === null ? null : { domain }),
    path: "/",
    httpOnly: true,
    sameSite,
    secure,
    partitioned,
  });
}
