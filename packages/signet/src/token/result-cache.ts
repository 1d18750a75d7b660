import type { TokenClaims } from "./claims.ts";

/** The claims are kept beside what a schema made of them, because their times are judged again. */
export interface Proven<Result> {
  readonly claims: TokenClaims;
  readonly result: Result;
}

/** A bounded map that forgets what was not asked for lately. */
export interface ResultCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

/**
 * Keeps at most `size` entries in two generations: when the young one is full it becomes the old one,
 * and what was old is gone. A hit in the old one moves it to the young. That is nearly "least
 * recently used", at the price of one look-up.
 */
export function resultCache<Value>(size: number): ResultCache<Value> {
  const half = Math.max(1, Math.floor(size / 2));
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function set(key: string, value: Value): void {
    if (young.size >= half) {
      old = size === 1 ? new Map() : young;
      young = new Map();
    }
    young.set(key, value);
  }

  return {
    get(key) {
      const found = young.get(key);
      if (found !== undefined) return found;
      const kept = old.get(key);
      if (kept !== undefined) set(key, kept);
      return kept;
    },
    set,
  };
}

/** Freezes a value and all that it holds, however deep: JSON may be nested deeper than calls may. */
export function deepFreeze<Value>(value: Value): Value {
  const found: unknown[] = [value];
  for (const one of found) {
    if (typeof one !== "object" || one === null || Object.isFrozen(one)) continue;
    // An engine refuses to freeze bytes.
    if (ArrayBuffer.isView(one)) continue;
    Object.freeze(one);
    for (const member of Object.values(one)) found.push(member);
  }
  return value;
}
