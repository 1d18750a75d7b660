import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Accounts, User } from "signet-auth/accounts";
import { accountsConformance } from "signet-auth/testing";
import { afterAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { typeErrors } from "../../harness/examples.ts";
import { prismaApp } from "./prisma/app.ts";
import { usePostgres } from "./server.ts";

const { postgres, run } = usePostgres();
const app = prismaApp();
afterAll(app.remove);

/** The table of prisma/schema.prisma, as `prisma migrate` creates it. */
const TABLE = `
  CREATE TABLE "AppUser" ("id" TEXT NOT NULL, "email" TEXT, "emailVerifiedAt" BIGINT, "name" TEXT,
    "image" TEXT, "createdAt" BIGINT NOT NULL, "role" TEXT NOT NULL DEFAULT 'member',
    CONSTRAINT "AppUser_pkey" PRIMARY KEY ("id"));
  CREATE UNIQUE INDEX "AppUser_email_key" ON "AppUser" ("email")`;

let made = 0;

/** Loads prisma/accounts.ts on an empty schema `public`, which Prisma uses. */
async function newAccounts(): Promise<Accounts<User & { readonly role: string }>> {
  await run(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${TABLE}`);
  vi.stubEnv("DATABASE_URL", postgres().url);
  onTestFinished(() => void vi.unstubAllEnvs());
  // With another query, the file is evaluated again. The modules that it imports are not.
  const file = pathToFileURL(join(app.path, "prisma/accounts.ts")).href;
  const { accounts, pool } = await import(`${file}?${made++}`);
  onTestFinished(() => pool.end());
  return accounts;
}

const ada = {
  email: "ada@example.com",
  emailVerifiedAt: 2,
  name: "Ada",
  image: null,
  createdAt: 1,
};

test("the files for Prisma in docs/accounts.md compile with the generated client", () => {
  expect(typeErrors(app.path, app.config)).toBe("");
});

describe("the users of docs/accounts.md on Prisma", () => {
  accountsConformance(newAccounts, test);
});

test("the users of docs/accounts.md on Prisma have the members of their own table", async () => {
  const { users } = await newAccounts();
  expect(await users.create(ada)).toEqual({ ...ada, id: expect.any(String), role: "member" });
});

test("during an outage, the users of docs/accounts.md on Prisma reject, and are neither missing nor taken", async () => {
  const { users } = await newAccounts();
  const user = await users.create(ada);
  if (user === "taken") throw new Error("The table is not empty.");
  await postgres().kill();
  onTestFinished(() => postgres().start());
  const calls = [
    () => users.find(user.id),
    () => users.findByEmail(ada.email),
    () => users.create(ada),
    () => users.update(user.id, { email: "grace@example.com" }),
    () => users.remove(user.id),
  ];
  // The error depends on whether an open connection ends during the call, or no new one opens.
  for (const call of calls) await expect(call()).rejects.toThrow(/can't reach|connect|ECONN/i);
});
