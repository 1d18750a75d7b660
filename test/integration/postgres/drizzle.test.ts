import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { drizzle } from "drizzle-orm/node-postgres";
import { postgresAccounts } from "signet-auth/postgres";
import { accountsConformance } from "signet-auth/testing";
import { afterAll, describe, expect, test } from "vitest";
import { exampleFolder, examplesOf } from "../../harness/examples.ts";
import { usePostgres } from "./server.ts";

const { newSchema, poolOn } = usePostgres();
const folder = exampleFolder();
afterAll(folder.remove);
const app = folder.write("accounts", examplesOf("docs/accounts.md"));

/** The table of drizzle/schema.ts, as drizzle-kit creates it. */
const TABLE = `CREATE TABLE users (
  id text PRIMARY KEY, email text UNIQUE, email_verified_at bigint, name text, image text,
  created_at bigint NOT NULL, role text NOT NULL DEFAULT 'member')`;

const { drizzleUsers } = await import(pathToFileURL(join(app, "drizzle/users.ts")).href);

async function newAccounts() {
  const pool = poolOn(await newSchema());
  await pool.query(TABLE);
  return postgresAccounts(pool, { users: drizzleUsers(drizzle({ client: pool })) });
}

describe("the users of docs/accounts.md on Drizzle", () => {
  accountsConformance(newAccounts, test);
});

test("the users of docs/accounts.md on Drizzle have the members of their own table", async () => {
  const { users } = await newAccounts();
  const given = { email: null, emailVerifiedAt: null, name: "Ada", image: null, createdAt: 1 };
  expect(await users.create(given)).toEqual({ ...given, id: expect.any(String), role: "member" });
});
