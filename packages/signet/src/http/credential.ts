import { join } from "./chunks.ts";
import { type CookiePair, pairsNamed } from "./cookie-header.ts";
import type { CookieNames } from "./cookie-names.ts";
import { headerOf, type RequestSource } from "./source.ts";

/** The one credential that a request presents. */
export interface OneFound {
  readonly kind: "one";
  readonly via: "cookie" | "bearer";
  readonly credential: string;
  /** What earlier sign-outs left behind. */
  readonly tombstones: readonly string[];
  /**
   * Another bearer token beside the cookie. Gateways add their own, which do not matter; one of ours is
   * a second credential, and only its proof tells.
   */
  readonly beside?: string;
}

export type CredentialFound =
  | { readonly kind: "none" }
  | OneFound
  /** Two different ones, so neither is believed. */
  | { readonly kind: "conflict" };

/** A browser has one; more are somebody's attempt to hide it, or to keep us busy. */
const MOST_TOMBSTONES = 4;

const NONE: CredentialFound = { kind: "none" };
const CONFLICT: CredentialFound = { kind: "conflict" };
/** Stands for two different values where one was looked for. */
const TWO: unique symbol = Symbol("two");

/**
 * Finds the credential of a request: in the session cookie, in the chunks of one, or after
 * `Authorization: Bearer`. Takes time in proportion to the headers' length.
 */
export function findCredential(source: RequestSource, names: CookieNames): CredentialFound {
  const bearers = bearersOf(headerOf(source, "authorization"));
  const pairs = pairsNamed(headerOf(source, "cookie") ?? "", names.session);
  const cookie = pairs.length === 0 ? null : cookieIn(pairs, names);
  if (cookie === TWO || bearers.length > 1) return CONFLICT;
  const [bearer = null] = bearers;
  if (cookie === null) return fromBearer(bearer);
  const tombstones = valuesOf(pairs, names.tombstone, MOST_TOMBSTONES);
  const one = { kind: "one", via: "cookie", credential: cookie, tombstones } as const;
  return bearer === null || bearer === cookie ? one : { ...one, beside: bearer };
}

/** The credential in the cookie or its chunks, or `null`. */
function cookieIn(pairs: readonly CookiePair[], names: CookieNames): string | null | typeof TWO {
  const [whole = "", ...others] = valuesOf(pairs, names.session, 2);
  const chunked = chunkedIn(pairs, names);
  if (others.length > 0 || chunked === TWO) return TWO;
  if (whole !== "" && chunked !== null) return TWO;
  return whole === "" ? chunked : whole;
}

/** The credential that came in chunks, or `null`. */
function chunkedIn(pairs: readonly CookiePair[], names: CookieNames): string | null | typeof TWO {
  const [first = ""] = names.chunks;
  if (!pairs.some(({ name }) => name === first)) return null;
  const values = new Map(names.chunks.map((name) => [name, valuesOf(pairs, name, 2)]));
  if ([...values.values()].some(({ length }) => length > 1)) return TWO;
  return join(names, (name) => values.get(name)?.[0] ?? "");
}

/** Whether the browser may have added the credential by itself, to whatever page's request. */
export function mayComeByItself(found: CredentialFound): boolean {
  return found.kind === "conflict" || (found.kind === "one" && found.via === "cookie");
}

/** Which of an engine's session cookies came with a request. */
export function cookieNamesIn(source: RequestSource, names: CookieNames): string[] {
  const pairs = pairsNamed(headerOf(source, "cookie") ?? "", names.session);
  const held = new Set(pairs.map(({ name }) => name));
  return [names.session, ...names.chunks].filter((name) => held.has(name));
}

function fromBearer(credential: string | null): CredentialFound {
  if (credential === null) return NONE;
  return { kind: "one", via: "bearer", credential, tombstones: [] };
}

/** The different tokens of RFC 6750, 2.1, of a header that may be repeated; `""` is one left out. */
function bearersOf(authorization: string | null): string[] {
  if (authorization === null) return [];
  const credentials = authorization.split(/,[ \t]*(?=bearer(?: |$))/i);
  const tokens = credentials
    .filter((one) => /^bearer(?: |$)/i.test(one))
    .map((one) => one.slice("bearer".length).replace(/^ +/, ""));
  return [...new Set(tokens)];
}

/** The first few different values of a name. */
function valuesOf(pairs: readonly CookiePair[], name: string, most: number): string[] {
  const values: string[] = [];
  for (const pair of pairs) {
    if (values.length === most) break;
    if (pair.name === name && !values.includes(pair.value)) values.push(pair.value);
  }
  return values;
}
