import { createClient } from "redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Redis, startRedis } from "../../harness/redis.ts";

let redis: Redis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis?.stop());

test("startRedis() starts an empty Redis that stores values", async () => {
  const client = await createClient({ url: redis.url }).connect();
  expect(await client.dbSize()).toBe(0);
  await client.set("key", "value");
  expect(await client.get("key")).toBe("value");
  client.destroy();
});
