import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How often something may be tried under one key: `burst` times at once, and then steadily. */
export interface Rule {
  /** Seconds from one try to the next, once the burst is used up. It is the longest wait as well. */
  readonly every: number;
  /** So many tries beyond that, in `within` seconds. */
  readonly burst: number;
  readonly within: number;
}

export interface Bucket {
  /** Takes one try out of a key's bucket, or says how long to wait for the next. */
  take(key: string): Promise<Taken>;
  /** Forgets the tries of a key. */
  empty(key: string): Promise<void>;
}

export type Taken =
  | { readonly wait: null; giveBack(): Promise<void> }
  /** Seconds, one at least. */
  | { readonly wait: number };

/** Buckets of one rule, in this process. Each key has its own. */
export function bucketsOf(rule: Rule): Bucket {
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
    async empty(key) {
      await Promise.all([steady.delete(key), burst.delete(key)]);
    },
  };
}

/** Milliseconds until the next try, or `null` where this one was free. */
async function waitOf(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return refusal.msBeforeNext;
    throw refusal;
  }
}
