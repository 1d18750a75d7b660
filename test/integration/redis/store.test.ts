import fc from "fast-check";
import { createClient } from "redis";
import { database, hybrid } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { feedConformance, storeConformance, strategyConformance } from "signet-auth/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Redis, startRedis } from "../../harness/redis.ts";
import { agreesWithMemory, steps } from "../../stores/model.ts";

let redis: Redis;
let client: ReturnType<typeof createClient>;
let made = 0;
const newStore = () => redisStore(client, { prefix: `t${made++}:` });

beforeAll(async () => {
  redis = await startRedis();
  client = createClient({ url: redis.url });
});
afterAll(async () => {
  client?.destroy();
  await redis?.stop();
});

describe("redisStore on one server", () => {
  storeConformance(async () => newStore(), test);
  feedConformance(async () => newStore(), test);
});

describe.each(Object.entries({ database, hybrid }))("%s() on redisStore", (_, make) => {
  strategyConformance(async () => make({ store: newStore() }), test);
});

test("memory and Redis agree on every outcome of any sequence of operations", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      await agreesWithMemory(newStore(), sequence);
    }),
    { numRuns: 100 },
  );
});

test.each([
  [{ prefix: "{all}:" }, /prefix must be text without/],
  [{ replicas: -1 }, /replicas must be a whole number/],
  [{ replicas: undefined }, /present but undefined/],
  [{ replica: 1 }, /replica is not an option of redisStore/],
])("redisStore() rejects invalid options at once: %o", (options, message) => {
  const settings: object = options;
  expect(() => redisStore(client, settings)).toThrow(message);
});
