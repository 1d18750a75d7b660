import type { Strategy } from "../../../strategy/contract.ts";

/** Checks whether a value is a strategy of `signet-auth/next`. */
export function isOwnStrategy(strategy: unknown): strategy is Strategy {
  return typeof Object(strategy).prepare === "function";
}
