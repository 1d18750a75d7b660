/// <reference path="../rate-limiter-flexible.d.ts" />
import RateLimiterRedis from "rate-limiter-flexible/lib/RateLimiterRedis.js";
import type { RedisClient, RedisCluster } from "../../../database/redis/client.ts";
import { clientParts, parseClient } from "../../../database/redis/clients.ts";
import { type Send, sendOn } from "../../../database/redis/connection/send.ts";
import { openAtUrl } from "../../../database/shared/client-at-url.ts";
import { lazy } from "../../../database/shared/lazy.ts";
import { invalidConfig } from "../../../errors.ts";
import { checkOptions } from "../../../options.ts";
import type { Limiter } from "../contract.ts";
import { limiterOn } from "../counters.ts";
import { type OpeningLimiter, withFallback } from "../fallback.ts";

const MAKER = "redisLimiter";

/** Options of {@link redisLimiter}. */
export interface RedisLimiterOptions {
  /** The start of every key. Default `"signet:"`. */
  readonly prefix?: string;
}

/**
 * Creates a limiter that counts in Redis or Valkey, for any number of servers. While Redis does not answer,
 * each process counts in its memory, and writes one warning.
 *
 * @param source The URL of the server. The limiter connects on first use with the package `redis`, and shares
 *   the client with the stores of the same URL. Or a client of `createClient()` or `createCluster()`.
 * @throws {SignetError} `invalid-config` for wrong options.
 * @example
 * ```ts
 * import { redisLimiter } from "signet-auth/redis";
 *
 * const limiter = redisLimiter(process.env.REDIS_URL);
 * ```
 */
export function redisLimiter(
  source: RedisClient | RedisCluster | string | undefined,
  options: RedisLimiterOptions = {},
): OpeningLimiter {
  checkOptions(options, ["prefix"], `${MAKER}()`);
  const { prefix = "signet:" } = options;
  if (typeof prefix !== "string") throw invalidConfig("prefix must be text.");
  const { get, close } = openedOn(source, (client) => limiterAt(sendOn(client, false), prefix));
  const limiter: Limiter = {
    consume: async (rule, key) => (await get()).consume(rule, key),
    reset: async (rule, key) => (await get()).reset(rule, key),
  };
  return { ...withFallback(limiter, MAKER), close };
}

function openedOn<T>(
  source: RedisClient | RedisCluster | string | undefined,
  make: (client: RedisClient | RedisCluster) => T,
): { get(): Promise<T>; close(): Promise<void> } {
  if (source === undefined || typeof source === "string") {
    return lazy(() => openAtUrl(source, clientParts(MAKER), make));
  }
  const made = make(parseClient(source, MAKER));
  return { get: async () => made, close: async () => {} };
}

function limiterAt(send: Send, prefix: string): Limiter {
  // The two commands of a client that the package uses, on our connection, which has time limits.
  const storeClient = {
    eval: (script: string, given: { readonly keys: string[]; readonly arguments: string[] }) => {
      const [key = ""] = given.keys;
      return send(key, ["EVAL", script, "1", key, ...given.arguments]);
    },
    del: (key: string) => send(key, ["DEL", key]),
  };
  return limiterOn(
    ({ name, attempts, within }) =>
      new RateLimiterRedis({
        storeClient,
        useRedisPackage: true,
        keyPrefix: `${prefix}limit:${name}`,
        points: attempts,
        duration: within,
      }),
  );
}
