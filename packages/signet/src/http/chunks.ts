import { cookieTooLarge, type SignetError } from "../errors.ts";
import type { CookieNames } from "./cookie-names.ts";

/** What browsers keep of one cookie: name and value together (RFC 6265bis, 5.6); bytes. */
export const LARGEST_COOKIE = 4_096;
/**
 * What all cookies of a session may take together; bytes. Node refuses requests whose headers take
 * more than 16 KiB, and a request has other headers and other cookies.
 */
const LARGEST_SESSION = 14_336;

/** The first chunk tells how many there are, so that one left over from before is not taken for more. */
const COUNT = /^([1-4])\.(.*)$/;

/** @throws {SignetError} `cookie-too-large` for a credential of more characters than one cookie holds. */
export function mustFitOneCookie(characters: number, { session }: CookieNames): void {
  const size = session.length + characters;
  if (size > LARGEST_COOKIE) throw tooLargeForOne(size);
}

export function tooLargeForOne(size: number): SignetError {
  return cookieTooLarge(
    `a cookie of ${size} bytes, and browsers keep ${LARGEST_COOKIE}`,
    "use sealed(), which takes several cookies, or database({ store }), whose cookie has a fixed size",
  );
}

function tooLargeForSeveral(size: number): SignetError {
  return cookieTooLarge(
    `${size} bytes of cookies, and ${LARGEST_SESSION} is the limit`,
    "use database({ store }), whose cookie has a fixed size",
  );
}

export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** Whether a value fits in one cookie; it is plain ASCII. */
export function fitsOneCookie({ name, value }: NamedValue): boolean {
  return name.length + value.length <= LARGEST_COOKIE;
}

/**
 * Cuts a credential into as few cookies as hold it; it is plain ASCII, so characters are bytes.
 *
 * @throws {SignetError} `cookie-too-large` when browsers or servers would refuse it.
 */
export function cut(credential: string, names: CookieNames): NamedValue[] {
  const prefix = "1.".length;
  const parts: NamedValue[] = [];
  let rest = credential;
  for (const name of names.chunks) {
    const room = LARGEST_COOKIE - name.length - (parts.length === 0 ? prefix : 0);
    if (rest !== "") parts.push({ name, value: rest.slice(0, room) });
    rest = rest.slice(room);
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
 * Puts a credential together again, as far as its chunks came along; the rest of a credential proves
 * nothing. `null` without a first chunk.
 *
 * @param read the value of a chunk, `""` when there is none.
 */
export function join(names: CookieNames, read: (name: string) => string): string | null {
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
