import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sqliteStore } from "../../store/sqlite/index.ts";
import { sampleUser } from "../../testing/accounts/samples.ts";
import { testRecord } from "../../testing/records.ts";
import { memoryAccounts } from "../memory/index.ts";
import { sqliteAccounts } from "./accounts.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "signet-accounts-"));
  path = join(folder, "data", "app.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

const token = (id: string, expiresAt: number) => ({
  ...{ id, purpose: "p", group: "g", data: "", expiresAt },
});

test("the first operation, and no earlier call, creates the file of sqliteAccounts()", async () => {
  const accounts = sqliteAccounts(path);
  expect(existsSync(path)).toBe(false);
  expect(await accounts.users.find("x")).toBeNull();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  accounts.close();
});

test("sessions and accounts with one path share one open file", async () => {
  const [store, accounts] = [sqliteStore(path), sqliteAccounts(path)];
  const record = testRecord();
  await store.create(record, null);
  const user = await accounts.users.create(sampleUser());
  expect([...(globalThis.signetAuthFiles?.values() ?? [])]).toMatchObject([{ holders: 2 }]);
  accounts.close();
  expect(await store.find(record.id)).toEqual(record);
  store.close();
  expect(globalThis.signetAuthFiles?.size).toBe(0);
  if (user === "taken") throw new Error("The file was empty.");
  expect(await accounts.users.find(user.id)).toEqual(user);
  accounts.close();
});

test("the unique index decides between two connections to one file", async () => {
  const [one, other] = [
    new DatabaseSync(join(folder, "a.db")),
    new DatabaseSync(join(folder, "a.db")),
  ];
  for (const database of [one, other]) database.exec("PRAGMA journal_mode = WAL");
  const [first, second] = [sqliteAccounts(one), sqliteAccounts(other)];
  const { email } = sampleUser();
  const outcomes = await Promise.all(
    [first, second, first, second].map(({ users }) => users.create(sampleUser({ email }))),
  );
  expect(outcomes.filter((outcome) => outcome !== "taken")).toHaveLength(1);
  const attempts = await Promise.all([
    first.oneTime.put(token("x", 9), 1),
    second.oneTime.put(token("x", 9), 1),
  ]);
  expect(attempts.filter(Boolean)).toHaveLength(1);
  const counts = await Promise.all(
    [first, second, first].map(({ oneTime }) => oneTime.countAttempt("x", 1)),
  );
  expect(counts.sort()).toEqual([1, 2, 3]);
  one.close();
  other.close();
});

test("a write that cannot get the file rejects, and is not reported as missing", async () => {
  const accounts = sqliteAccounts(path);
  await accounts.oneTime.put(token("x", 9), 1);
  const blocker = new DatabaseSync(path);
  blocker.exec("BEGIN IMMEDIATE");
  const [taken, removed] = await Promise.allSettled([
    accounts.oneTime.take("x", 1),
    accounts.users.remove("x"),
  ]);
  expect([taken?.status, removed?.status]).toEqual(["rejected", "rejected"]);
  blocker.exec("COMMIT");
  blocker.close();
  expect(await accounts.oneTime.take("x", 1)).toMatchObject({ id: "x" });
  accounts.close();
});

test("a file with tables of a later version is refused", async () => {
  const accounts = sqliteAccounts(path);
  await accounts.users.find("x");
  accounts.close();
  const database = new DatabaseSync(path);
  database.exec("UPDATE signet_users_schema SET version = 99");
  await expect(sqliteAccounts(path).users.find("x")).rejects.toThrow(
    /tables of users have version 99, and this signet-auth supports version 1\. Update signet-auth/,
  );
  database.close();
});

test("expired one-time tokens are deleted a few at a time by new ones", async () => {
  const database = new DatabaseSync(":memory:");
  const { oneTime } = sqliteAccounts(database);
  for (let id = 0; id < 20; id++) await oneTime.put(token(`${id}`, 5), 1);
  await oneTime.put(token("new", 99), 5);
  expect(database.prepare("SELECT count(*) AS n FROM signet_one_time").get()).toEqual({ n: 13 });
});

test("with own users, sqliteAccounts() has no table of users, and removes authenticators with a user", async () => {
  const database = new DatabaseSync(":memory:");
  const { users } = memoryAccounts();
  const accounts = sqliteAccounts(database, { users });
  const user = await accounts.users.create(sampleUser());
  if (user === "taken") throw new Error("The table was empty.");
  const one = { kind: "passkey", id: "x", userId: user.id, data: "{}", createdAt: 1 };
  await accounts.authenticators.add(one);
  expect(await users.find(user.id)).toEqual(user);
  expect(await accounts.users.remove(user.id)).toBe(true);
  expect(await accounts.authenticators.find("passkey", "x")).toBeNull();
  const table = "SELECT name FROM sqlite_master WHERE name = 'signet_users'";
  expect(database.prepare(table).get()).toBeUndefined();
});

test.each([
  [{ user: 1 }, /user is not an option of sqliteAccounts\(\)/],
  [{ attributes: undefined }, /attributes is present but undefined/],
  [{ attributes: { role: "member" } }, /attributes must be a Standard Schema/],
  [{ users: {} }, /users must have the functions/],
])("sqliteAccounts() refuses wrong options at once: %o", (options, message) => {
  const given: object = options;
  expect(() => Reflect.apply(sqliteAccounts, null, [":memory:", given])).toThrow(message);
});
