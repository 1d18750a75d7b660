/** A clock that stands still until it is moved. */
export interface TestClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves the clock, back when `milliseconds` is negative. */
  advance(milliseconds: number): void;
}

export function testClock(start: number = Date.UTC(2026, 0, 1)): TestClock {
  let at = start;
  return {
    now: () => at,
    advance(milliseconds) {
      at += milliseconds;
    },
  };
}
