import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "redis";
import { createSignet, database, type Store } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Redis, startRedis } from "../../harness/redis.ts";

const MARGIN = 60_000;
const HOUR = 3_600_000;
const DURABLE = ["--appendonly", "yes", "--appendfsync", "always"];

let redis: Redis;
let client: ReturnType<typeof createClient>;
let store: Store;
beforeEach(async () => {
  redis = await startRedis(DURABLE);
  client = createClient({ url: redis.url, socket: { reconnectStrategy: 50 } });
  store = redisStore(client);
  await store.find("");
});
afterEach(async () => {
  client.destroy();
  await redis.stop();
});

/** A session that begins now on the real clock. */
function sessionNow(userId: string, lifetime = HOUR, createdAt = Date.now()) {
  const times = { createdAt, authenticatedAt: createdAt, renewedAt: createdAt };
  return testRecord({ userId, ...times, expiresAt: createdAt + lifetime });
}

/** Returns all keys except those of the feed. */
async function keys(): Promise<string[]> {
  return (await client.keys("*")).filter((key) => !key.startsWith("signet:{feed}:")).sort();
}

test("all Redis keys of a user share a hash tag and begin with the prefix", async () => {
  await store.create(sessionNow("ada lovelace"), null);
  await store.create(sessionNow("ada lovelace"), null);
  const found = await keys();
  expect(found).toHaveLength(3);
  const tags = found.map((key) => /^signet:\{([^}]+)\}:/.exec(key)?.[1]);
  expect(new Set(tags).size).toBe(1);
  expect(found.at(-1)).toMatch(/:u:ada%20lovelace$/);
});

test("Redis expires a record and its index one minute after the session", async () => {
  const record = sessionNow("ada");
  await store.create(record, null);
  for (const key of await keys()) {
    const left = await client.pTTL(key);
    expect(left).toBeGreaterThan(HOUR + MARGIN - 5_000);
    expect(left).toBeLessThanOrEqual(HOUR + MARGIN);
  }
  const renewedAt = record.renewedAt + 1_000;
  await store.renew(record.id, {
    renewedAt,
    expiresAt: renewedAt + 2 * HOUR,
    ifRenewedAt: record.renewedAt,
  });
  for (const key of await keys()) expect(await client.pTTL(key)).toBeGreaterThan(2 * HOUR);
  await store.update(record.id, { data: "{}", ifVersion: 0 });
  for (const key of await keys()) expect(await client.pTTL(key)).toBeGreaterThan(2 * HOUR);
});

test("a short session does not shorten the expiry of an index with a long session", async () => {
  await store.create(sessionNow("ada", 10 * HOUR), null);
  await store.create(sessionNow("ada", HOUR), null);
  const index = (await keys()).find((key) => key.includes(":u:")) ?? "";
  expect(await client.pTTL(index)).toBeGreaterThan(9 * HOUR);
});

test("the end of the last session of a user deletes the user's index in Redis", async () => {
  const [one, two] = [sessionNow("ada"), sessionNow("ada")];
  for (const record of [one, two]) await store.create(record, null);
  await store.revoke(one.id);
  await store.revokeByUser("ada", null);
  expect(await keys()).toEqual([]);
});

test("lists, limits and sign-ins delete index entries of expired Redis records", async () => {
  const clearing: Record<string, () => Promise<unknown>> = {
    list: () => store.listByUser("ada", Date.now()),
    limit: () => store.create(sessionNow("ada"), 5),
    "sign-in": () => store.create(sessionNow("ada"), null),
    "ending all": () => store.revokeByUser("ada", null),
  };
  for (const [name, clear] of Object.entries(clearing)) {
    await client.flushAll();
    const records = [sessionNow("ada"), sessionNow("ada")];
    for (const record of records) await store.create(record, null);
    for (const key of await keys()) if (key.includes(":s:")) await client.del(key);
    await clear();
    const index = (await keys()).find((key) => key.includes(":u:"));
    const left = index === undefined ? [] : await client.zRange(index, 0, -1);
    expect([name, left.filter((id) => records.some((one) => one.id === id))]).toEqual([name, []]);
  }
});

test("a sign-in deletes a bounded number of index entries of expired Redis records", async () => {
  for (let made = 0; made < 30; made++) await store.create(sessionNow("ada"), null);
  for (const key of await keys()) if (key.includes(":s:")) await client.del(key);
  await store.create(sessionNow("ada"), null);
  const [index = ""] = (await keys()).filter((key) => key.includes(":u:"));
  expect(await client.zCard(index)).toBe(30 - 8 + 1);
});

test("a script that Redis no longer has is sent again", async () => {
  const record = sessionNow("ada");
  await store.create(record, null);
  await client.scriptFlush();
  expect(await store.update(record.id, { data: "{}", ifVersion: 0 })).toBe(true);
  await redis.kill();
  await redis.start();
  expect(await store.revoke(record.id)).toBe(true);
  expect(await store.listByUser("ada", Date.now())).toEqual([]);
});

test("acknowledged writes survive a crash of a durable Redis", async () => {
  const [kept, ended] = [sessionNow("ada"), sessionNow("ada")];
  for (const record of [kept, ended]) await store.create(record, null);
  await store.revoke(ended.id);
  await redis.kill();
  await redis.start();
  expect(await store.find(kept.id)).toEqual(kept);
  expect(await store.find(ended.id)).toBeNull();
  expect(await store.listByUser("ada", Date.now())).toEqual([kept]);
});

test("an outage of Redis signs no user out, and unsent commands are never executed", async () => {
  const signet = createSignet({
    strategy: database({ store, timeout: "1s" }),
    secret: "a-secret-for-redis-tests-0123456789-abcd",
  });
  const local = { host: "localhost:3000" };
  const { credential, session } = await signet.signIn(local, { userId: "ada" });
  const request = { ...local, authorization: `Bearer ${credential}` };
  await redis.kill();
  await expect.poll(() => client.isReady).toBe(false);
  expect((await signet.read(request)).status).toBe("unavailable");
  await expect(signet.sessions.revoke(session.id)).rejects.toMatchObject({
    code: "store-unavailable",
  });
  await delay(1_200);
  await redis.start();
  await expect.poll(async () => (await signet.read(request)).status).toBe("active");
  await delay(200);
  expect((await signet.read(request)).status).toBe("active");
});

test.each([false, true])(
  "an unconnected Redis client is connected at its first use, with disableOfflineQueue: %s",
  async (disableOfflineQueue) => {
    const unconnected = createClient({ url: redis.url, disableOfflineQueue });
    const other = redisStore(unconnected, { prefix: "other:" });
    expect(unconnected.isOpen).toBe(false);
    const record = sessionNow("ada");
    await Promise.all([other.create(record, null), other.find("x"), other.find("y")]);
    expect(await other.find(record.id)).toEqual(record);
    unconnected.destroy();
  },
);

test("a Redis record that this library did not write causes an error", async () => {
  const record = sessionNow("ada");
  await store.create(record, null);
  const key = (await keys()).find((each) => each.includes(":s:")) ?? "";
  for (const value of ["", "x", "1 0 1 2 ada", "1 0 1 2 ada\nnull\n{}", "2 0 1 2 ada\n{}\n{}"]) {
    await client.set(key, value);
    await expect(store.find(record.id)).rejects.toThrow();
    await expect(store.listByUser("ada", 0)).rejects.toThrow();
  }
  for (const operation of [
    () => store.revoke(record.id),
    () => store.update(record.id, { data: "{}", ifVersion: 0 }),
    () => store.create(sessionNow("ada"), 1),
  ]) {
    await expect(operation()).rejects.toThrow(/edited by hand/);
  }
});

test("redisStore() rejects a session id with another user's tag", async () => {
  const record = sessionNow("ada");
  await expect(store.create({ ...record, userId: "grace" }, null)).rejects.toThrow(/userTag/);
  expect(await keys()).toEqual([]);
});

test("a Redis that may evict sessions under memory pressure causes one warning", async () => {
  const warnings: string[] = [];
  const listen = (warning: Error & { code?: string }) => warnings.push(String(warning.code));
  process.on("warning", listen);
  try {
    await redisStore(client, { prefix: "good:" }).find("x");
    await delay(100);
    expect(warnings).toEqual([]);
    await client.configSet("maxmemory-policy", "allkeys-lru");
    const warned = redisStore(client, { prefix: "bad:" });
    await warned.find("x");
    await warned.find("y");
    await expect.poll(() => warnings).toEqual(["SIGNET_REDIS_EVICTION"]);
    await delay(100);
    expect(warnings).toEqual(["SIGNET_REDIS_EVICTION"]);
  } finally {
    process.off("warning", listen);
  }
});
