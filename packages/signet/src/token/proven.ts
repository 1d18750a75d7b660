import type { TokenClaims } from "./claims.ts";

/** The claims are kept beside what a schema made of them, because their times are judged again. */
export interface Proven<Result> {
  readonly claims: TokenClaims;
  readonly result: Result;
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
