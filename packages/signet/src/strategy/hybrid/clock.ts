/** Bounds of the store's clock, from the times in its feed pages. Milliseconds. */
export interface StoreClock {
  /** Takes in that the store's clock showed `time` between two moments of this process. */
  learn(time: number, askedAt: number, answeredAt: number): void;
  /** Returns a lower bound of the store's clock at the moment `at`; `null` before the first page. */
  atLeast(at: number): number | null;
  /** Returns an upper bound of the store's clock at the moment `at`. */
  atMost(at: number): number;
}

/**
 * Creates the bounds. They follow the monotonic clock of the process and never go back, so that a
 * change of the wall clock, or of the store's clock, makes no token younger.
 */
export function storeClock(): StoreClock {
  /** Bounds of the difference between the store's clock and the monotonic clock. */
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];

  return {
    learn(time, askedAt, answeredAt) {
      least = Math.max(least, time - answeredAt);
      most = Math.max(least, time - askedAt);
    },
    atLeast: (at) => (least === Number.NEGATIVE_INFINITY ? null : Math.floor(at + least)),
    atMost: (at) => Math.ceil(at + most),
  };
}
