import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import type { Accounts } from "../../accounts/contract.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";

/** Accounts on a table that compares addresses without accents, as MySQL does by default. */
function looseAccounts(): Accounts {
  const { users, authenticators, oneTime } = memoryAccounts();
  const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "");
  return {
    users: {
      ...users,
      findByEmail: (email) => users.findByEmail(plain(email)),
      create: (user) =>
        users.create({ ...user, email: user.email === null ? null : plain(user.email) }),
    },
    authenticators,
    oneTime,
  };
}

test("E8: the owner of an address with an accent is never signed in as the user without it", async () => {
  const site = signInSite({ accounts: looseAccounts() });
  await site.addUser("ada@example.com");
  const browser = site.browser();
  expect((await browser.mail("adá@example.com")).body).toMatchObject({
    status: "refused",
    reason: "not-allowed",
  });
  const answer = { sub: "1", email: "adá@example.com", verified: "true" };
  expect((await browser.provider(answer)).body).toMatchObject({
    status: "refused",
    reason: "link-needed",
  });
  expect((await browser.secret("adá@example.com")).body).toMatchObject({ status: "refused" });
  expect(await browser.session()).toBeNull();
  expect((await browser.mail("ada@example.com")).body).toMatchObject({ status: "signed-in" });
});

test("an own table that keeps addresses with capital letters still finds its users", async () => {
  const accounts = memoryAccounts();
  const { users } = accounts;
  const findByEmail: typeof users.findByEmail = async (email) => {
    const user = await users.findByEmail(email);
    return user === null ? null : { ...user, email: "Ada@Example.com" };
  };
  const site = signInSite({ accounts: { ...accounts, users: { ...users, findByEmail } } });
  const { id } = await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.mail("ada@example.com");
  expect(await browser.session()).toMatchObject({ userId: id });
});
