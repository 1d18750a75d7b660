import fc from "fast-check";
import { createCluster } from "redis";
import { database } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { storeConformance, strategyConformance } from "signet-auth/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { type RedisCluster, startRedisCluster } from "../../harness/redis-cluster.ts";
import { agreesWithMemory, steps } from "../../stores/model.ts";

let cluster: RedisCluster;
let client: ReturnType<typeof createCluster>;
let made = 0;
const newStore = () => redisStore(client, { prefix: `t${made++}:` });

beforeAll(async () => {
  cluster = await startRedisCluster();
  client = createCluster({ rootNodes: [...cluster.rootNodes] });
});
afterAll(async () => {
  client?.destroy();
  await cluster?.stop();
});

describe("redisStore on a cluster", () => {
  storeConformance(async () => newStore(), test);
});

describe("redisStore on a cluster whose replicas confirm each write", () => {
  storeConformance(async () => redisStore(client, { prefix: `t${made++}:`, replicas: 1 }), test);
});

describe("database() on redisStore on a cluster", () => {
  strategyConformance(async () => database({ store: newStore() }), test);
});

test("memory and a cluster agree on every outcome of any sequence of operations", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      await agreesWithMemory(newStore(), sequence);
    }),
    { numRuns: 100 },
  );
});
