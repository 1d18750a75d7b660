import { recent } from "../recent-cache.ts";
import type { TokenClaims } from "./claims.ts";

/** A verified token. */
interface Verified<Result> {
  readonly token: string;
  /** The claims before the schema, to check their times again. */
  readonly claims: TokenClaims;
  /** The output of the schema, or the claims. */
  readonly result: Result;
}

/** A cache of recently verified tokens. */
export interface VerifiedTokens<Result> {
  find(token: string): Verified<Result> | undefined;
  /** Stores a token. Freezes its claims and its result, because later calls return the same objects. */
  keep(token: string, claims: TokenClaims, result: Result): void;
}

/**
 * The characters at the end of a token that are its key in the cache, 256 bits of the signature. Hashing
 * the whole token would take twice as long as the rest of a lookup.
 */
const TAIL = 43;

/**
 * Creates a cache of at most `most` verified tokens. A hit compares the whole token, so a token with
 * the same end is not found.
 */
export function verifiedTokens<Result>(most: number): VerifiedTokens<Result> {
  const cache = recent<Verified<Result>>(most);
  return {
    find(token) {
      const found = typeof token === "string" ? cache.get(token.slice(-TAIL)) : undefined;
      return found?.token === token ? found : undefined;
    },
    keep(token, claims, result) {
      cache.keep(token.slice(-TAIL), deepFreeze({ token, claims, result }));
    },
  };
}

/**
 * Freezes a value and all nested values. It uses no recursion, because JSON can be nested too deeply
 * for it.
 */
function deepFreeze<Value>(value: Value): Value {
  const found: unknown[] = [value];
  for (const one of found) {
    if (typeof one !== "object" || one === null || Object.isFrozen(one)) continue;
    // Object.freeze throws for typed arrays.
    if (ArrayBuffer.isView(one)) continue;
    Object.freeze(one);
    for (const member of Object.values(one)) found.push(member);
  }
  return value;
}
