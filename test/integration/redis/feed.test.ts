import { setTimeout as delay } from "node:timers/promises";
import { createClient } from "redis";
import { createSignet, FEED_KEEPS, type FeedStore, hybrid } from "signet-auth";
import { redisStore } from "signet-auth/redis";
import { testRecord } from "signet-auth/testing";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { endsByItself } from "../../harness/process-exit.ts";
import { type Redis, startRedis } from "../../harness/redis.ts";
import { intercepting } from "./intercept.ts";

const EVENTS = "signet:{feed}:events";
const secret = "a-secret-for-tests-of-the-feed-0123456789";

let redis: Redis;
let client: ReturnType<typeof createClient>;
let store: FeedStore;
beforeEach(async () => {
  redis = await startRedis(["--appendonly", "yes", "--appendfsync", "always"]);
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
  for (const record of records) await store.create(record, null);
  return records.map(({ id }) => id);
}

async function toldSince(cursor: string | null) {
  const page = await store.revocationsSince(cursor, 10_000);
  return { ...page, told: page.events.map(({ sessionId }) => sessionId) };
}

test("a session is announced before it ends, so that a crash in between leaves no hole", async () => {
  const [id = ""] = await sessionsOf("ada", 1);
  let isCrashed = false;
  const crashing = intercepting(client, async (command) => {
    const isScript = command[0]?.startsWith("EVAL") === true;
    if (isCrashed && isScript && !command.includes(EVENTS)) throw new Error("crashed");
  });
  const other = redisStore(crashing);
  await other.find("");
  isCrashed = true;
  await expect(other.revoke(id)).rejects.toThrow("crashed");
  expect(await store.find(id)).not.toBeNull();
  expect((await toldSince(null)).told).toEqual([id]);
  crashing.destroy();
});

test("whom a limit ended among many that sign in at once, from several clients, is told", async () => {
  const clients = Array.from({ length: 4 }, () => client.duplicate());
  const stores = clients.map((one) => redisStore(one));
  const { cursor } = await toldSince(null);
  const records = Array.from({ length: 80 }, (_, at) =>
    testRecord({ userId: "ada", createdAt: 1_000_000 + at }),
  );
  await Promise.all(records.map((record, at) => stores[at % 4]?.create(record, 2)));
  const left = (await store.listByUser("ada", 0)).map(({ id }) => id);
  expect(left).toHaveLength(2);
  const told = new Set((await toldSince(cursor)).told);
  for (const { id } of records) expect(told.has(id) || left.includes(id)).toBe(true);
  for (const one of clients) one.destroy();
});

test("ending all of a user while others sign in tells of each that ended", async () => {
  await sessionsOf("ada", 30);
  const other = redisStore(client.duplicate());
  const late = Array.from({ length: 30 }, () => testRecord({ userId: "ada" }));
  const [ended] = await Promise.all([
    store.revokeByUser("ada", null),
    ...late.map((record) => other.create(record, null)),
  ]);
  const left = (await store.listByUser("ada", 0)).map(({ id }) => id);
  expect(ended + left.length).toBe(60);
  const told = new Set((await toldSince(null)).told);
  expect(told.size).toBeGreaterThanOrEqual(ended);
  for (const { id } of late) expect(told.has(id) || left.includes(id)).toBe(true);
});

test("who is found out only after a while is announced anew, so that no news is older than its end", async () => {
  const [early = ""] = await sessionsOf("ada", 1);
  const late = testRecord({ userId: "ada" });
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let isLate = false;
  const slow = intercepting(client, async (command) => {
    if (isLate || !command.includes(EVENTS)) return;
    isLate = true;
    vi.advanceTimersByTime(11_000);
    await store.create(late, null);
  });
  expect(await redisStore(slow).revokeByUser("ada", null)).toBe(2);
  slow.destroy();
  expect((await toldSince(null)).told).toEqual([early, late.id, early, late.id]);
});

test("events are dropped when they are old, and a cursor of then is a gap", async () => {
  const { cursor } = await toldSince(null);
  const then = Date.now() - FEED_KEEPS - 60_000;
  // A node of a stream is dropped as a whole.
  for (let at = 0; at < 500; at++) {
    await client.xAdd(EVENTS, `${then}-${at}`, { i: "old", v: "" });
  }
  const [id = ""] = await sessionsOf("ada", 1);
  await store.revoke(id);
  const now = await toldSince(null);
  expect(now.told.length).toBeLessThan(150);
  expect(now.told.at(-1)).toBe(id);
  const [event = "", , server = ""] = cursor.split(" ");
  expect(await toldSince(`${event} ${then} ${server}`)).toMatchObject({ isGap: true });
  expect((await client.pTTL(EVENTS)) > FEED_KEEPS).toBe(true);
});

test("a server that lost everything has another epoch, and what was read before is a gap", async () => {
  const [id = ""] = await sessionsOf("ada", 1);
  await store.revoke(id);
  const before = await toldSince(null);
  await client.flushAll();
  const after = await toldSince(before.cursor);
  expect(after).toMatchObject({ isGap: true, told: [] });
  expect(after.epoch).not.toBe(before.epoch);
});

test("a server that was started again may have lost events: a gap", async () => {
  const [id = ""] = await sessionsOf("ada", 1);
  await store.revoke(id);
  const before = await toldSince(null);
  await redis.kill();
  await redis.start();
  await vi.waitFor(() => store.find(""), 5_000);
  const after = await toldSince(before.cursor);
  expect(after).toMatchObject({ isGap: true, told: [id] });
  expect(after.epoch).not.toBe(before.epoch);
  expect((await toldSince(after.cursor)).epoch).toBe(after.epoch);
});

test("whoever starts only after events were lost believes no token of before", async () => {
  const request = { host: "localhost" };
  const engineOn = (one: typeof client) =>
    createSignet({ strategy: hybrid({ store: redisStore(one) }), secret });
  const { credential, session } = await engineOn(client).signIn(request, { userId: "ada" });
  // As a failover of the feed's server alone would leave it.
  await store.revoke(session.id);
  await client.del(EVENTS);
  await redis.kill();
  await redis.start();
  await vi.waitFor(() => store.find(""), 5_000);
  const other = client.duplicate();
  const late = engineOn(other);
  const authorization = `Bearer ${credential}`;
  expect(await late.read({ ...request, authorization })).toMatchObject({ reason: "revoked" });
  // It has read all that the feed says, and nothing told it that something is missing.
  expect(late.metrics().feed).toMatchObject({ gaps: 0, events: 0, staleness: expect.any(Number) });
  other.destroy();
});

test("news arrives at another client, also after the server was started again, until it leaves", async () => {
  const other = client.duplicate();
  const there = redisStore(other);
  let news = 0;
  const leave = there.subscribe(() => {
    news++;
  });
  await there.revocationsSince(null, 9);
  await vi.waitFor(() => expect(news).toBeGreaterThan(0), 5_000);
  news = 0;
  await store.revoke("one");
  await vi.waitFor(() => expect(news).toBe(1), 1_000);
  await redis.kill();
  await redis.start();
  await vi.waitFor(() => expect(news).toBeGreaterThan(1), 5_000);
  await vi.waitFor(() => store.find(""), 5_000);
  news = 0;
  await store.revoke("two");
  await vi.waitFor(() => expect(news).toBe(1), 1_000);
  leave();
  await store.revoke("three");
  await delay(200);
  expect(news).toBe(1);
  other.destroy();
});

test("what looks by itself does not open a client that the application has closed; a request does", async () => {
  const other = client.duplicate();
  const there = redisStore(other);
  const { cursor } = await there.revocationsSince(null, 9);
  other.destroy();
  await expect(there.revocationsSince(cursor, 9)).rejects.toThrow("closed");
  expect(other.isOpen).toBe(false);
  await there.find("");
  expect(await there.revocationsSince(cursor, 9)).toMatchObject({ isGap: false });
  other.destroy();
});

test("a process that listens ends when its client has ended", async () => {
  const opening = `
    import { createClient } from "redis";
    import { redisStore } from "signet-auth/redis";
    const client = createClient({ url: "${redis.url}" });
    const store = redisStore(client);`;
  await endsByItself(opening, "client.destroy();", import.meta.dirname);
});
