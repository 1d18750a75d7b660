import { recent } from "../recent-cache.ts";
import type { TokenClaims } from "./claims.ts";

/** A token that was proven. Its claims are kept beside what a schema made of them, to judge their times again. */
interface Proven<Result> {
  readonly token: string;
  readonly claims: TokenClaims;
  readonly result: Result;
}

/** Tokens that were proven lately. */
export interface ProvenTokens<Result> {
  find(token: string): Proven<Result> | undefined;
  /** Freezes what it keeps: it will be handed out again. */
  keep(token: string, claims: TokenClaims, result: Result): void;
}

/** The end of a signature, of 256 bits and more: hashing a whole token would take twice as long as all the rest. */
const TAIL = 43;

/** Remembers at most `most` tokens. The whole token is compared, so that none passes for another. */
export function provenTokens<Result>(most: number): ProvenTokens<Result> {
  const kept = recent<Proven<Result>>(most);
  return {
    find(token) {
      const found = typeof token === "string" ? kept.get(token.slice(-TAIL)) : undefined;
      return found?.token === token ? found : undefined;
    },
    keep(token, claims, result) {
      kept.keep(token.slice(-TAIL), deepFreeze({ token, claims, result }));
    },
  };
}

/** Freezes a value and all that it holds, however deep: JSON may be nested deeper than calls may. */
function deepFreeze<Value>(value: Value): Value {
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
