import { type Duration, parseDuration } from "../duration.ts";
import type { ReadOptions } from "../engine/api.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";

/** What a guard asks for besides a session. */
export interface GuardOptions {
  /**
   * Longest time since the user signed in, for operations that a stolen device must not do. After it
   * the user has to sign in again.
   */
  readonly within?: Duration;
}

/** `GuardOptions`, and the options of a read where the strategy has a store. */
export type GuardOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? GuardOptions
  : GuardOptions & ReadOptions;

/**
 * Checks a guard's options when the guard is made, so that a mistake shows before the first request.
 *
 * @throws {SignetError} `invalid-config` for a value that is not a duration.
 */
export function checkGuard({ within, maxStaleness }: GuardOptions & ReadOptions): void {
  if (within !== undefined) parseDuration(within, "within");
  if (maxStaleness !== undefined) parseDuration(maxStaleness, "maxStaleness");
}

/** Returns the options of a read; `undefined` when none is given. */
export function readOptionsIn({
  fresh,
  maxStaleness,
}: {
  readonly [option in keyof ReadOptions]: ReadOptions[option] | undefined;
}): ReadOptions | undefined {
  if (fresh === undefined && maxStaleness === undefined) return undefined;
  return {
    ...(fresh === undefined ? {} : { fresh }),
    ...(maxStaleness === undefined ? {} : { maxStaleness }),
  };
}
