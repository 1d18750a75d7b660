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

async function eventsSince(cursor: string | null) {
  const page = await store.revocationsSince(cursor, 10_000);
  return { ...page, ids: page.events.map(({ sessionId }) => sessionId) };
}

test("a session's end is published before the session is deleted, so a crash between loses no event", async () => {
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
  expect((await eventsSince(null)).ids).toEqual([id]);
  crashing.destroy();
});

test("every session that the limit ends during concurrent sign-ins of several clients is published", async () => {
  const clients = Array.from({ length: 4 }, () => client.duplicate());
  const stores = clients.map((one) => redisStore(one));
  const { cursor } = await eventsSince(null);
  const records = Array.from({ length: 80 }, (_, at) =>
    testRecord({ userId: "ada", createdAt: 1_000_000 + at }),
  );
  await Promise.all(records.map((record, at) => stores[at % 4]?.create(record, 2)));
  const left = (await store.listByUser("ada", 0)).map(({ id }) => id);
  expect(left).toHaveLength(2);
  const ids = new Set((await eventsSince(cursor)).ids);
  for (const { id } of records) expect(ids.has(id) || left.includes(id)).toBe(true);
  for (const one of clients) one.destroy();
});

test("revokeByUser() during concurrent sign-ins publishes every session that it ends", async () => {
  await sessionsOf("ada", 30);
  const other = redisStore(client.duplicate());
  const late = Array.from({ length: 30 }, () => testRecord({ userId: "ada" }));
  const [ended] = await Promise.all([
    store.revokeByUser("ada", null),
    ...late.map((record) => other.create(record, null)),
  ]);
  const left = (await store.listByUser("ada", 0)).map(({ id }) => id);
  expect(ended + left.length).toBe(60);
  const ids = new Set((await eventsSince(null)).ids);
  expect(ids.size).toBeGreaterThanOrEqual(ended);
  for (const { id } of late) expect(ids.has(id) || left.includes(id)).toBe(true);
});

test("when revokeByUser() takes long, it publishes sessions again, so no event is much older than its end", async () => {
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
  expect((await eventsSince(null)).ids).toEqual([early, late.id, early, late.id]);
});

test("old events are deleted, and a cursor of their time is a gap", async () => {
  const { cursor } = await eventsSince(null);
  const then = Date.now() - FEED_KEEPS - 60_000;
  // Redis trims a stream only by whole nodes, so many old events are needed.
  for (let at = 0; at < 500; at++) {
    await client.xAdd(EVENTS, `${then}-${at}`, { i: "old", v: "" });
  }
  const [id = ""] = await sessionsOf("ada", 1);
  await store.revoke(id);
  const now = await eventsSince(null);
  expect(now.ids.length).toBeLessThan(150);
  expect(now.ids.at(-1)).toBe(id);
  const [event = "", , server = ""] = cursor.split(" ");
  expect(await eventsSince(`${event} ${then} ${server}`)).toMatchObject({ isGap: true });
  expect((await client.pTTL(EVENTS)) > FEED_KEEPS).toBe(true);
});

test("a Redis that lost all data has another epoch, and former cursors are a gap", async () => {
  const [id = ""] = await sessionsOf("ada", 1);
  await store.revoke(id);
  const before = await eventsSince(null);
  await client.flushAll();
  const after = await eventsSince(before.cursor);
  expect(after).toMatchObject({ isGap: true, ids: [] });
  expect(after.epoch).not.toBe(before.epoch);
});

test("after a restart of Redis, which may have lost events, former cursors are a gap", async () => {
  const [id = ""] = await sessionsOf("ada", 1);
  await store.revoke(id);
  const before = await eventsSince(null);
  await redis.kill();
  await redis.start();
  await vi.waitFor(() => store.find(""), 5_000);
  const after = await eventsSince(before.cursor);
  expect(after).toMatchObject({ isGap: true, ids: [id] });
  expect(after.epoch).not.toBe(before.epoch);
  expect((await eventsSince(after.cursor)).epoch).toBe(after.epoch);
});

test("a server that starts after events were lost trusts no former token", async () => {
  const request = { host: "localhost" };
  const engineOn = (one: typeof client) =>
    createSignet({ strategy: hybrid({ store: redisStore(one) }), secret });
  const { credential, session } = await engineOn(client).signIn(request, { userId: "ada" });
  // The state after a failover of only the server with the feed.
  await store.revoke(session.id);
  await client.del(EVENTS);
  await redis.kill();
  await redis.start();
  await vi.waitFor(() => store.find(""), 5_000);
  const other = client.duplicate();
  const late = engineOn(other);
  const authorization = `Bearer ${credential}`;
  expect(await late.read({ ...request, authorization })).toMatchObject({ reason: "revoked" });
  // The server has read the whole feed, and the feed does not show the missing event.
  expect(late.metrics().feed).toMatchObject({ gaps: 0, events: 0, staleness: expect.any(Number) });
  other.destroy();
});

test("a subscription of another client receives hints, also after a restart of Redis, until it ends", async () => {
  const other = client.duplicate();
  const there = redisStore(other);
  let hints = 0;
  const leave = there.subscribe(() => {
    hints++;
  });
  await there.revocationsSince(null, 9);
  await vi.waitFor(() => expect(hints).toBeGreaterThan(0), 5_000);
  hints = 0;
  await store.revoke("one");
  await vi.waitFor(() => expect(hints).toBe(1), 1_000);
  await redis.kill();
  await redis.start();
  await vi.waitFor(() => expect(hints).toBeGreaterThan(1), 5_000);
  await vi.waitFor(() => store.find(""), 5_000);
  hints = 0;
  await store.revoke("two");
  await vi.waitFor(() => expect(hints).toBe(1), 1_000);
  leave();
  await store.revoke("three");
  await delay(200);
  expect(hints).toBe(1);
  other.destroy();
});

test("background polling does not reopen a client that the application closed, but a request does", async () => {
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

test("a process with a subscription on Redis exits when its client is closed", async () => {
  const opening = `
    import { createClient } from "redis";
    import { redisStore } from "signet-auth/redis";
    const client = createClient({ url: "${redis.url}" });
    const store = redisStore(client);`;
  await endsByItself(opening, "client.destroy();", import.meta.dirname);
});
