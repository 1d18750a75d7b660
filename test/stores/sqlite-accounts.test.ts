import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import Libsql from "libsql";
import { sqliteAccounts } from "signet-auth/sqlite";
import { accountsConformance } from "signet-auth/testing";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../harness/folder.ts";
import { accountSteps, agreesWithMemoryAccounts } from "./accounts-model.ts";

const folder = temporaryFolder("accounts");
afterAll(folder.remove);
let made = 0;
const newPath = () => join(folder.path, `${made++}.db`);
const PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

describe("sqliteAccounts on a handle of libsql, which has the API of better-sqlite3", () => {
  accountsConformance(async () => {
    const database = new Libsql(newPath());
    database.exec(PRAGMAS);
    return sqliteAccounts(database);
  }, test);
});

describe("sqliteAccounts on a handle of node:sqlite that returns BigInt", () => {
  accountsConformance(async () => {
    const database = new DatabaseSync(newPath(), { readBigInts: true });
    database.exec(PRAGMAS);
    return sqliteAccounts(database);
  }, test);
});

test("memory and SQLite agree on every outcome of any sequence of operations on accounts", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(accountSteps, { maxLength: 40 }), async (sequence) => {
      const accounts = sqliteAccounts(":memory:");
      await agreesWithMemoryAccounts(accounts, sequence);
      accounts.close();
    }),
    { numRuns: 150 },
  );
});

test("sqliteAccounts() on an application's handle leaves it open", async () => {
  const database = new DatabaseSync(":memory:");
  const accounts = sqliteAccounts(database);
  expect(await accounts.users.find("x")).toBeNull();
  accounts.close();
  expect(database.isOpen).toBe(true);
});
