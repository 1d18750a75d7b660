import { SignetError } from "../../errors.ts";
import { warnOnce } from "../../warn.ts";
import type { Limiter } from "./contract.ts";
import { memoryLimiter } from "./memory.ts";

/** How long an attempt waits for the database; milliseconds. */
const PATIENCE = 2_000;
/** How long a limiter does not ask its database after a failure, so that sign-in stays fast; milliseconds. */
const PAUSE = 5_000;

/** A limiter on a database. */
export interface OpeningLimiter extends Limiter {
  /**
   * Releases the connections. They close unless a store of this process uses them. The next attempt opens
   * them again. A pool or client that you passed stays open.
   */
  close(): Promise<void>;
}

/**
 * Returns a limiter that counts in the memory of the process while `limiter` does not answer, and says so
 * once. So an outage neither stops sign-in nor makes it free of limits (ASVS 16.5.2).
 *
 * @param maker The name of the published function, such as `"redisLimiter"`.
 */
export function withFallback(limiter: Limiter, maker: string): Limiter {
  const memory = memoryLimiter();
  let failedAt = Number.NEGATIVE_INFINITY;

  /** Asks the database, unless it failed a moment ago. Returns `null` if it does not answer. */
  async function ask<T>(work: () => Promise<T>): Promise<T | null> {
    if (performance.now() - failedAt < PAUSE) return null;
    try {
      return await within(PATIENCE, work());
    } catch (error) {
      // A mistake of the developer is no outage.
      if (error instanceof SignetError && error.code === "invalid-config") throw error;
      failedAt = performance.now();
      warnOnce(
        `limiter ${maker}`,
        `The database of ${maker}() did not answer. Until it answers, each process counts sign-in attempts for itself, from 0 on. Check the connection of the limiter.`,
      );
      return null;
    }
  }

  return {
    async consume(rule, key) {
      return (await ask(() => limiter.consume(rule, key))) ?? memory.consume(rule, key);
    },

    // Without an answer the attempts stay until their time ends. That refuses too early, and never too late.
    async reset(rule, key) {
      await memory.reset(rule, key);
      await ask(() => limiter.reset(rule, key));
    },
  };
}

/** Rejects if the answer is not there after a number of milliseconds. */
async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The answer is missing.")), milliseconds);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
