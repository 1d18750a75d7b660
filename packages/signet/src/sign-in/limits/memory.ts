/// <reference path="./rate-limiter-flexible.d.ts" />
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import type { Limiter } from "./contract.ts";
import { limiterOn } from "./counters.ts";

/**
 * Creates a limiter that counts in the memory of the process. It is the default. Each process counts for
 * itself, and a restart forgets the attempts. For several servers use `redisLimiter` or `postgresLimiter`.
 *
 * @example
 * ```ts
 * import { memoryLimiter } from "signet-auth/sign-in";
 *
 * const limiter = memoryLimiter();
 * const rule = { name: "invitations", attempts: 5, within: 3600 };
 * const result = await limiter.consume(rule, "the-id-of-a-user");
 * ```
 */
export function memoryLimiter(): Limiter {
  return limiterOn(
    ({ attempts, within }) => new RateLimiterMemory({ points: attempts, duration: within }),
  );
}
