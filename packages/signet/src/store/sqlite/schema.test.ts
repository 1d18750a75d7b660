import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { testRecord } from "../../testing/records.ts";
import type { SessionRecord } from "../contract.ts";
import { FIRST_COLUMNS, toValues } from "../shared/sql-row.ts";
import { sqliteStore } from "./index.ts";
import { migrate } from "./schema.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signet-schema-"));
  path = join(folder, "s.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Opens a database as the release before sessions had terms of their own: with its tables and statements. */
function formerServer() {
  const database = new DatabaseSync(path);
  migrate(database);
  if (hasTerms(database)) database.exec("ALTER TABLE signet_sessions DROP COLUMN terms");
  const marks = Array(12).fill("?").join(", ");
  const insert = database.prepare(
    `INSERT INTO signet_sessions (${FIRST_COLUMNS}) VALUES (${marks})`,
  );
  const select = database.prepare("SELECT * FROM signet_sessions WHERE id = ?");
  const renew = database.prepare(
    "UPDATE signet_sessions SET renewed_at = ?, expires_at = ? WHERE id = ? AND renewed_at = ?",
  );
  const version = () => Object(database.prepare("SELECT version FROM signet_schema").get()).version;
  return {
    database,
    insert: (record: SessionRecord) => insert.run(...toValues(record).slice(0, 12)),
    find: (id: string) => select.get(id),
    renew: (id: string, from: number, to: number) => renew.run(to, to + 1_000_000, id, from),
    /** The release refuses tables of a version that is not 3, at each start. */
    starts: () => version() === 3,
  };
}

function hasTerms(database: DatabaseSync): boolean {
  const columns = database.prepare("SELECT name FROM pragma_table_info('signet_sessions')").all();
  return columns.some(({ name }) => name === "terms");
}

test("a SQLite database of an earlier release gets the column of the terms, and keeps its sessions", async () => {
  const former = formerServer();
  const record = testRecord({ userId: "ada" });
  former.insert(record);
  expect(hasTerms(former.database)).toBe(false);
  const store = sqliteStore(path);
  expect(await store.find(record.id)).toEqual(record);
  const next = testRecord({ userId: "ada", terms: "[1,null,0]" });
  await store.create(next, null);
  expect(await store.find(next.id)).toEqual(next);
  store.close();
  expect(await sqliteStore(path).find(next.id)).toEqual(next);
});

test("servers of an earlier and of this release work on one SQLite database, also when the earlier one starts again", async () => {
  const former = formerServer();
  const before = testRecord();
  former.insert(before);
  expect(former.find(before.id)).toMatchObject({ user_id: before.userId });
  const store = sqliteStore(path);
  const [theirs, ours] = [testRecord(), testRecord({ terms: "[1,null,0]" })];
  await store.create(ours, null);
  former.insert(theirs);
  expect(await store.find(theirs.id)).toEqual(theirs);
  for (const { id, userId } of [before, theirs, ours]) {
    expect(former.find(id)).toMatchObject({ id, user_id: userId, expires_at: 2_000_000 });
  }
  // A renewal by the earlier release keeps the terms, so this release still applies them.
  expect(former.renew(ours.id, 1_000_000, 1_500_000)).toMatchObject({ changes: 1 });
  expect(await store.find(ours.id)).toMatchObject({ expiresAt: 2_500_000, terms: "[1,null,0]" });
  expect(former.starts()).toBe(true);
  former.database.close();
  store.close();
});

test("two processes that add the column of the terms at once both succeed", () => {
  const former = formerServer();
  const other = new DatabaseSync(path);
  // The other process adds the column after the first one has looked for it.
  const racing = {
    prepare: (sql: string) => former.database.prepare(sql),
    exec(sql: string) {
      if (sql.startsWith("BEGIN")) migrate(other);
      former.database.exec(sql);
    },
  };
  migrate(racing);
  expect(hasTerms(former.database)).toBe(true);
  other.close();
});

test("a failed migration of a SQLite handle leaves no open transaction and no changes", () => {
  const { database } = formerServer();
  const failing = {
    prepare: (sql: string) => database.prepare(sql),
    exec(sql: string) {
      if (sql.startsWith("ALTER")) throw new Error("the disk is full");
      database.exec(sql);
    },
  };
  expect(() => migrate(failing)).toThrow("the disk is full");
  expect(hasTerms(database)).toBe(false);
  migrate(database);
  expect(hasTerms(database)).toBe(true);
});
