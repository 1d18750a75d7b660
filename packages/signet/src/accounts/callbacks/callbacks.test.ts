import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import type { User } from "../contract.ts";
import { type AccountCallbacks, callbackAccounts } from "./index.ts";

interface Row extends User {
  readonly issuer: string;
  readonly subject: string;
}

/** A table of users of an application. */
function table(rows: Row[] = []): AccountCallbacks<Row> & { readonly rows: Row[] } {
  return {
    rows,
    find: async (by) =>
      rows.find((row) =>
        "id" in by ? row.id === by.id : row.issuer === by.issuer && row.subject === by.subject,
      ) ?? null,
    async create({ emailVerified, ...profile }) {
      if (rows.some(({ email }) => email !== null && email === profile.email)) return "taken";
      const row = {
        ...profile,
        id: `user-${rows.length}`,
        emailVerifiedAt: emailVerified ? profile.createdAt : null,
      };
      rows.push(row);
      return row;
    },
  };
}

test("an application with two functions signs users up and in by a provider", async () => {
  const users = table();
  const site = signInSite({ accounts: callbackAccounts(users) });
  const ada = { sub: "1", email: "ada@example.com", verified: "true" };
  for (let times = 0; times < 2; times++) {
    const browser = site.browser();
    expect((await browser.provider(ada)).body).toMatchObject({ status: "signed-in" });
    expect(await browser.session()).toMatchObject({ userId: "user-0" });
  }
  expect(users.rows).toEqual([
    {
      ...{ id: "user-0", issuer: "https://provider.example", subject: "1", name: "Ada" },
      ...{ email: "ada@example.com", emailVerifiedAt: expect.any(Number), image: null },
      createdAt: expect.any(Number),
    },
  ]);
  const unverified = { sub: "2", email: "grace@example.com", verified: "false" };
  expect((await site.browser().provider(unverified)).body).toMatchObject({ status: "signed-in" });
  expect(users.rows[1]).toMatchObject({ email: "grace@example.com", emailVerifiedAt: null });
});

test("L1: an address that the application calls taken refuses the sign-in, and signs nobody in", async () => {
  const users = table();
  const site = signInSite({ accounts: callbackAccounts(users) });
  await site.browser().provider({ sub: "1", email: "ada@example.com", verified: "true" });
  const browser = site.browser();
  const { body } = await browser.provider({ sub: "2", email: "ada@example.com", verified: "true" });
  expect(body).toMatchObject({ status: "refused", reason: "link-needed" });
  expect(await browser.session()).toBeNull();
  expect(users.rows).toHaveLength(1);
});

test("operations that two functions cannot do throw not-supported, and name the store that can", async () => {
  const users = table();
  const { users: kept, authenticators } = callbackAccounts(users);
  const profile = { email: null, name: null, image: null, createdAt: 1 };
  const password = { kind: "password", id: "user-0", userId: "user-0", data: "{}", createdAt: 1 };
  const stranger = { ...password, kind: "identity", id: JSON.stringify(["https://x", "1"]) };
  const tokens = { data: '{"tokens":{}}', usedAt: null, ifVersion: 0 };
  for (const operation of [
    () => kept.create({ ...profile, emailVerifiedAt: null }),
    () => kept.update("user-0", { name: "x" }),
    () => kept.remove("user-0"),
    () => authenticators.find("password", "user-0"),
    () => authenticators.add(password),
    () => authenticators.add(stranger),
    () => authenticators.update("passkey", "x", tokens),
    () => authenticators.update("identity", stranger.id, tokens),
    () => authenticators.remove(password, null),
    () => authenticators.replace("user-0", "password", []),
    () => authenticators.removeAll("user-0", null),
  ]) {
    await expect(operation()).rejects.toMatchObject({
      code: "not-supported",
      message: expect.stringMatching(/Use sqliteAccounts\(path, \{ users \}\) or postgresAccounts/),
    });
  }
});

test("an identity of another user is not added, and odd ids find no user", async () => {
  const users = table();
  const accounts = callbackAccounts(users);
  const identity = { issuer: "https://x", subject: "1", email: null, emailVerified: false };
  const profile = { email: null, emailVerifiedAt: null, name: null, image: null, createdAt: 1 };
  await accounts.users.create(profile, identity);
  const id = JSON.stringify(["https://x", "1"]);
  const add = (userId: string) =>
    accounts.authenticators.add({ kind: "identity", id, userId, data: "{}", createdAt: 1 });
  expect([await add("user-0"), await add("other")]).toEqual([true, false]);
  for (const odd of ["", "[", "{}", "[1,2]", '["https://x"]', JSON.stringify(["1", "https://x"])]) {
    expect(await accounts.authenticators.find("identity", odd)).toBeNull();
  }
});
