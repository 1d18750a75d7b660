import { invalidConfig } from "../../errors.ts";
import type { ClientParts } from "../shared/client-at-url.ts";
import type { SharedHandle } from "../shared/shared-handles.ts";
import type { RedisClient, RedisCluster } from "./client.ts";

declare global {
  /** The clients that the library has created in this process, by URL. */
  var signetAuthRedisClients: Map<string, SharedHandle<Promise<RedisClient>>> | undefined;
}

/** Returns how to create and close a client at a URL. All stores of a process with the same URL share one client. */
export function clientParts(maker: string): ClientParts<RedisClient> {
  globalThis.signetAuthRedisClients ??= new Map();
  const all = globalThis.signetAuthRedisClients;
  return { maker, all, open: (url) => clientAt(maker, url), close };
}

/** Checks and returns a client of the application. */
export function parseClient<C extends RedisClient | RedisCluster>(client: C, maker: string): C {
  if (typeof client?.sendCommand === "function") return client;
  throw invalidConfig(
    `${maker}() takes a URL, or a client of the package redis: ${maker}(createClient({ url })) or ${maker}(createCluster(…)).`,
  );
}

async function clientAt(maker: string, url: string): Promise<RedisClient> {
  if (!/^rediss?:$/.test(URL.parse(url)?.protocol ?? "")) {
    const message = `${maker}() takes a URL that begins with redis:// or rediss://. The given URL does not.`;
    throw invalidConfig(message);
  }
  const { createClient } = await driver(maker);
  return createClient({ url, disableOfflineQueue: true });
}

async function close(client: RedisClient): Promise<void> {
  if (client.isOpen) client.destroy();
}

async function driver(maker: string) {
  try {
    return await import("redis");
  } catch (cause) {
    throw invalidConfig(`${maker}(url) needs the package redis. Run npm install redis.`, { cause });
  }
}
