import { createClient } from "redis";
import { redisLimiter, redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { limiterCases } from "../../harness/limiter-cases.ts";
import { type Redis, startRedis } from "../../harness/redis.ts";

let redis: Redis;
let client: ReturnType<typeof createClient>;

beforeAll(async () => {
  redis = await startRedis();
  client = createClient({ url: redis.url });
});
afterAll(async () => {
  client?.destroy();
  await redis?.stop();
});

describe("redisLimiter", () => {
  limiterCases(async () => redisLimiter(client));
});

test("R2: servers that share a Redis share the counts, and a store shares the client", async () => {
  const limit = { name: "shared", attempts: 4, within: 60 };
  const limiters = [redisLimiter(redis.url), redisLimiter(client), redisLimiter(redis.url)];
  const all = limiters.flatMap((limiter) => [1, 2, 3].map(() => limiter.consume(limit, "ada")));
  expect((await Promise.all(all)).filter(({ allowed }) => allowed)).toHaveLength(4);
  const store = redisStore(redis.url);
  const record = testRecord();
  await store.create(record, null);
  await Promise.all(limiters.map((limiter) => limiter.close()));
  expect(await store.find(record.id)).toMatchObject({ id: record.id });
  await store.close();
});

test("R7: the keys of limits hold no addresses of users, and end by themselves", async () => {
  const limiter = redisLimiter(client, { prefix: "mine:" });
  await limiter.consume({ name: "n", attempts: 1, within: 60 }, "ada@example.com");
  const keys = await client.keys("mine:*");
  expect(keys).toEqual([expect.stringMatching(/^mine:limit:n:[\w-]{43}$/)]);
  const ttl = await client.pTTL(keys[0] ?? "");
  expect(ttl).toBeGreaterThan(0);
  expect(ttl).toBeLessThanOrEqual(60_000);
});

test("R5: without an answer of Redis the process counts itself, and says so once", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const limiter = redisLimiter("redis://127.0.0.1:9");
  const limit = { name: "out", attempts: 2, within: 60 };
  const results = await Promise.all([1, 2, 3].map(() => limiter.consume(limit, "ada")));
  expect(results.filter(({ allowed }) => allowed)).toHaveLength(2);
  await limiter.reset(limit, "ada");
  expect((await limiter.consume(limit, "ada")).allowed).toBe(true);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(/redisLimiter\(\) did not answer.*each process counts/);
  await limiter.close();
  warn.mockRestore();
});
