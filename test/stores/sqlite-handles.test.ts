import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import Libsql from "libsql";
import { sqliteStore } from "signet-auth/sqlite";
import { storeConformance, testRecord } from "signet-auth/testing";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";

const folder = temporaryFolder("handles");
afterAll(folder.remove);
let made = 0;
const newPath = () => join(folder.path, `${made++}.db`);
const PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

describe("sqliteStore on a handle of libsql, which has the API of better-sqlite3", () => {
  storeConformance(async () => {
    const database = new Libsql(newPath());
    database.exec(PRAGMAS);
    return sqliteStore(database);
  }, test);
});

describe("sqliteStore on a handle of node:sqlite", () => {
  storeConformance(async () => {
    const database = new DatabaseSync(newPath());
    database.exec(PRAGMAS);
    return sqliteStore(database);
  }, test);
});

test("sqliteStore() on an application's handle keeps the application's tables and user_version", async () => {
  const database = new DatabaseSync(newPath());
  database.exec("CREATE TABLE notes (text); PRAGMA user_version = 7;");
  const store = sqliteStore(database);
  const record = testRecord();
  await store.create(record, null);
  expect(database.prepare("PRAGMA user_version").get()).toEqual({ user_version: 7 });
  store.close();
  expect(database.prepare("SELECT count(*) AS n FROM signet_sessions").get()).toEqual({ n: 1 });
  expect(await store.find(record.id)).toEqual(record);
  database.close();
});

test("sqliteStore() reads from a handle that returns BigInt", async () => {
  const database = new DatabaseSync(newPath(), { readBigInts: true });
  const store = sqliteStore(database);
  const record = testRecord();
  await store.create(record, null);
  expect(await store.find(record.id)).toEqual(record);
  expect(await store.revoke(record.id)).toBe(true);
});
