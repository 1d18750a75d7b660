import { invalidConfig } from "../../errors.ts";
import type { FeedStore } from "../feed.ts";
import type { OpeningStore } from "../shared/lazy-store.ts";
import type { SharedHandle } from "../shared/shared-handles.ts";
import { storeAt } from "../shared/store-at-url.ts";
import type { RedisClient } from "./client.ts";

declare global {
  /** The clients that the library has created in this process, by URL. */
  var signetAuthRedisClients: Map<string, SharedHandle<Promise<RedisClient>>> | undefined;
}

/** Creates a store on a client that the library creates. */
export function storeAtUrl(
  url: string | undefined,
  options: string,
  storeOn: (client: RedisClient) => FeedStore,
): OpeningStore {
  globalThis.signetAuthRedisClients ??= new Map();
  const all = globalThis.signetAuthRedisClients;
  return storeAt(url, options, { maker: "redisStore", all, open: clientAt, close, storeOn });
}

async function clientAt(url: string): Promise<RedisClient> {
  if (!/^rediss?:$/.test(URL.parse(url)?.protocol ?? "")) {
    const message =
      "redisStore() takes a URL that begins with redis:// or rediss://. The given URL does not.";
    throw invalidConfig(message);
  }
  const { createClient } = await driver();
  return createClient({ url, disableOfflineQueue: true });
}

async function close(client: RedisClient): Promise<void> {
  if (client.isOpen) client.destroy();
}

async function driver() {
  try {
    return await import("redis");
  } catch (cause) {
    const message = "redisStore(url) needs the package redis. Run npm install redis.";
    throw invalidConfig(message, { cause });
  }
}
