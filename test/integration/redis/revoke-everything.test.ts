import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "redis";
import type { FeedStore } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Redis, startRedis } from "../../harness/redis.ts";
import { intercepting } from "./intercept.ts";

let redis: Redis;
let client: ReturnType<typeof createClient>;
let store: FeedStore;
beforeEach(async () => {
  redis = await startRedis(["--appendonly", "yes", "--repl-diskless-sync-delay", "0"]);
  client = createClient({ url: redis.url, socket: { reconnectStrategy: 50 } });
  store = redisStore(client);
  await store.find("");
});
afterEach(async () => {
  client.destroy();
  await redis.stop();
});

async function sessionsOf(userId: string, count: number): Promise<string[]> {
  const records = Array.from({ length: count }, () => testRecord({ userId }));
  await Promise.all(records.map((record) => store.create(record, null)));
  return records.map(({ id }) => id);
}

async function foundOf(ids: readonly string[]): Promise<number> {
  const found = await Promise.all(ids.map((id) => store.find(id)));
  return found.filter((one) => one !== null).length;
}

/** Returns the number of different epochs of three consecutive pages. */
async function epochsSeen(): Promise<number> {
  const seen = new Set<string>();
  for (let page = 0; page < 3; page++) seen.add((await store.revocationsSince(null, 9)).epoch);
  return seen.size;
}

/** A store that calls `before` before each command of this name. */
function storeThat(name: string, before: () => Promise<unknown>) {
  const mine = intercepting(client, ([command]) => (command === name ? before() : undefined));
  return { store: redisStore(mine), close: () => mine.destroy() };
}

test("revokeEverything() on Redis deletes all sessions under its prefix, and nothing else", async () => {
  const ids = await sessionsOf("ada", 2_500);
  const neighbour = redisStore(client, { prefix: "signet" });
  const odd = redisStore(client, { prefix: "s?*[a-z]" });
  const record = testRecord({ userId: "ada" });
  for (const each of [neighbour, odd]) await each.create(record, null);
  await odd.revokeEverything();
  expect(await odd.find(record.id)).toBeNull();
  expect(await foundOf(ids)).toBe(2_500);
  await store.revokeEverything();
  expect(await foundOf(ids)).toBe(0);
  expect(await store.listByUser("ada", 0)).toEqual([]);
  expect(await neighbour.find(record.id)).not.toBeNull();
  expect(await client.keys("signet:{*}:s:*")).toEqual([]);
  // `listByUser` deleted the empty index.
  expect(await client.keys("signet:{*}:u:*")).toEqual([]);
});

test("an interrupted revokeEverything() hides no session, and servers trust no token until one completes", async () => {
  const ids = await sessionsOf("ada", 3_000);
  expect(await epochsSeen()).toBe(1);
  let steps = 0;
  const breaking = storeThat("UNLINK", async () => {
    if (steps++ > 0) throw new Error("broken off");
  });
  await expect(breaking.store.revokeEverything()).rejects.toThrow("broken off");
  breaking.close();
  const left = await foundOf(ids);
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(3_000);
  expect(await store.revokeByUser("ada", null)).toBe(left);
  expect(await foundOf(ids)).toBe(0);
  expect(await epochsSeen()).toBe(3);
  await store.revokeEverything();
  expect(await epochsSeen()).toBe(1);
});

test("revokeEverything() deletes all sessions even when Redis restarts during the call", async () => {
  const ids = await sessionsOf("ada", 5_000);
  let scans = 0;
  const restarting = storeThat("SCAN", async () => {
    if (++scans !== 2) return;
    await redis.kill();
    await redis.start();
    // Redis listens before it has loaded its file.
    await vi.waitFor(() => store.find(""), 5_000);
  });
  await restarting.store.revokeEverything();
  restarting.close();
  expect(scans).toBeGreaterThan(2);
  expect(await foundOf(ids)).toBe(0);
});

test("revokeEverything() may take longer than the timeout of a single command", async () => {
  const ids = await sessionsOf("ada", 6_000);
  const slow = storeThat("SCAN", () => delay(1_000));
  const began = performance.now();
  await slow.store.revokeEverything();
  slow.close();
  // Longer than the timeout of a single command.
  expect(performance.now() - began).toBeGreaterThan(5_000);
  expect(await foundOf(ids)).toBe(0);
});

test("while one of two concurrent calls of revokeEverything() is incomplete, servers trust no token", async () => {
  await sessionsOf("ada", 10);
  const other = storeThat("UNLINK", () => Promise.reject(new Error("broken off")));
  const first = storeThat("SCAN", () =>
    expect(other.store.revokeEverything()).rejects.toThrow("broken off"),
  );
  await first.store.revokeEverything();
  for (const one of [other, first]) one.close();
  expect(await epochsSeen()).toBe(3);
  await store.revokeEverything();
  expect(await epochsSeen()).toBe(1);
});

test("revokeEverything() with replicas rejects when a replica does not confirm it", async () => {
  const replica = await startRedis(["--replicaof", "127.0.0.1", String(redis.port)]);
  try {
    await expect.poll(() => client.info("replication")).toMatch(/slave0:.*state=online/);
    await sessionsOf("ada", 10);
    let isDown = false;
    const writer = intercepting(client, async ([command]) => {
      if (command !== "SCAN" || isDown) return;
      isDown = true;
      await replica.kill();
    });
    const confirming = Object.assign(client.duplicate(), { duplicate: () => writer });
    const ending = redisStore(confirming, { replicas: 1 }).revokeEverything();
    await expect(ending).rejects.toThrow("confirmed the write on 0 of 1 replicas");
    expect(isDown).toBe(true);
    expect(await epochsSeen()).toBe(3);
    for (const one of [confirming, writer]) if (one.isOpen) one.destroy();
  } finally {
    await replica.stop();
  }
});
