/** Resolves after a number of milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/**
 * Waits before the next attempt, for a random time below 2^tries and below `longest`, both in
 * milliseconds. The time is random, so callers that failed together do not retry together.
 */
export function backOff(tries: number, longest: number): Promise<void> {
  return wait(Math.random() * Math.min(2 ** tries, longest));
}

/**
 * Returns a random time from half of `milliseconds` to `milliseconds`, so servers do not act at the
 * same time.
 */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}
