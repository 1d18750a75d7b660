import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "redis";
import type { FeedStore } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../../harness/folder.ts";
import { startProxy, type TcpProxy } from "../../harness/proxy.ts";
import { startRedis } from "../../harness/redis.ts";
import { askRedis, type RedisPair, startRedisPair } from "../../harness/redis-pair.ts";
import { answers, SOON, testDemotion } from "../demotion.ts";

function newClient(url: string) {
  const client = createClient({ url, disableOfflineQueue: true });
  onTestFinished(() => {
    if (client.isOpen) client.destroy();
  });
  return client;
}

describe("a Redis primary that became a replica and was cut off", () => {
  let pair: RedisPair;
  let proxy: TcpProxy;
  beforeEach(async () => {
    pair = await startRedisPair();
    proxy = await startProxy(pair.primary().port);
  });
  afterEach(async () => {
    await proxy.close();
    await pair.stop();
  });

  const newStore = (options = {}) =>
    redisStore(newClient(`redis://127.0.0.1:${proxy.port}`), options);

  /** Connections of the application stay on the former primary. */
  async function demote(): Promise<FeedStore> {
    await pair.changeOver();
    await pair.cutOff();
    return redisStore(newClient(pair.primary().url));
  }
  const move = () => proxy.moveTo(pair.primary().port);

  testDemotion(async () => ({ store: newStore(), demote, move }));

  test.each([{}, { replicas: 1 }])(
    "after a demotion of Redis, writes reach the new primary, with %o",
    async (options) => {
      const store = newStore(options);
      const record = testRecord({ userId: "ada" });
      await store.create(record, null);
      await demote();
      move();
      await pair.follow();
      const isRevoked = () => store.revoke(record.id).catch(() => false);
      await vi.waitUntil(isRevoked, SOON);
      expect(await store.find(record.id)).toBeNull();
    },
  );

  test("while there is no Redis primary, a store does not reconnect in a tight loop", async () => {
    const store = newStore();
    await store.find("x");
    await demote();
    const connected = async () => {
      const stats = String(await askRedis(pair.replica().url, "INFO", "stats"));
      return Number(/total_connections_received:(\d+)/.exec(stats)?.[1]);
    };
    const before = await connected();
    for (const end = performance.now() + 1_500; performance.now() < end; ) {
      await store.find("x").catch(() => {});
    }
    expect((await connected()) - before).toBeLessThan(8);
  });
});

test("a Redis primary without its required replicas (NOREPLICAS) is not trusted", async () => {
  const settings = { "--min-replicas-to-write": "1", "--min-replicas-max-lag": "1" };
  const pair = await startRedisPair(Object.entries(settings).flat());
  onTestFinished(pair.stop);
  const store = redisStore(newClient(pair.primary().url));
  const record = testRecord({ userId: "ada" });
  await vi.waitUntil(() => answers(store.create(record, null)), SOON);
  await pair.cutOff();
  const refused = (operation: Promise<unknown>) => operation.catch((error: Error) => error.message);
  const notEnough = /^NOREPLICAS/;
  await vi.waitUntil(
    async () => notEnough.test(String(await refused(store.find(record.id)))),
    SOON,
  );
  expect(await refused(store.find(testRecord().id))).toMatch(notEnough);
  expect(await refused(store.listByUser("ada", 0))).toMatch(notEnough);
  expect(await refused(store.revocationsSince(null, 10))).toMatch(notEnough);
  await pair.follow();
  await vi.waitUntil(() => answers(store.find(record.id)), SOON);
});

test("a Redis primary that cannot write to its disk (MISCONF) can still be read", async () => {
  const folder = temporaryFolder("no-disk");
  onTestFinished(folder.remove);
  const data = join(folder.path, "data");
  mkdirSync(data);
  const redis = await startRedis(["--dir", data, "--save", "3600 1"]);
  onTestFinished(async () => {
    // Redis does not stop while it has unsaved data.
    await redis.kill();
    await redis.stop();
  });
  const store = redisStore(newClient(redis.url));
  const record = testRecord({ userId: "ada" });
  await store.create(record, null);
  await store.revocationsSince(null, 10);
  rmSync(data, { recursive: true });
  await askRedis(redis.url, "BGSAVE");
  const change = () => store.update(record.id, { data: "{}", ifVersion: 7 });
  const refused = () => change().catch((error: Error) => error.message);
  await vi.waitUntil(async () => /^MISCONF/.test(String(await refused())), SOON);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.find(testRecord().id)).toBeNull();
  expect(await store.listByUser("ada", 0)).toEqual([record]);
  await expect(store.revocationsSince(null, 10)).resolves.toMatchObject({ isLast: true });
});
