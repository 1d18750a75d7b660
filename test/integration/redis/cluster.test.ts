import fc from "fast-check";
import { createCluster } from "redis";
import { database, hybrid } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import {
  feedConformance,
  storeConformance,
  strategyConformance,
  testRecord,
} from "signet-auth/testing";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ask, type RedisCluster, startRedisCluster } from "../../harness/redis-cluster.ts";
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
  feedConformance(async () => newStore(), test);
});

describe("redisStore on a cluster whose replicas confirm each write", () => {
  storeConformance(async () => redisStore(client, { prefix: `t${made++}:`, replicas: 1 }), test);
});

describe.each(Object.entries({ database, hybrid }))(
  "%s() on redisStore on a cluster",
  (_, make) => {
    strategyConformance(async () => make({ store: newStore() }), test);
  },
);

test("a subscription of another client of the cluster receives hints", async () => {
  const [prefix, other] = [`t${made++}:`, createCluster({ rootNodes: [...cluster.rootNodes] })];
  const there = redisStore(other, { prefix });
  let hints = 0;
  const leave = there.subscribe(() => {
    hints++;
  });
  await there.revocationsSince(null, 9);
  await vi.waitFor(() => expect(hints).toBeGreaterThan(0), 5_000);
  hints = 0;
  await redisStore(client, { prefix }).revoke("unknown");
  await vi.waitFor(() => expect(hints).toBeGreaterThan(0), 1_000);
  leave();
  other.destroy();
});

test("memory and a cluster agree on every outcome of any sequence of operations", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { maxLength: 40 }), async (sequence) => {
      await agreesWithMemory(newStore(), sequence);
    }),
    { numRuns: 100 },
  );
});

test("of stores that share a cluster client, the first one in use connects it", async () => {
  const shared = createCluster({ rootNodes: [...cluster.rootNodes] });
  const stores = [1, 2, 3].map(() => redisStore(shared, { prefix: `t${made++}:` }));
  const records = stores.map(() => testRecord());
  await Promise.all(stores.map((store, at) => store.create(records[at] ?? testRecord(), null)));
  const found = await Promise.all(stores.map((store, at) => store.find(records[at]?.id ?? "")));
  expect(found).toEqual(records);
  shared.destroy();
});

test("a cluster with one primary that may evict sessions under memory pressure causes a warning", async () => {
  const warnings: string[] = [];
  const listen = (warning: Error & { code?: string }) => warnings.push(String(warning.code));
  process.on("warning", listen);
  const primary = await cluster.primaryOf("{one}");
  const policy = ["CONFIG", "SET", "maxmemory-policy"];
  await ask(primary, ...policy, "volatile-ttl");
  try {
    await newStore().find("x");
    await expect.poll(() => warnings).toEqual(["SIGNET_REDIS_EVICTION"]);
  } finally {
    await ask(primary, ...policy, "noeviction");
    process.off("warning", listen);
  }
});
