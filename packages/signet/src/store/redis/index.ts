export type {
  Connectable,
  RedisClient,
  RedisCluster,
  RedisConnection,
  RedisNode,
  SendOptions,
} from "../../database/redis/client.ts";
export type { OpeningLimiter } from "../../sign-in/limits/fallback.ts";
export { type RedisLimiterOptions, redisLimiter } from "../../sign-in/limits/redis/limiter.ts";
export type { OpeningStore } from "../shared/lazy-store.ts";
export type { RedisStoreOptions } from "./options.ts";
export { redisStore } from "./store.ts";
