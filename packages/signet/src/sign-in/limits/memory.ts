/// <reference path="./rate-limiter-flexible.d.ts" />
import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { bounded } from "./bounded.ts";
import type { Limiter } from "./contract.ts";
import { limiterOn } from "./counters.ts";

/**
 * The keys that are counted for one rule. A client chooses many of them, such as addresses that have no
 * user, so without a limit they would fill the memory of the process.
 */
const MOST_KEYS = 50_000;

/**
 * Creates a limiter that counts in the memory of the process. It is the default. Each process counts for
 * itself, and a restart forgets the attempts. For several servers use `redisLimiter` or `postgresLimiter`.
 * With more than 50,000 keys of a rule it forgets those that were not used for the longest time.
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
  return limiterOn(({ attempts, within }) =>
    bounded(new RateLimiterMemory({ points: attempts, duration: within }), MOST_KEYS),
  );
}
