import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Store } from "signet-auth";
import { postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { expect, test } from "vitest";
import { usePostgres } from "./server.ts";

const { postgres, newSchema, poolOn, run } = usePostgres();

const levels = ["read committed", "repeatable read", "serializable"];
const at = (level: string) => newSchema({ default_transaction_isolation: level });
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const node = promisify(execFile);

/** Makes every sign-in wait between its count and its commit, so that many are concurrent. */
const LINGER = `
  CREATE FUNCTION linger() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_sleep(0.005); RETURN NULL; END';
  CREATE CONSTRAINT TRIGGER linger AFTER INSERT ON signet_sessions
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION linger();
`;

/** Signs ten users in concurrently, ten times each. Prints how many sessions each sign-in ended, as JSON. */
const SIGN_INS = `
  import { Pool } from "pg";
  import { postgresStore } from "signet-auth/postgres";
  import { testRecord } from "signet-auth/testing";
  const [connectionString, name, start] = process.argv.slice(1);
  const pool = new Pool({ connectionString });
  const store = postgresStore(pool);
  await store.find("unknown");
  while (Date.now() < Number(start)) {}
  const records = Array.from({ length: 100 }, (_, made) =>
    testRecord({ id: name + made, userId: "user" + (made % 10) }));
  console.log(JSON.stringify(await Promise.all(records.map((one) => store.create(one, 3)))));
  await pool.end();
`;

test.each(levels)(
  "of a user's forty concurrent sign-ins in four processes, exactly three sessions stay, at %s",
  async (level) => {
    const url = await at(level);
    const store = postgresStore(poolOn(url));
    await store.find("unknown");
    await run(LINGER, url);
    const start = String(Date.now() + 1_000);
    const flags = ["--input-type=module", "-e", SIGN_INS, url];
    const cwd = import.meta.dirname;
    const outputs = await Promise.all(
      ["a", "b", "c", "d"].map((name) => node(process.execPath, [...flags, name, start], { cwd })),
    );
    const ended: number[] = outputs.flatMap(({ stdout }) => JSON.parse(stdout));
    expect(ended).toHaveLength(400);
    expect(sum(ended)).toBe(400 - 30);
    for (let user = 0; user < 10; user++) {
      expect(await store.listByUser(`user${user}`, 0)).toHaveLength(3);
    }
  },
);

test.each(levels)(
  "concurrent sign-ins and ends of sessions end each session once or keep it, at %s",
  async (level) => {
    const url = await at(level);
    const stores = Array.from({ length: 4 }, () => postgresStore(poolOn(url, { max: 8 })));
    const [store] = stores;
    if (store === undefined) throw new Error("There is no store.");
    // Sign-ins delete these expired sessions.
    const over = Array.from({ length: 200 }, () => testRecord({ userId: "old", expiresAt: 1 }));
    for (const record of over) await store.create({ ...record, createdAt: 0 }, null);

    const ended = await Promise.all(stores.flatMap((one) => USERS.map((user) => burst(one, user))));
    const left = (await Promise.all(USERS.map((user) => store.listByUser(user, 0)))).flat();
    expect(sum(ended) + left.length).toBe(4 * USERS.length * BURST);
    expect(left.length).toBeLessThanOrEqual(3 * USERS.length);
    expect(await store.revokeByUser("old", null)).toBe(0);
    expect(postgres().output()).not.toContain("deadlock detected");
  },
);

const USERS = ["ada", "grace"];
const BURST = 40;

/** Creates sessions of a user and ends some, concurrently. Returns the number of ended sessions. */
async function burst(store: Store, userId: string): Promise<number> {
  const ended = Array.from({ length: BURST }, async (_, turn) => {
    const record = testRecord({ userId, createdAt: 1_000_000 + turn });
    const pushedOut = await store.create(record, 3);
    if (turn % 4 === 1) return pushedOut + Number(await store.revoke(record.id));
    if (turn % 4 === 2) return pushedOut + (await store.revokeByUser(userId, record.id));
    if (turn % 4 === 3) await store.purgeExpired(1_000_000, 5);
    else await store.revokeByUser("old", null);
    return pushedOut;
  });
  return sum(await Promise.all(ended));
}

test.each(levels)("no concurrent update is lost in PostgreSQL, at %s", async (level) => {
  const url = await at(level);
  const stores = Array.from({ length: 10 }, () => postgresStore(poolOn(url, { max: 2 })));
  const [store] = stores;
  if (store === undefined) throw new Error("There is no store.");
  const record = testRecord({ data: "0" });
  await store.create(record, null);
  await Promise.all([...stores, ...stores].map((one) => addOnce(one, record.id)));
  expect(await store.find(record.id)).toEqual({ ...record, data: "20", version: 20 });
});

async function addOnce(store: Store, id: string): Promise<void> {
  for (;;) {
    const found = await store.find(id);
    assert(found);
    const data = String(Number(found.data) + 1);
    if (await store.update(id, { data, ifVersion: found.version })) return;
  }
}

test("a sign-in does not wait for a transaction that holds an expired session", async () => {
  const url = await newSchema();
  const store = postgresStore(poolOn(url));
  const [held, free] = [testRecord({ expiresAt: 1 }), testRecord({ expiresAt: 2 })];
  for (const record of [held, free]) await store.create({ ...record, createdAt: 0 }, null);
  const holder = await poolOn(url).connect();
  await holder.query("BEGIN");
  await holder.query("SELECT FROM signet_sessions WHERE id = $1 FOR UPDATE", [held.id]);
  await store.create(testRecord(), null);
  expect(await store.find(held.id)).not.toBeNull();
  expect(await store.find(free.id)).toBeNull();
  await holder.query("COMMIT");
  holder.release();
});
