export type {
  Connectable,
  RedisClient,
  RedisCluster,
  RedisConnection,
  RedisNode,
  SendOptions,
} from "../../database/redis/client.ts";
export type { OpeningStore } from "../shared/lazy-store.ts";
export type { RedisStoreOptions } from "./options.ts";
export { redisStore } from "./store.ts";
