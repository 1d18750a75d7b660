import type { Store } from "../contract.ts";
import type { RedisClient, RedisCluster } from "./client.ts";
import { connectionOn, type Send } from "./connection.ts";
import { warnOfEviction } from "./eviction.ts";
import { confirmedBy, keysUnder, operationsOn } from "./operations.ts";
import { confirming } from "./replicas.ts";

export type { Connectable, RedisClient, RedisCluster, SendOptions } from "./client.ts";

export interface RedisStoreOptions {
  /** What every key starts with. Default `"signet:"`. */
  readonly prefix?: string;
  /**
   * Replicas that have to confirm a write before it counts (`WAIT`); fewer, within a second, is an
   * outage to the caller. Default 0. It makes losing an acknowledged write in a failover unlikely and
   * not impossible: Redis may make a replica the primary that did not confirm.
   */
  readonly replicas?: number;
}

/** How long replicas may take to confirm a write; milliseconds. */
const CONFIRM_WITHIN = 1_000;

/**
 * Keeps sessions in Redis or Valkey, on one server or a cluster. The client is connected on first use.
 * What an outage left unsent is dropped after two seconds; `disableOfflineQueue: true` in the client's
 * options makes an outage known at once.
 *
 * An acknowledged write survives a crash of Redis under `appendonly yes` with `appendfsync always`;
 * with the `everysec` of most set-ups the last second may be lost, and with it a sign-out.
 *
 * @param client `createClient()` or `createCluster()` of `redis`. A broken connection makes it emit
 *   `error`, which ends a process that does not listen; the store listens.
 */
export function redisStore(
  client: RedisClient | RedisCluster,
  { prefix = "signet:", replicas = 0 }: RedisStoreOptions = {},
): Store {
  const direct = connectionOn(client);
  let isChecked = false;
  const send: Send = (key, args) => {
    const answer = direct(key, args);
    if (!isChecked) {
      isChecked = true;
      answer.then(() => warnOfEviction(direct, key)).catch(() => {});
    }
    return answer;
  };
  const confirm =
    replicas === 0
      ? async () => {}
      : confirmedBy(confirming(client, direct, replicas, CONFIRM_WITHIN), replicas);
  return operationsOn(send, keysUnder(prefix), confirm);
}
