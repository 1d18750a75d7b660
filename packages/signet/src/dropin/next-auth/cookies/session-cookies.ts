import type { CookieOption } from "../types.ts";
import type { CookieLookup } from "./lookup.ts";

/** A cookie to set. */
export interface Cookie extends CookieOption {
  readonly value: string;
}

/** The limit of browsers for a cookie; bytes. */
const LARGEST_COOKIE = 4_096;
/** The bytes of the longest name and attributes, as next-auth 4 counts them. */
const EMPTY_COOKIE = 163;
/** The characters of a chunk. */
const CHUNK_SIZE = LARGEST_COOKIE - EMPTY_COOKIE;
/** Servers refuse requests with more cookies than this. */
const MOST_CHUNKS = 64;

/**
 * Returns the values that the session cookie of a request may have: the whole cookie, and the joined
 * chunks. Only the exact names count, so a cookie with a similar name is never a part of the session.
 */
export function sessionValues(cookies: CookieLookup, name: string): string[] {
  const whole = cookies.get(name);
  const chunks = joinedChunks(cookies, name);
  return [whole, chunks].filter((value) => value !== undefined && value !== "") as string[];
}

function joinedChunks(cookies: CookieLookup, name: string): string {
  let joined = "";
  for (let at = 0; at < MOST_CHUNKS; at++) {
    const chunk = cookies.get(`${name}.${at}`);
    if (chunk === undefined) break;
    joined += chunk;
  }
  return joined;
}

/** Returns the cookies that delete the session cookie and its chunks from the browser. */
export function expireSession(cookies: CookieLookup, { name, options }: CookieOption): Cookie[] {
  return heldNames(cookies, name).map((held) => expired(held, options));
}

/**
 * Returns the cookies that store a session token. They also delete the cookies of a former token that
 * the new one does not replace.
 */
export function storeSession(
  cookies: CookieLookup,
  { name, options }: CookieOption,
  value: string,
  expires: Date,
): Cookie[] {
  const byName = new Map(heldNames(cookies, name).map((held) => [held, expired(held, options)]));
  const count = Math.ceil(value.length / CHUNK_SIZE);
  for (let at = 0; at < count; at++) {
    const part = count === 1 ? name : `${name}.${at}`;
    const text = value.slice(at * CHUNK_SIZE, (at + 1) * CHUNK_SIZE);
    byName.set(part, { name: part, value: text, options: { ...options, expires } });
  }
  return [...byName.values()];
}

/** Describes the chunks of a token for the log, as next-auth 4 does; `null` for a token in one cookie. */
export function describeChunks(value: string): object | null {
  const count = Math.ceil(value.length / CHUNK_SIZE);
  if (count <= 1) return null;
  const lengths = Array.from({ length: count }, (_, at) =>
    Math.min(CHUNK_SIZE, value.length - at * CHUNK_SIZE),
  );
  return {
    message: `Session cookie exceeds allowed ${LARGEST_COOKIE} bytes.`,
    emptyCookieSize: EMPTY_COOKIE,
    valueSize: value.length,
    chunks: lengths.map((length) => length + EMPTY_COOKIE),
  };
}

export function expired(name: string, options: CookieOption["options"]): Cookie {
  return { name, value: "", options: { ...options, maxAge: 0 } };
}

/** Lists the names of the session cookie and its chunks in a request. */
function heldNames(cookies: CookieLookup, name: string): string[] {
  return cookies
    .names()
    .filter((held) => held === name || (held.startsWith(`${name}.`) && isChunkOf(held, name)));
}

function isChunkOf(held: string, name: string): boolean {
  return /^(?:0|[1-9]\d{0,3})$/.test(held.slice(name.length + 1));
}
