import { cookieTooLarge, type SignetError } from "../errors.ts";
import type { CookieNames } from "./cookie-names.ts";

/** The size limit of browsers for name and value of one cookie (RFC 6265bis, section 5.6); bytes. */
export const LARGEST_COOKIE = 4_096;
/**
 * The size limit for all cookies of one session together; bytes. Node refuses requests with more than
 * 16 KiB of headers, and a request has other headers and cookies too.
 */
const LARGEST_SESSION = 14_336;

/**
 * The first chunk starts with the number of chunks, so a chunk of a former, longer session is ignored.
 */
const COUNT = /^([1-4])\.(.*)$/;

/**
 * Checks that a credential fits in one cookie.
 *
 * @param characters the length of the credential.
 * @throws {SignetError} `cookie-too-large`.
 */
export function mustFitOneCookie(characters: number, { session }: CookieNames): void {
  const size = session.length + characters;
  if (size > LARGEST_COOKIE) throw tooLargeForOne(size);
}

/** Creates the error for one cookie of `size` bytes, name included. */
export function tooLargeForOne(size: number): SignetError {
  return cookieTooLarge(
    `a cookie of ${size} bytes, but browsers keep at most ${LARGEST_COOKIE} bytes`,
    "use sealed(), which can use several cookies, or database({ store }), whose cookie has a fixed size",
  );
}

function tooLargeForSeveral(size: number): SignetError {
  return cookieTooLarge(
    `${size} bytes of cookies, but the limit is ${LARGEST_SESSION} bytes`,
    "use database({ store }), whose cookie has a fixed size",
  );
}

/** One cookie to set. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Checks whether a value fits in one cookie. The value must be ASCII, so characters are bytes. */
export function fitsOneCookie({ name, value }: NamedValue): boolean {
  return name.length + value.length <= LARGEST_COOKIE;
}

/**
 * Splits a credential into as few cookies as possible. The credential must be ASCII, so characters
 * are bytes.
 *
 * @throws {SignetError} `cookie-too-large` when the cookies are too large for browsers or servers.
 */
export function splitCredential(credential: string, names: CookieNames): NamedValue[] {
  const prefix = "1.".length;
  const parts: NamedValue[] = [];
  let rest = credential;
  for (const name of names.chunks) {
    const space = LARGEST_COOKIE - name.length - (parts.length === 0 ? prefix : 0);
    if (rest !== "") parts.push({ name, value: rest.slice(0, space) });
    rest = rest.slice(space);
  }
  const size = parts.reduce((sum, { name, value }) => sum + name.length + value.length, prefix);
  if (rest !== "" || size > LARGEST_SESSION) {
    throw tooLargeForSeveral(size + rest.length);
  }
  return parts.map(({ name, value }, at) => ({
    name,
    value: at === 0 ? `${parts.length}.${value}` : value,
  }));
}

/**
 * Joins the chunks of a credential. Returns `null` without a first chunk. If a later chunk is missing,
 * the result is an incomplete credential, which no strategy verifies.
 *
 * @param read returns the value of a chunk, or `""` for a missing one.
 */
export function joinChunks(names: CookieNames, read: (name: string) => string): string | null {
  const [first = "", ...others] = names.chunks;
  const value = read(first);
  if (value === "") return null;
  const [, count = "1", start = value] = COUNT.exec(value) ?? [];
  return (
    start +
    others
      .slice(0, Number(count) - 1)
      .map(read)
      .join("")
  );
}
