import type { FeedStore } from "../feed.ts";
import { noticeClient } from "../shared/client-count.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import { withSource } from "../shared/source.ts";
import { whereOf } from "./address.ts";
import type { RedisClient, RedisCluster } from "./client.ts";
import { isClosed } from "./connection/connection.ts";
import { warnOfEviction } from "./connection/eviction.ts";
import { sendingConfirmed } from "./connection/replicas.ts";
import { type Send, sendingOver } from "./connection/send.ts";
import { pageOn } from "./feed/feed.ts";
import { hintsOn } from "./feed/hints.ts";
import { BEGIN_EPOCH, END_EPOCH, ENDING } from "./feed/scripts.ts";
import { operationsOn } from "./operations.ts";
import { parseClient, parseOptions, type RedisStoreOptions } from "./options.ts";
import { everythingOn } from "./revoke-all.ts";
import { run } from "./run-script.ts";
import { keysUnder } from "./schema.ts";
import { storeAtUrl } from "./url.ts";

export type { OpeningStore } from "../shared/lazy-store.ts";
export type {
  Connectable,
  RedisClient,
  RedisCluster,
  RedisConnection,
  RedisNode,
  SendOptions,
} from "./client.ts";
export type { RedisStoreOptions } from "./options.ts";

const ADVICE =
  "Give redisStore() the URL, redisStore(process.env.REDIS_URL), which it opens once in a process, or keep the client: globalThis.redis ??= createClient(…).";

/**
 * Keeps sessions in Redis or Valkey, on one server or a cluster. The client is connected on first use.
 * What an outage left unsent is dropped after two seconds; `disableOfflineQueue: true` in the client's
 * options makes an outage known at once. A connection that says nothing for five seconds, though it
 * should, is ended and made again.
 *
 * An acknowledged write survives a crash of Redis under `appendonly yes` with `appendfsync always`;
 * with the `everysec` of most set-ups the last second may be lost, and with it a sign-out.
 *
 * While a cluster moves a user's slot to another server, whatever needs several of the user's keys may
 * reject, a sign-in among it; reading a session does not.
 *
 * @param source the server's URL, to which `redis` is connected on first use, once in a process however
 *   many stores name it; or `createClient()` or `createCluster()` of `redis`. A broken connection makes
 *   a client emit `error`, which ends a process that does not listen; the store listens.
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
    return storeAtUrl(source, name, (client) => storeOn(client, settings));
  }
  const client = parseClient(source);
  noticeClient(client, whereOf(client), ADVICE);
  return storeOn(client, settings);
}

function storeOn(
  checked: RedisClient | RedisCluster,
  { prefix, replicas }: Required<RedisStoreOptions>,
): FeedStore {
  const ask = sendingOver(checked, true);
  let isAsked = false;
  const read: Send = (key, args) => {
    const answer = ask(key, args);
    if (!isAsked) {
      isAsked = true;
      answer.then(() => warnOfEviction(checked)).catch(() => {});
    }
    return answer;
  };
  const write = replicas === 0 ? sendingOver(checked, false) : sendingConfirmed(checked, replicas);
  const keys = keysUnder(prefix);
  const dropEverything = everythingOn(checked, keys, replicas);
  const nextPage = pageOn(read, keys);
  const hints = hintsOn(checked, keys.events);
  const epochKeys = [keys.epoch, keys.events];

  const store: FeedStore = {
    ...operationsOn(read, write, keys),

    async revokeEverything() {
      // If it breaks off, servers go on asking the store about every token, until it is tried again.
      const ending = `${ENDING}${crypto.randomUUID()}`;
      await run(write, BEGIN_EPOCH, epochKeys, [ending]);
      await dropEverything();
      await run(write, END_EPOCH, epochKeys, [ending, crypto.randomUUID()]);
    },

    async revocationsSince(...asked) {
      // Asked in the background, and that must not open what the application has closed.
      if (isClosed(checked))
        throw new Error("The client is closed: it is for a request to open it.");
      const page = await nextPage(...asked);
      hints.ensure();
      return page;
    },

    subscribe: hints.subscribe,
  };
  return withSource(store, hints);
}
