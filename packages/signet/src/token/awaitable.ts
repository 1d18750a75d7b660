import type { Awaitable } from "./crypto/contract.ts";

export type { Awaitable };

/** Goes on with a value: at once where it is there, later where it is promised. */
export function after<Value, Next>(
  value: Awaitable<Value>,
  next: (value: Value) => Awaitable<Next>,
): Awaitable<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}
