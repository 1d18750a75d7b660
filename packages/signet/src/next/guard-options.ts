import { type Duration, parseDuration } from "../duration.ts";
import type { ReadOptions } from "../engine/api.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";

/** The requirements of a guard besides a session. */
export interface GuardOptions {
  /**
   * The longest time since the user signed in, as a duration such as `"10m"`, or in seconds. After
   * it the user has to sign in again. Use it for operations that a stolen device must not do. A
   * renewal of the session does not count as a sign-in.
   */
  readonly within?: Duration;
}

/** `GuardOptions`; for a strategy with a store also the options of a read. */
export type GuardOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? GuardOptions
  : GuardOptions & ReadOptions;

/**
 * Checks the options of a guard. Called when the guard is created, so a mistake shows before the
 * first request.
 *
 * @throws {SignetError} `invalid-config` for a value that is not a duration.
 */
export function checkGuard({ within, maxStaleness }: GuardOptions & ReadOptions): void {
  if (within !== undefined) parseDuration(within, "within");
  if (maxStaleness !== undefined) parseDuration(maxStaleness, "maxStaleness");
}

/** Returns the options of a read; `undefined` without one. */
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
