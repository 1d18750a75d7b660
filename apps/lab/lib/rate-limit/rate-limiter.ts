import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** The allowed attempts under one key: one every `every` seconds, and `burst` more within `within` seconds. */
export interface Rule {
  /** Seconds. No wait is longer. */
  readonly every: number;
  readonly burst: number;
  /** Seconds. */
  readonly within: number;
}

export interface RateLimiter {
  /** Counts one attempt under a key, or returns the wait until the next attempt. */
  take(key: string): Promise<Attempt>;
  /** Removes the attempts of a key. */
  reset(key: string): Promise<void>;
}

export type Attempt =
  | { readonly wait: null; giveBack(): Promise<void> }
  /** Seconds, at least 1. */
  | { readonly wait: number };

/** Creates a rate limiter for this process. Each key has its own count. */
export function createRateLimiter(rule: Rule): RateLimiter {
  const steady = new RateLimiterMemory({ points: 1, duration: rule.every });
  const burst = new RateLimiterMemory({ points: rule.burst, duration: rule.within });
  return {
    async take(key) {
      const waits: number[] = [];
      for (const limiter of [steady, burst]) {
        const wait = await waitOf(limiter, key);
        if (wait === null) {
          return { wait, giveBack: () => limiter.reward(key).then(() => undefined) };
        }
        waits.push(wait);
      }
      return { wait: Math.max(1, Math.ceil(Math.min(...waits) / 1_000)) };
    },
    async reset(key) {
      await Promise.all([steady.delete(key), burst.delete(key)]);
    },
  };
}

/** Counts an attempt. Returns the milliseconds until the next attempt, or `null` when this attempt is allowed. */
async function waitOf(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}
