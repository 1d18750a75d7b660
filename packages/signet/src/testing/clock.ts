/** A clock for tests. The time changes only with `advance`. */
export interface TestClock {
  /** Returns the time in milliseconds since the epoch. */
  now(): number;
  /** Adds milliseconds to the time. A negative number moves the clock back. */
  advance(milliseconds: number): void;
}

/**
 * Creates a clock for tests. Pass its `now` to the `now` option of `createSignet`.
 *
 * @param start the first time, in milliseconds since the epoch; 2026-01-01 UTC by default.
 *
 * @example
 * ```ts
 * import { createSignet, jwt } from "signet-auth";
 * import { testClock } from "signet-auth/testing";
 *
 * const clock = testClock();
 * const secret = "a-secret-for-tests-0123456789-0123456789";
 * const signet = createSignet({ strategy: jwt(), secret, now: clock.now });
 * clock.advance(7 * 86_400_000);
 * ```
 */
export function testClock(start: number = Date.UTC(2026, 0, 1)): TestClock {
  let at = start;
  return {
    now: () => at,
    advance(milliseconds) {
      at += milliseconds;
    },
  };
}
