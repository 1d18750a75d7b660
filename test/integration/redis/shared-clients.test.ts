import { createClient } from "redis";
import { type RedisClient, redisStore } from "signet-auth/redis";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type Redis, startRedis } from "../../harness/redis.ts";
import { askRedis } from "../../harness/redis-pair.ts";
import { testSharedClients } from "../shared-clients.ts";

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.stop());

async function connections(): Promise<number> {
  const list = String(await askRedis(redis.url, "CLIENT", "LIST"));
  return list.trim().split("\n").length - 1;
}

testSharedClients<typeof import("signet-auth/redis"), RedisClient>({
  entry: "store/redis/index.js",
  makeAt: (library, url) => library.redisStore(url),
  makeOn: (library, client) => library.redisStore(client),
  url: () => redis.url,
  newClient() {
    const client = createClient({ url: redis.url });
    onTestFinished(() => {
      if (client.isOpen) client.destroy();
    });
    return client;
  },
  connections,
  // One connection for commands, and one for hints.
  most: 2,
});

test("writes with confirming replicas use one more connection, independent of the number of stores", async () => {
  const client = createClient({ url: redis.url });
  onTestFinished(() => client.destroy());
  const stores = ["a:", "b:", "c:"].map((prefix) => redisStore(client, { replicas: 1, prefix }));
  // Without a replica, the writes wait until the client is closed.
  for (const store of stores) store.revoke("x").catch(() => {});
  await Promise.all(stores.map((store) => store.find("x")));
  await expect.poll(connections).toBe(2);
});

test.each(["http://localhost", "localhost:6379", "secret"])(
  "redisStore() rejects %s as a URL, and the error does not repeat it",
  async (url) => {
    const found = redisStore(url).find("x");
    await expect(found).rejects.toMatchObject({ code: "invalid-config" });
    await expect(found).rejects.toThrow(/begins with redis:\/\//);
    await expect(found).rejects.not.toThrow(url);
  },
);
