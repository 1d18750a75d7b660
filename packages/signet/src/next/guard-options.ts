import { type Duration, parseDuration } from "../duration.ts";
import type { ReadOptions } from "../engine/api.ts";
import { invalidConfig } from "../errors.ts";
import type { StatelessStrategy, Strategy } from "../strategy/contract.ts";

/** The requirements of a guard besides a session. */
export interface GuardOptions {
  /**
   * The longest time since the user signed in, as a duration such as `"10m"`, or in seconds. After
   * it the user has to sign in again. Use it for operations that a stolen device must not do. A
   * renewal of the session does not count as a sign-in.
   */
  readonly within?: Duration;
  /**
   * `2` asks for a sign-in with two factors: `session.proofs` has proofs by two different methods, or one
   * proof of two factors at once, such as a passkey with user verification (`assuranceOf(session)` is
   * `"aal2"`). The sign-in page then receives `step=second-factor`. With `factor: 2`, `within` is the
   * longest time since the latest proof of a second factor, instead of the time since the sign-in.
   * `1` asks for any sign-in, for a page on which a user adds a second factor. Default: `2` under
   * `secondFactor: "required"`, otherwise `1`.
   */
  readonly factor?: 1 | 2;
}

/** `GuardOptions`; for a strategy with a store also the options of a read. */
export type GuardOptionsOf<S extends Strategy> = S extends StatelessStrategy
  ? GuardOptions
  : GuardOptions & ReadOptions;

/**
 * Checks the options of a guard. Called when the guard is created, so a mistake shows before the
 * first request.
 *
 * @throws {SignetError} `invalid-config` for a value that is not a duration, and for a `factor` other
 *   than 1 and 2.
 */
export function checkGuard({ within, factor, maxStaleness }: GuardOptions & ReadOptions): void {
  if (factor !== undefined && factor !== 1 && factor !== 2) {
    throw invalidConfig(`factor is ${JSON.stringify(factor)}. It must be 1 or 2.`);
  }
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
