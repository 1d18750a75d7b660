import { setTimeout as delay } from "node:timers/promises";
import { Pool } from "pg";
import { createSignet, FEED_KEEPS, type FeedStore, hybrid } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { startPostgres } from "../../harness/postgres.ts";
import { endsByItself } from "../../harness/process-exit.ts";
import { usePostgres } from "./server.ts";

const { newDatabase, newSchema, poolOn, run } = usePostgres();

async function sessionsIn(store: FeedStore, count: number) {
  const records = Array.from({ length: count }, () => testRecord({ userId: "ada" }));
  for (const record of records) await store.create(record, null);
  return records.map(({ id }) => id);
}

/** Two stores with separate pools, on a server that can be killed. */
async function twoOnOne() {
  const server = await startPostgres([], { durable: true });
  const pools = [0, 1].map(() => new Pool({ connectionString: server.url }));
  onTestFinished(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await server.stop();
  });
  const [here, there] = pools.map((pool) => postgresStore(pool));
  if (here === undefined || there === undefined) throw new Error("There are two.");
  return { server, here, there };
}

/** Returns the session ids of a whole run, and the cursor after it. */
async function runFrom(store: FeedStore, from: string | null, limit = 100) {
  const ids: string[] = [];
  for (let cursor = from; ; ) {
    const page = await store.revocationsSince(cursor, limit);
    ids.push(...page.events.map(({ sessionId }) => sessionId));
    cursor = page.cursor;
    if (page.isLast) return { ids, cursor, isGap: page.isGap };
  }
}

describe("PostgreSQL transactions that commit in another order than they began", () => {
  test("events of transactions that commit late reach a reader that read in between", async () => {
    const url = await newSchema();
    const store = postgresStore(poolOn(url));
    const [first = "", second = ""] = await sessionsIn(store, 2);
    let { cursor } = await runFrom(store, null);
    const slow = await poolOn(url).connect();
    await slow.query("BEGIN");
    await slow.query("DELETE FROM signet_sessions WHERE id = $1", [first]);
    await slow.query("INSERT INTO signet_events (session_id, at) VALUES ($1, signet_now())", [
      first,
    ]);
    await store.revoke(second);
    const between = await runFrom(store, cursor);
    expect(between.ids).toEqual([second]);
    cursor = between.cursor;
    await slow.query("COMMIT");
    slow.release();
    expect((await runFrom(store, cursor)).ids).toEqual([first]);
  });

  test("an endless transaction neither delays nor repeats events", async () => {
    const url = await newSchema();
    const store = postgresStore(poolOn(url));
    const ids = await sessionsIn(store, 8);
    const slow = await poolOn(url).connect();
    await slow.query("BEGIN");
    await slow.query("SELECT pg_current_xact_id()");
    let { cursor } = await runFrom(store, null);
    for (const id of ids) {
      await store.revoke(id);
      const next = await runFrom(store, cursor, 1);
      expect(next).toMatchObject({ ids: [id], isGap: false });
      cursor = next.cursor;
    }
    await slow.query("ROLLBACK");
    slow.release();
    expect((await runFrom(store, cursor)).ids).toEqual([]);
  });

  test("the event of a transaction that was rolled back is not published", async () => {
    const url = await newSchema();
    const store = postgresStore(poolOn(url));
    const { cursor } = await runFrom(store, null);
    await run("BEGIN; INSERT INTO signet_events (session_id, at) VALUES ('x', 1); ROLLBACK", url);
    expect((await runFrom(store, cursor)).ids).toEqual([]);
  });
});

test("ends of sessions delete events older than FEED_KEEPS, and a cursor of their time is a gap", async () => {
  const url = await newSchema();
  const store = postgresStore(poolOn(url));
  const ids = await sessionsIn(store, 30);
  const { cursor } = await runFrom(store, null);
  for (const id of ids.slice(0, 20)) await store.revoke(id);
  const passed = FEED_KEEPS + 1_000;
  await run(`UPDATE signet_events SET at = at - ${passed}`, url);
  for (const id of ids.slice(20, 23)) await store.revoke(id);
  expect((await runFrom(store, null)).ids).toEqual(ids.slice(20, 23));
  const old = cursor.replace(/\|(\d{13})\|/, (_, time) => `|${Number(time) - passed}|`);
  expect(old).not.toBe(cursor);
  expect(await runFrom(store, old)).toMatchObject({ ids: ids.slice(20, 23), isGap: true });
});

test("a cursor from the future of the database is a gap, and so is a malformed one", async () => {
  const store = postgresStore(poolOn(await newSchema()));
  const [id = ""] = await sessionsIn(store, 1);
  const { cursor } = await runFrom(store, null);
  await store.revoke(id);
  const rest = cursor.slice(cursor.indexOf("|"));
  for (const snapshot of ["99999999:99999999:", "9:3:", "18446744073709551616:3:", "3:9:12,10"]) {
    expect(await runFrom(store, snapshot + rest), snapshot).toMatchObject({
      ids: [id],
      isGap: true,
    });
  }
});

test("revokeEverything() does not wait for a transaction that holds a lock on the whole table", async () => {
  const url = await newSchema();
  const store = postgresStore(poolOn(url));
  const [id = ""] = await sessionsIn(store, 1);
  const dump = await poolOn(url).connect();
  await dump.query("BEGIN; LOCK TABLE signet_sessions IN ACCESS SHARE MODE");
  await store.revokeEverything();
  expect(await store.find(id)).toBeNull();
  await dump.query("COMMIT");
  dump.release();
});

test("a subscription of another pool receives hints, also after a restart of PostgreSQL", async () => {
  const { server, here, there } = await twoOnOne();
  const ids = await sessionsIn(here, 4);
  let hints = 0;
  const leave = there.subscribe(() => {
    hints++;
  });
  onTestFinished(leave);
  await vi.waitFor(() => expect(hints).toBe(1), 5_000);
  await here.revoke(ids[0] ?? "");
  await vi.waitFor(() => expect(hints).toBeGreaterThan(1), 1_000);
  const { cursor } = await there.revocationsSince(null, 9);

  await server.kill();
  await server.start();
  hints = 0;
  await vi.waitFor(() => expect(hints).toBe(1), 10_000);
  await vi.waitFor(() => here.revoke(ids[1] ?? ""), 5_000);
  await vi.waitFor(() => expect(hints).toBeGreaterThan(1), 1_000);
  // A restarted server may be one that never had all events.
  expect(await runFrom(there, cursor)).toMatchObject({ isGap: true });

  leave();
  hints = 0;
  await here.revoke(ids[2] ?? "");
  await delay(300);
  expect(hints).toBe(0);
});

test("after an outage of any length, hints arrive as soon as PostgreSQL answers a request", async () => {
  const { server, here, there } = await twoOnOne();
  const [id = ""] = await sessionsIn(here, 1);
  let hints = 0;
  onTestFinished(
    there.subscribe(() => {
      hints++;
    }),
  );
  await vi.waitFor(() => expect(hints).toBe(1), 5_000);
  const page = () => there.revocationsSince(null, 9);
  await page();
  await server.kill();
  await expect(page()).rejects.toThrow();
  // After this time, the subscription reconnects rarely by itself.
  await delay(6_000);
  await server.start();
  hints = 0;
  await vi.waitFor(page, 5_000);
  await vi.waitFor(() => expect(hints).toBe(1), 500);
  await vi.waitFor(() => here.revoke(id), 5_000);
  await vi.waitFor(() => expect(hints).toBe(2), 500);
});

test("a process with a subscription on PostgreSQL exits when its pool has ended", async () => {
  const url = JSON.stringify(await newSchema());
  const opening = `
    import { Pool } from "pg";
    import { postgresStore } from "signet-auth/postgres";
    const pool = new Pool({ connectionString: ${url} });
    const store = postgresStore(pool);`;
  await endsByItself(opening, "await pool.end();", import.meta.dirname);
});

test("after the end of a pool, the next poll of the feed closes the last connection to PostgreSQL", async () => {
  const url = await newDatabase();
  const database = new URL(url).pathname.slice(1);
  const pool = poolOn(url);
  const signet = createSignet({
    strategy: hybrid({ store: postgresStore(pool) }),
    secret: "a-secret-for-databases-that-are-left-0123456789",
  });
  await signet.signIn({ host: "localhost" }, { userId: "ada" });
  const connections = async (query = "") =>
    (
      await run(
        `SELECT 1 FROM pg_stat_activity WHERE datname = '${database}' AND query LIKE '${query}%'`,
      )
    ).length;
  // The one that listens. The pool has one or two beside it, for the sign-in and for the feed.
  await vi.waitFor(async () => expect(await connections("LISTEN")).toBe(1), 5_000);
  await pool.end();
  await vi.waitFor(async () => expect(await connections()).toBe(0), 5_000);
});
