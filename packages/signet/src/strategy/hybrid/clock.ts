/** The store's clock, as far as this process knows it from what the store said. Milliseconds. */
export interface StoreClock {
  /** Learns that the store's clock said `time` at some moment between two of this process. */
  learn(time: number, askedAt: number, answeredAt: number): void;
  /** Not later than the store's clock at the moment `at` of this process; `null` before anything was learnt. */
  atLeast(at: number): number | null;
  /** Not earlier than the store's clock at the moment `at` of this process. */
  atMost(at: number): number;
}

/**
 * Goes by a monotonic clock between two pages, and never back, so that neither a wall clock that is
 * set nor a store's that is makes a token younger.
 */
export function storeClock(): StoreClock {
  /** The store's clock less this process's: at least, and at most. */
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
