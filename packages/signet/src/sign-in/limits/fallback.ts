import { warnOnce } from "../../warn.ts";
import type { Limiter } from "./contract.ts";
import { memoryLimiter } from "./memory.ts";

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

  function warn(): void {
    warnOnce(
      `limiter ${maker}`,
      `The database of ${maker}() did not answer. Until it answers, each process counts sign-in attempts for itself, from 0 on. Check the connection of the limiter.`,
    );
  }

  return {
    async consume(rule, key) {
      try {
        return await limiter.consume(rule, key);
      } catch {
        warn();
        return memory.consume(rule, key);
      }
    },

    async reset(rule, key) {
      await memory.reset(rule, key);
      try {
        await limiter.reset(rule, key);
      } catch {
        // The attempts stay until their time ends. That refuses too early, and never too late.
        warn();
      }
    },
  };
}
