import fc from "fast-check";
import type { Accounts } from "signet-auth/accounts";
import { migratePostgresAccounts, postgresAccounts, postgresStore } from "signet-auth/postgres";
import { accountsConformance, testRecord } from "signet-auth/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Pgbouncer, startPgbouncer } from "../../harness/pgbouncer.ts";
import { accountSteps, agreesWithMemoryAccounts } from "../../stores/accounts-model.ts";
import { usePostgres } from "./server.ts";

const { postgres, newSchema, newDatabase, poolOn, run } = usePostgres();

let pgbouncer: Pgbouncer;
beforeAll(async () => {
  pgbouncer = await startPgbouncer(postgres(), 3);
});
afterAll(() => pgbouncer?.stop());

async function throughPgbouncer(): Promise<Accounts> {
  const { pathname } = new URL(await newDatabase());
  const url = Object.assign(new URL(pgbouncer.url), { pathname }).href;
  return postgresAccounts(poolOn(url), { prepare: false });
}

const variants: Record<string, () => Promise<Accounts>> = {
  "with a pool of ten": async () => postgresAccounts(poolOn(await newSchema(), { max: 10 })),
  "through PgBouncer in transaction mode": throughPgbouncer,
  "with serializable transactions": async () =>
    postgresAccounts(poolOn(await newSchema({ default_transaction_isolation: "serializable" }))),
};

describe.each(Object.entries(variants))("postgresAccounts %s", (_variant, makeAccounts) => {
  accountsConformance(makeAccounts, test);
});

test("memory and PostgreSQL agree on every outcome of any sequence of operations on accounts", async () => {
  const pool = poolOn(await newSchema());
  const accounts = postgresAccounts(pool);
  await accounts.users.find("");
  await fc.assert(
    fc.asyncProperty(fc.array(accountSteps, { maxLength: 40 }), async (sequence) => {
      await pool.query("TRUNCATE signet_users, signet_authenticators, signet_one_time");
      await agreesWithMemoryAccounts(accounts, sequence);
    }),
    { numRuns: 60 },
  );
});

/** Returns how many stores of this process use the pool at a URL. */
function holdersOf(url: string): number {
  const pools: unknown = Reflect.get(globalThis, "signetAuthPostgresPools");
  return pools instanceof Map ? (pools.get(url)?.holders ?? 0) : 0;
}

test("sessions and accounts share one pool at a URL, which the last of them closes", async () => {
  const url = await newSchema();
  const [store, accounts] = [postgresStore(url), postgresAccounts(url)];
  const record = testRecord();
  await store.create(record, null);
  expect(await accounts.users.find("unknown")).toBeNull();
  expect(holdersOf(url)).toBe(2);
  await store.close();
  expect(await accounts.users.find("unknown")).toBeNull();
  await accounts.close();
  expect(holdersOf(url)).toBe(0);
  expect(await accounts.users.find("unknown")).toBeNull();
  await accounts.close();
});

test("account stores that start together on a new PostgreSQL database migrate it once", async () => {
  const url = await newSchema({ default_transaction_isolation: "serializable" });
  const all = Array.from({ length: 10 }, () => postgresAccounts(poolOn(url, { max: 1 })));
  const put = await Promise.all(
    all.map(({ oneTime }) =>
      oneTime.put({ id: "x", purpose: "p", group: "g", data: "", expiresAt: 9 }, 1),
    ),
  );
  expect(put.filter(Boolean)).toHaveLength(1);
});

test("with own users, postgresAccounts() creates no table of users", async () => {
  const url = await newSchema();
  const { users } = postgresAccounts(poolOn(await newSchema()));
  const accounts = postgresAccounts(poolOn(url), { users });
  await accounts.oneTime.find("x", 1);
  const [row] = await run(
    "SELECT to_regclass('signet_users') AS users, to_regclass('signet_one_time')::text AS tokens",
    url,
  );
  expect(row).toEqual({ users: null, tokens: "signet_one_time" });
});

test("a role that may not create tables gets instructions, and works after migratePostgresAccounts()", async () => {
  const database = await newDatabase();
  await run("CREATE ROLE accountant LOGIN");
  await run("REVOKE CREATE ON SCHEMA public FROM PUBLIC", database);
  const url = Object.assign(new URL(database), { username: "accountant" }).href;
  const accounts = postgresAccounts(poolOn(url));
  await expect(accounts.users.find("x")).rejects.toThrow(/run migratePostgresAccounts\(pool\)/);
  await migratePostgresAccounts(poolOn(database));
  await run(
    `GRANT SELECT ON signet_users_schema, signet_authenticators_schema TO accountant;
     GRANT SELECT, INSERT, UPDATE, DELETE ON signet_users, signet_authenticators, signet_one_time TO accountant`,
    database,
  );
  const user = await accounts.users.create({
    email: "ada@example.com",
    emailVerifiedAt: null,
    name: null,
    image: null,
    createdAt: 1,
  });
  if (user === "taken") throw new Error("The table was empty.");
  expect(await accounts.users.update(user.id, { name: "Ada" })).toMatchObject({ name: "Ada" });
  const passkey = { kind: "passkey", id: "x", userId: user.id, data: "{}", createdAt: 1 };
  await accounts.authenticators.replace(user.id, "passkey", [passkey]);
  expect(await accounts.authenticators.remove(passkey, [passkey])).toBe("last");
  expect(await accounts.users.remove(user.id)).toBe(true);
});

test("expired one-time tokens are deleted a few at a time by new ones", async () => {
  const url = await newSchema();
  const { oneTime } = postgresAccounts(poolOn(url));
  const token = (id: number, expiresAt: number) =>
    oneTime.put({ id: `${id}`, purpose: "p", group: "g", data: "", expiresAt }, 1);
  for (let id = 0; id < 20; id++) await token(id, 5);
  await oneTime.put({ id: "new", purpose: "p", group: "g", data: "", expiresAt: 99 }, 5);
  expect(await run("SELECT count(*)::integer AS n FROM signet_one_time", url)).toEqual([{ n: 13 }]);
});

test("an account store whose server is gone rejects, and never says that something is missing", async () => {
  const { users, authenticators, oneTime } = postgresAccounts("postgresql://127.0.0.1:9/none");
  const passkey = { kind: "passkey", id: "x", userId: "x", data: "{}", createdAt: 1 };
  const token = { id: "x", purpose: "p", group: "g", data: "", expiresAt: 9 };
  const given = { email: null, emailVerifiedAt: null, name: null, image: null, createdAt: 1 };
  for (const operation of [
    ...[users.find("x"), users.findByEmail("x"), users.create(given), users.remove("x")],
    ...[users.update("x", {}), authenticators.find("passkey", "x"), authenticators.list("x")],
    ...[authenticators.add(passkey), authenticators.remove(passkey, null)],
    ...[authenticators.update("passkey", "x", { data: "", usedAt: null, ifVersion: 0 })],
    ...[authenticators.replace("x", "passkey", []), authenticators.removeAll("x", null)],
    ...[oneTime.put(token, 1), oneTime.find("x", 1), oneTime.take("x", 1), oneTime.drop("p", "g")],
    ...[oneTime.countAttempt("x", 1), oneTime.list("p", "g", 1)],
  ]) {
    await expect(operation).rejects.toThrow();
  }
});
