import fc from "fast-check";
import { createClient } from "redis";
import { database } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { storeConformance, strategyConformance } from "signet-auth/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
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
});

describe("database() on redisStore", () => {
  strategyConformance(async () => database({ store: newStore() }), test);
});

test("memory and Redis agree on every outcome of any sequence of operations", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      await agreesWithMemory(newStore(), sequence);
    }),
    { numRuns: 100 },
  );
});
