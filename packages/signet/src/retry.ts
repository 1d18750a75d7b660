/** Resolves after so many milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/**
 * Waits before the next try: at most 2^tries milliseconds, and at most `longest` milliseconds. The
 * pause is random, so that callers that failed together do not try again together.
 */
export function backOff(tries: number, longest: number): Promise<void> {
  return wait(Math.random() * Math.min(2 ** tries, longest));
}

/** Returns a random time from half of `milliseconds` to all of it, so that servers do not act in step. */
export function jittered(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}
