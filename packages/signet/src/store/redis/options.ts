import { invalidConfig } from "../../errors.ts";
import { checkOptions } from "../../options.ts";
import type { RedisClient, RedisCluster } from "./client.ts";

export interface RedisStoreOptions {
  /** What every key starts with; no `{` or `}`, which choose a cluster's slot. Default `"signet:"`. */
  readonly prefix?: string;
  /**
   * Replicas that have to confirm a write before it counts (`WAIT`); fewer, within a second, is an
   * outage to the caller, though the write may have happened. Writes have a connection of their own
   * then, which ends with the client's. Default 0. It makes losing an acknowledged write in a failover
   * unlikely and not impossible: Redis may make a replica the primary that did not confirm.
   */
  readonly replicas?: number;
}

const OPTIONS = ["prefix", "replicas"];

export function parseOptions(options: RedisStoreOptions): Required<RedisStoreOptions> {
  checkOptions(options, OPTIONS, "redisStore()");
  const { prefix = "signet:", replicas = 0 } = options;
  if (typeof prefix !== "string" || /[{}]/.test(prefix)) {
    throw invalidConfig(
      "prefix must be text without { and }, which would choose a cluster's slot.",
    );
  }
  if (!Number.isInteger(replicas) || replicas < 0) {
    throw invalidConfig("replicas must be a whole number from 0; leave it out for none.");
  }
  return { prefix, replicas };
}

export function parseClient<C extends RedisClient | RedisCluster>(client: C): C {
  if (typeof client?.sendCommand === "function") return client;
  throw invalidConfig(
    "redisStore() takes a URL or a client of redis: redisStore(createClient({ url })), or createCluster(…).",
  );
}
