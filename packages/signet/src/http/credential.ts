import { joinChunks } from "./cookie-chunks.ts";
import { type CookiePair, pairsNamed } from "./cookie-header.ts";
import type { CookieNames } from "./cookie-names.ts";
import type { CookiePlace, CookiePlaces } from "./cookie-places.ts";
import { headerOf, type RequestSource } from "./request-source.ts";

/** The only credential of a request. */
export interface OneFound {
  readonly kind: "one";
  readonly via: "cookie" | "bearer";
  readonly credential: string;
  /** The tombstone cookies that former sign-outs have set. */
  readonly tombstones: readonly string[];
  /**
   * A different bearer token beside the cookie. Gateways add bearer tokens of their own. Only
   * verification shows whether the token is a second credential of this library.
   */
  readonly beside?: string;
  /**
   * Whether a renewal would move the cookie from its former place, or delete an outranked cookie there.
   */
  readonly misplaced?: true;
  /** A different credential in the former place. The cookie in the current place outranks it. */
  readonly outranked?: string;
}

export type CredentialFound =
  | { readonly kind: "none" }
  | OneFound
  /** Two different credentials, so both are refused. */
  | { readonly kind: "conflict" };

/** A browser has one. More than a few are an attempt to hide it or to waste time of the server. */
const MOST_TOMBSTONES = 4;

const NONE: CredentialFound = { kind: "none" };
const CONFLICT: CredentialFound = { kind: "conflict" };
/** The result when two different values were found and one was expected. */
const TWO: unique symbol = Symbol("two");

/**
 * Finds the credential of a request in the session cookie, in its chunks, or after
 * `Authorization: Bearer`. A cookie in the former place counts only without a cookie in the current
 * place. The time is linear in the length of the headers.
 */
export function findCredential(
  source: RequestSource,
  { current, former }: CookiePlaces,
): CredentialFound {
  const bearers = bearersOf(headerOf(source, "authorization"));
  const header = headerOf(source, "cookie") ?? "";
  const here = cookiesIn(header, current.names);
  const there = former === null ? NO_COOKIES : cookiesIn(header, former.names);
  const cookie = here.credential ?? there.credential;
  if (cookie === TWO || bearers.length > 1) return CONFLICT;
  const [bearer = null] = bearers;
  if (cookie === null) return fromBearer(bearer);
  const tombstones = [...here.tombstones, ...there.tombstones];
  const one = { kind: "one", via: "cookie", credential: cookie, tombstones } as const;
  const placed = former === null ? one : { ...one, ...outOfPlace(here, there, former) };
  return bearer === null || bearer === cookie ? placed : { ...placed, beside: bearer };
}

/** The cookies of one place in a request. */
interface CookiesFound {
  readonly credential: string | null | typeof TWO;
  readonly tombstones: readonly string[];
}

const NO_COOKIES: CookiesFound = { credential: null, tombstones: [] };

function cookiesIn(header: string, names: CookieNames): CookiesFound {
  const pairs = pairsNamed(header, names.session);
  if (pairs.length === 0) return NO_COOKIES;
  const tombstones = valuesOf(pairs, names.tombstone, MOST_TOMBSTONES);
  return { credential: cookieIn(pairs, names), tombstones };
}

function outOfPlace(
  { credential: here }: CookiesFound,
  { credential: there }: CookiesFound,
  former: CookiePlace,
): Pick<OneFound, "misplaced" | "outranked"> {
  if (there === null || there === TWO) return {};
  if (here === null) return { misplaced: true };
  return {
    // Another host may have set a cookie of a domain, and then a renewal cannot delete it.
    ...(former.attributes.domain === null ? { misplaced: true } : {}),
    ...(here === there ? {} : { outranked: there }),
  };
}

/** Returns the credential in the cookie or in its chunks, or `null`. */
function cookieIn(pairs: readonly CookiePair[], names: CookieNames): string | null | typeof TWO {
  const [whole = "", ...others] = valuesOf(pairs, names.session, 2);
  const chunked = chunkedIn(pairs, names);
  if (others.length > 0 || chunked === TWO) return TWO;
  if (whole !== "" && chunked !== null) return TWO;
  return whole === "" ? chunked : whole;
}

/** Returns the credential that was sent in chunks, or `null`. */
function chunkedIn(pairs: readonly CookiePair[], names: CookieNames): string | null | typeof TWO {
  const [first = ""] = names.chunks;
  if (!pairs.some(({ name }) => name === first)) return null;
  const values = new Map(names.chunks.map((name) => [name, valuesOf(pairs, name, 2)]));
  if ([...values.values()].some(({ length }) => length > 1)) return TWO;
  return joinChunks(names, (name) => values.get(name)?.[0] ?? "");
}

/** Checks whether a browser may have added the credential automatically, so any page could cause it. */
export function isSentAutomatically(found: CredentialFound): boolean {
  return found.kind === "conflict" || (found.kind === "one" && found.via === "cookie");
}

/** Lists the names of the session cookies and chunks that a request contains. */
export function cookieNamesIn(source: RequestSource, names: CookieNames): string[] {
  const pairs = pairsNamed(headerOf(source, "cookie") ?? "", names.session);
  const held = new Set(pairs.map(({ name }) => name));
  return [names.session, ...names.chunks].filter((name) => held.has(name));
}

function fromBearer(credential: string | null): CredentialFound {
  if (credential === null) return NONE;
  return { kind: "one", via: "bearer", credential, tombstones: [] };
}

/**
 * Lists the different bearer tokens of an `Authorization` header, which may be repeated (RFC 6750,
 * section 2.1). `""` stands for `Bearer` without a token.
 */
function bearersOf(authorization: string | null): string[] {
  if (authorization === null) return [];
  const credentials = authorization.split(/,[ \t]*(?=bearer(?: |$))/i);
  const tokens = credentials
    .filter((one) => /^bearer(?: |$)/i.test(one))
    .map((one) => one.slice("bearer".length).replace(/^ +/, ""));
  return [...new Set(tokens)];
}

/** Lists at most `most` different values of the cookies with a name. */
function valuesOf(pairs: readonly CookiePair[], name: string, most: number): string[] {
  const values: string[] = [];
  for (const pair of pairs) {
    if (values.length === most) break;
    if (pair.name === name && !values.includes(pair.value)) values.push(pair.value);
  }
  return values;
}
