import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { SessionRecord } from "signet-auth";
import { migratePostgres, postgresStore } from "signet-auth/postgres";
import { testRecord } from "signet-auth/testing";
import { expect, test } from "vitest";
import { TABLES } from "../../../packages/signet/src/store/postgres/schema.ts";
import { FIRST_COLUMNS } from "../../../packages/signet/src/store/shared/sql-row.ts";
import { usePostgres } from "./server.ts";

const { newSchema, newDatabase, poolOn, run } = usePostgres();

const SIGN_IN = `
  import { Pool } from "pg";
  import { postgresStore } from "signet-auth/postgres";
  import { testRecord } from "signet-auth/testing";
  const [connectionString, id, start] = process.argv.slice(1);
  const pool = new Pool({ connectionString });
  await pool.query("SELECT 1");
  while (Date.now() < Number(start)) {}
  await postgresStore(pool).create(testRecord({ id }), null);
  await pool.end();
`;

test("processes that start together on a new PostgreSQL database migrate it once, and all work", async () => {
  const node = promisify(execFile);
  for (let round = 0; round < 2; round++) {
    const url = await newSchema();
    const start = String(Date.now() + 1_000);
    const ids = ["a", "b", "c", "d", "e", "f"];
    const flags = ["--input-type=module", "-e", SIGN_IN, url];
    const cwd = import.meta.dirname;
    await Promise.all(ids.map((id) => node(process.execPath, [...flags, id, start], { cwd })));
    expect(await run("SELECT version FROM signet_schema", url)).toEqual([{ version: 3 }]);
    expect(await run("SELECT id FROM signet_sessions ORDER BY id", url)).toEqual(
      ids.map((id) => ({ id })),
    );
  }
});

test("stores that start together on separate pools migrate once, at any isolation level", async () => {
  const url = await newSchema({ default_transaction_isolation: "serializable" });
  const stores = Array.from({ length: 20 }, () => postgresStore(poolOn(url, { max: 1 })));
  const found = await Promise.all(stores.map((store) => store.find("unknown")));
  expect(found).toEqual(stores.map(() => null));
});

test("a failed migration of PostgreSQL leaves no changes", async () => {
  const url = await newSchema();
  // Conflicts with the last object that a migration creates.
  await run("CREATE PROCEDURE signet_revoke_by_user(text, text, integer) LANGUAGE sql AS ''", url);
  const store = postgresStore(poolOn(url));
  await expect(store.find("unknown")).rejects.toThrow(/signet_revoke_by_user/);
  expect(await run("SELECT to_regclass('signet_schema') AS name", url)).toEqual([{ name: null }]);
  expect(await run("SELECT to_regclass('signet_sessions') AS name", url)).toEqual([{ name: null }]);
  await run("DROP PROCEDURE signet_revoke_by_user", url);
  expect(await store.find("unknown")).toBeNull();
});

test("postgresStore() rejects a database of a later schema version", async () => {
  const url = await newSchema();
  await migratePostgres(poolOn(url));
  await run("UPDATE signet_schema SET version = 99", url);
  const refusal = /version 99, and this signet-auth supports version 3\. Update signet-auth/;
  await expect(postgresStore(poolOn(url)).find("unknown")).rejects.toThrow(refusal);
  await expect(migratePostgres(poolOn(url))).rejects.toThrow(refusal);
});

test("a role that may not create tables gets instructions, and works after another role has created them", async () => {
  const database = await newDatabase();
  await run("CREATE ROLE plain LOGIN");
  await run("REVOKE CREATE ON SCHEMA public FROM PUBLIC", database);
  const url = Object.assign(new URL(database), { username: "plain" }).href;
  const store = postgresStore(poolOn(url));
  await expect(store.find("unknown")).rejects.toThrow(/run migratePostgres\(pool\) with a role/);
  await migratePostgres(poolOn(database));
  await run(
    `GRANT SELECT ON signet_schema TO plain;
     GRANT SELECT, INSERT, UPDATE, DELETE ON signet_sessions, signet_events TO plain;
     GRANT SELECT, UPDATE ON signet_feed TO plain`,
    database,
  );
  // These operations need no rights on the tables for adopted sessions.
  const [first, second] = [testRecord({ userId: "ada" }), testRecord({ userId: "ada" })];
  expect(await store.create(first, 1)).toBe(0);
  expect(await store.create(second, 1)).toBe(1);
  expect(await store.find(second.id)).toEqual(second);
  expect(await store.renew(second.id, { renewedAt: 2, expiresAt: 3, ifRenewedAt: 1_000_000 })).toBe(
    true,
  );
  expect(await store.update(second.id, { data: "{}", ifVersion: 0 })).toBe(true);
  expect(await store.listByUser("ada", 0)).toHaveLength(1);
  expect(await store.purgeExpired(9, 1)).toBe(1);
  expect(await store.revoke(second.id)).toBe(false);
  expect(await store.revokeByUser("ada", null)).toBe(0);
  const { events, epoch } = await store.revocationsSince(null, 9);
  expect(events.map(({ sessionId }) => sessionId)).toEqual([first.id, second.id]);
  await store.create(first, null);
  await store.revokeEverything();
  expect(await store.find(first.id)).toBeNull();
  expect((await store.revocationsSince(null, 9)).epoch).not.toBe(epoch);
  await migratePostgres(poolOn(url));
  await run(
    `GRANT SELECT, INSERT, UPDATE, DELETE ON signet_marks, signet_user_bars TO plain;
     GRANT SELECT, UPDATE ON signet_bar TO plain`,
    database,
  );
  const coming = testRecord({ userId: "ada" });
  const adoption = { record: coming, mayBegin: true, secretHashes: [], until: 9_000_000 };
  expect(await store.adopt(adoption)).toEqual({ record: coming, isNew: true });
  expect(await store.adopt(adoption)).toEqual({ record: coming, isNew: false });
  const bars = [
    { kind: "session", id: "x", now: 1, until: 2 },
    { kind: "user", userId: "ada", exceptId: null, now: 1, until: 2 },
    { kind: "everybody", now: 1 },
  ] as const;
  for (const bar of bars) await store.bar(bar);
  expect(await store.findToAdopt(coming)).toEqual(coming);
  expect(await store.purgeExpired(9_000_000, 9)).toBe(1);
  expect(await run("SELECT id FROM signet_marks", database)).toEqual([]);
  expect(await run("SELECT user_id FROM signet_user_bars", database)).toEqual([]);
});

test("concurrent adoptions, bars and ends of sessions in PostgreSQL leave no session active", async () => {
  const url = await newSchema({ default_transaction_isolation: "repeatable read" });
  const pool = poolOn(url, { max: 8 });
  const store = postgresStore(pool);
  for (let round = 0; round < 20; round++) {
    const createdAt = 1_000_000 + round;
    const records = Array.from({ length: 4 }, () => testRecord({ userId: "ada", createdAt }));
    const until = 9_000_000;
    const adopting = records.map((record) =>
      store.adopt({ record, mayBegin: true, secretHashes: null, until }),
    );
    const end = async () => {
      await store.bar({ kind: "everybody", now: createdAt });
      await store.revokeEverything();
    };
    await Promise.all([...adopting, end()]);
    expect(await store.listByUser("ada", 0)).toEqual([]);
  }
});

test("sessions of the first schema version are kept, and their ends are published", async () => {
  const url = await newSchema();
  await run(
    `CREATE TABLE signet_schema (only_row boolean PRIMARY KEY DEFAULT true, version integer NOT NULL);
     INSERT INTO signet_schema (version) VALUES (1);
     ${TABLES.migrations[0]}`,
    url,
  );
  const record = testRecord({ userId: "ada" });
  await run(
    `CALL signet_create_session('${record.id}', '\\x00', 'ada', '{}', 0, 1, 1, 1, 9, NULL, NULL, NULL, NULL, NULL, NULL)`,
    url,
  );
  const store = postgresStore(poolOn(url));
  const { cursor, events } = await store.revocationsSince(null, 9);
  expect(events).toEqual([]);
  expect(await store.find(record.id)).toMatchObject({ userId: "ada" });
  expect(await store.revoke(record.id)).toBe(true);
  expect((await store.revocationsSince(cursor, 9)).events).toMatchObject([
    { sessionId: record.id },
  ]);
});

/** Creates the tables as the release before sessions had terms of their own. Returns their URL. */
async function formerTables(): Promise<string> {
  const url = await newSchema();
  await run(
    `CREATE TABLE signet_schema (only_row boolean PRIMARY KEY DEFAULT true, version integer NOT NULL);
     INSERT INTO signet_schema (version) VALUES (3);
     ${TABLES.migrations.slice(0, 3).join("\n")}`,
    url,
  );
  return url;
}

/** Returns the SQL by which the release before terms creates and adopts a session. */
function formerCalls({ id, userId }: SessionRecord): { create: string; adopt: string } {
  const values = `'${id}', '\\x00', '${userId}', '{}', 0, 1, 1, 1, 9, NULL, NULL, NULL`;
  return {
    create: `CALL signet_create_session(${values}, NULL, NULL, NULL)`,
    adopt: `CALL signet_adopt_session(${values}, 1, NULL, 9, NULL)`,
  };
}

test("servers of an earlier and of this release work on one PostgreSQL database, also when the earlier one starts again", async () => {
  const url = await formerTables();
  const [before, created, adopted] = [testRecord(), testRecord(), testRecord()];
  await run(formerCalls(before).create, url);
  const store = postgresStore(poolOn(url));
  expect(await store.find(before.id)).toMatchObject({ userId: before.userId, terms: null });
  const ours = testRecord({ terms: "[1,null,0]" });
  await store.create(ours, 1);
  await run(formerCalls(created).create, url);
  await run(formerCalls(adopted).adopt, url);
  for (const { id } of [created, adopted])
    expect(await store.find(id)).toMatchObject({ id, terms: null });
  // The earlier release reads and renews the session, and finds tables of its version.
  const [row] = await run(
    `SELECT ${FIRST_COLUMNS} FROM signet_sessions WHERE id = '${ours.id}'`,
    url,
  );
  expect(row).toMatchObject({ id: ours.id, user_id: ours.userId });
  await run(
    `UPDATE signet_sessions SET renewed_at = 5, expires_at = 9 WHERE id = '${ours.id}'`,
    url,
  );
  expect(await store.find(ours.id)).toMatchObject({ expiresAt: 9, terms: "[1,null,0]" });
  expect(await run("SELECT version FROM signet_schema", url)).toEqual([{ version: 3 }]);
  expect(await run(formerCalls(ours).adopt, url)).toMatchObject([{ outcome: expect.any(String) }]);
});

test("stores that start together add the column of the terms once", async () => {
  const url = await formerTables();
  const stores = Array.from({ length: 10 }, () => postgresStore(poolOn(url, { max: 1 })));
  const records = stores.map(() => testRecord({ terms: "[1,null,0]" }));
  await Promise.all(stores.map((store, at) => store.create(records[at] ?? testRecord(), null)));
  for (const record of records) expect(await stores[0]?.find(record.id)).toEqual(record);
});

test("adding the column of the terms does not make readers wait for a long transaction", async () => {
  const url = await formerTables();
  const record = testRecord();
  await run(formerCalls(record).create, url);
  const dump = await poolOn(url, { max: 1 }).connect();
  await dump.query("BEGIN; SELECT * FROM signet_sessions");
  const store = postgresStore(poolOn(url));
  const refused = store.find(record.id);
  const [reader, began] = [poolOn(url, { max: 1 }), performance.now()];
  await Promise.all([
    expect(refused).rejects.toThrow(/lock timeout/),
    reader.query(`SELECT ${FIRST_COLUMNS} FROM signet_sessions`),
  ]);
  expect(performance.now() - began).toBeLessThan(5_000);
  await dump.query("COMMIT");
  dump.release();
  expect(await store.find(record.id)).toMatchObject({ id: record.id, terms: null });
});

test("a role that may not add the column of the terms gets instructions", async () => {
  const database = await newDatabase();
  await run("CREATE ROLE plainer LOGIN");
  await run(
    `REVOKE CREATE ON SCHEMA public FROM PUBLIC;
     CREATE TABLE signet_schema (only_row boolean PRIMARY KEY DEFAULT true, version integer NOT NULL);
     INSERT INTO signet_schema (version) VALUES (3);
     ${TABLES.migrations.slice(0, 3).join("\n")}
     GRANT SELECT ON signet_schema TO plainer;
     GRANT SELECT, INSERT, UPDATE, DELETE ON signet_sessions, signet_events, signet_marks, signet_user_bars TO plainer;
     GRANT SELECT, UPDATE ON signet_feed, signet_bar TO plainer`,
    database,
  );
  const store = postgresStore(
    poolOn(Object.assign(new URL(database), { username: "plainer" }).href),
  );
  const record = testRecord({ terms: "[1,null,0]" });
  await expect(store.create(record, 1)).rejects.toThrow(/run migratePostgres\(pool\) with a role/);
  await migratePostgres(poolOn(database));
  // The rights of the table hold for its new column too.
  expect(await store.create(record, 1)).toBe(0);
  expect(await store.find(record.id)).toEqual(record);
});
