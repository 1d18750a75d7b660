/** The seal in the cookies of a session: one cookie, or up to four chunks. */
import type { Config } from "./config.ts";
import { setCookieText } from "./serialize.ts";
import type { CookieJar, CookieOptions } from "./types.ts";

/** The largest `Set-Cookie` text that browsers keep; bytes. */
const LARGEST_COOKIE = 4_096;
const MOST_CHUNKS = 4;

/**
 * Reads the seal. One whole cookie wins over chunks, and the chunks end at the first gap. The MAC
 * covers the joined text, so no chunk is trusted by itself.
 */
export function readSeal(jar: CookieJar, cookieName: string): string {
  const whole = jar.read(cookieName);
  if (whole) return whole;
  let seal = "";
  for (let index = 0; index < MOST_CHUNKS; index++) {
    const chunk = jar.read(chunkName(cookieName, index));
    if (!chunk) break;
    seal += chunk;
  }
  return seal;
}

/**
 * Writes the seal, and expires the cookies of the other form.
 *
 * @throws {Error} when the seal is too large for one cookie, or with `chunk` for four.
 */
export function writeSeal(jar: CookieJar, config: Config, seal: string): void {
  const { cookieName, cookieOptions } = config;
  const size = sizeOf(cookieName, seal, cookieOptions);
  if (size <= LARGEST_COOKIE) {
    jar.write(cookieName, seal, cookieOptions);
    expireChunks(jar, config, 0);
    return;
  }
  const chunks = config.chunk ? chunksOf(config, seal) : refuse(jar, cookieName, size);
  for (const [index, chunk] of chunks.entries()) {
    jar.write(chunkName(cookieName, index), chunk, cookieOptions);
  }
  expireIfPresent(jar, cookieName, cookieOptions);
  expireChunks(jar, config, chunks.length);
}

/** Expires the cookies of the session, in both forms. */
export function expireSeal(jar: CookieJar, config: Config): void {
  jar.write(config.cookieName, "", { ...config.cookieOptions, maxAge: 0 });
  expireChunks(jar, config, 0);
}

function chunksOf({ cookieName, cookieOptions }: Config, seal: string): string[] {
  const overhead = sizeOf(chunkName(cookieName, 0), "", cookieOptions);
  const space = LARGEST_COOKIE - overhead;
  if (space <= 0) {
    throw new Error(
      `iron-session: The cookie name and options alone take ${overhead} bytes. Use a shorter cookie name.`,
    );
  }
  const count = Math.ceil(seal.length / space);
  if (count > MOST_CHUNKS) {
    throw new Error(
      `iron-session: The session needs ${count} cookies and the maximum is ${MOST_CHUNKS}. Store an id in the session, and the data in your database.`,
    );
  }
  return Array.from({ length: count }, (_, index) =>
    seal.slice(index * space, (index + 1) * space),
  );
}

function refuse(jar: CookieJar, cookieName: string, size: number): never {
  const advice = jar.read(chunkName(cookieName, 0))
    ? " and `chunk` is not enabled here, but this session is already stored across several cookies. Use the same options everywhere."
    : ", browsers will refuse it. Store less in the session, or set `chunk: true` to split it across several cookies.";
  throw new Error(`iron-session: Cookie length is too big (${size} bytes)${advice}`);
}

/** Expires chunks that the request has, from an index on. A stale chunk would break the next reading. */
function expireChunks(jar: CookieJar, { cookieName, cookieOptions }: Config, from: number): void {
  for (let index = from; index < MOST_CHUNKS; index++) {
    expireIfPresent(jar, chunkName(cookieName, index), cookieOptions);
  }
}

function expireIfPresent(jar: CookieJar, name: string, options: CookieOptions): void {
  if (jar.read(name)) jar.write(name, "", { ...options, maxAge: 0 });
}

function chunkName(cookieName: string, index: number): string {
  return `${cookieName}.${index}`;
}

/** Returns the size of a `Set-Cookie` text; bytes. */
function sizeOf(name: string, value: string, options: CookieOptions): number {
  return new TextEncoder().encode(setCookieText(name, value, options)).length;
}
