import { addressOf } from "../../database/redis/address.ts";
import type { RedisClient, RedisCluster } from "../../database/redis/client.ts";
import { clientParts, parseClient } from "../../database/redis/clients.ts";
import { isClosed } from "../../database/redis/connection/connection.ts";
import { warnOfEviction } from "../../database/redis/connection/eviction.ts";
import { confirmedSendOn } from "../../database/redis/connection/replicas.ts";
import { type Send, sendOn } from "../../database/redis/connection/send.ts";
import { countClient } from "../../database/shared/client-count.ts";
import type { FeedStore } from "../feed.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import { withSource } from "../shared/source.ts";
import { storeAt } from "../shared/store-at-url.ts";
import { feedOn } from "./feed/feed.ts";
import { hintsOn } from "./feed/hints.ts";
import { BEGIN_EPOCH, END_EPOCH, ENDING } from "./feed/scripts.ts";
import { operationsOn } from "./operations.ts";
import { parseOptions, type RedisStoreOptions } from "./options.ts";
import { revokeAllOn } from "./revoke-all.ts";
import { runScript } from "./run-script.ts";
import { keysUnder } from "./schema.ts";

const ADVICE =
  "Give redisStore() the URL, redisStore(process.env.REDIS_URL), which it opens once in a process. Or keep the client: globalThis.redis ??= createClient(…).";

/**
 * Creates a store in Redis or Valkey, on one server or in a cluster. The store connects the client on first use.
 *
 * - Durability: with `appendonly yes` and `appendfsync always`, an acknowledged write survives a crash of
 *   Redis. With the usual `everysec`, a crash may lose the writes of the last second, a sign-out among them.
 * - Outages: during an outage, an operation that cannot be sent within 2 seconds rejects. With
 *   `disableOfflineQueue: true` in the client's options, it rejects at once. If an answer is missing for 5
 *   seconds, the store closes the connection, and the next operation connects again.
 * - Moving slots: while a cluster moves a user's slot to another server, operations with several keys of
 *   the user may reject, for example a sign-in. Reading a session still works.
 *
 * @param source The URL of the server. The store connects on first use with the package `redis`, and all
 *   stores of a process with the same URL share one client. Or a client of `createClient()` or
 *   `createCluster()` of `redis`. The store listens for the client's `error` events, which would otherwise end
 *   the process after a lost connection.
 * @example
 * ```ts
 * import { database } from "signet-auth";
 * import { redisStore } from "signet-auth/redis";
 *
 * const strategy = database({ store: redisStore(process.env.REDIS_URL) });
 * ```
 */
export function redisStore(source: string | undefined, options?: RedisStoreOptions): OpeningStore;
export function redisStore(
  source: RedisClient | RedisCluster,
  options?: RedisStoreOptions,
): FeedStore;
export function redisStore(
  source: RedisClient | RedisCluster | string | undefined,
  options: RedisStoreOptions = {},
): FeedStore {
  const settings = parseOptions(options);
  if (source === undefined || typeof source === "string") {
    const name = JSON.stringify(settings);
    return storeAt(source, name, clientParts("redisStore"), (client) => storeOn(client, settings));
  }
  const client = parseClient(source, "redisStore");
  countClient(client, addressOf(client), ADVICE);
  return storeOn(client, settings);
}

function storeOn(
  checked: RedisClient | RedisCluster,
  { prefix, replicas }: Required<RedisStoreOptions>,
): FeedStore {
  const send = sendOn(checked, true);
  let isChecked = false;
  const read: Send = (key, args) => {
    const answer = send(key, args);
    if (!isChecked) {
      isChecked = true;
      answer.then(() => warnOfEviction(checked)).catch(() => {});
    }
    return answer;
  };
  const write = replicas === 0 ? sendOn(checked, false) : confirmedSendOn(checked, replicas);
  const keys = keysUnder(prefix);
  const revokeAll = revokeAllOn(checked, keys, replicas);
  const feed = feedOn(read, keys);
  const hints = hintsOn(checked, keys.events);
  const epochKeys = [keys.epoch, keys.events];

  const store: FeedStore = {
    ...operationsOn(read, write, keys),

    async revokeEverything() {
      // After an abort, servers read the store for every token until another call succeeds.
      const ending = `${ENDING}${crypto.randomUUID()}`;
      await runScript(write, BEGIN_EPOCH, epochKeys, [ending]);
      await revokeAll();
      await runScript(write, END_EPOCH, epochKeys, [ending, crypto.randomUUID()]);
    },

    async revocationsSince(...args) {
      // Called in the background, so it must not open a client that the application has closed.
      if (isClosed(checked))
        throw new Error("The Redis client was closed. It opens again with the next request.");
      const page = await feed.revocationsSince(...args);
      hints.ensure();
      return page;
    },

    subscribe: hints.subscribe,
  };
  return withSource(store, hints);
}
