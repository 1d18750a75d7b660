/** Strangers who keep a way into an account while its owner takes it over. */
import { expect, test } from "vitest";
import { GOOD, mailbox, quickPassword } from "../../../fixtures/password-bench.ts";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { mailMethod, providerMethod } from "../../../fixtures/sign-in-methods.ts";
import type { Accounts } from "../../accounts/contract.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import type { Strategy } from "../../strategy/contract.ts";
import { jwt } from "../../strategy/jwt.ts";
import { emailCode } from "../email/index.ts";

const EMAIL = "ada@example.com";
const NEW = "four blue whales sing";
const ENDED = { status: "refused", reason: "not-signed-in" };

/** Accounts that run something once before they add a kind, or after they have removed something. */
function hookedAccounts() {
  const accounts = memoryAccounts();
  const hooks: {
    beforeAddress?: () => Promise<unknown>;
    beforeAdd?: () => Promise<unknown>;
    afterRemoval?: () => Promise<unknown>;
  } = {};
  const once = async (name: keyof typeof hooks) => {
    const hook = hooks[name];
    delete hooks[name];
    await hook?.();
  };
  const authenticators: Accounts["authenticators"] = {
    ...accounts.authenticators,
    async add(one) {
      await once("beforeAdd");
      return accounts.authenticators.add(one);
    },
    async removeAll(...args) {
      const count = await accounts.authenticators.removeAll(...args);
      await once("afterRemoval");
      return count;
    },
  };
  const users: Accounts["users"] = {
    ...accounts.users,
    async update(id, change, ifEmail) {
      if (change.email !== undefined && change.email !== null && ifEmail !== null) {
        await once("beforeAddress");
      }
      return accounts.users.update(id, change, ifEmail);
    },
  };
  return { accounts: { ...accounts, users, authenticators }, hooks };
}

/** A site where a stranger has signed up with the address of Ada by a provider that verifies nothing. */
async function prepared(strategy?: Strategy) {
  const { accounts, hooks } = hookedAccounts();
  const box = mailbox();
  const site = signInSite({
    ...(strategy === undefined ? null : { strategy }),
    accounts,
    methods: {
      password: quickPassword({ send: box.send }),
      mail: mailMethod(),
      provider: providerMethod(),
      code: emailCode({ send: box.send }),
    },
  });
  const stranger = site.browser();
  await stranger.provider({ sub: "eve", email: EMAIL, verified: "false" });
  const userId = (await stranger.session())?.userId ?? "";
  const kinds = async () => (await accounts.authenticators.list(userId)).map(({ kind }) => kind);
  site.clock.advance(2_000);
  return { ...box, site, accounts, stranger, hooks, userId, kinds };
}

const setPassword = (browser: Awaited<ReturnType<typeof prepared>>["stranger"]) =>
  browser.send("POST sign-in/password/set", { password: GOOD });

test.each([
  ["database()", undefined],
  ["jwt()", jwt()],
])(
  "L3: under %s a stranger's password that is added while the owner proves the address is removed again",
  async (_name, strategy) => {
    const { site, stranger, hooks, kinds } = await prepared(strategy);
    const owner = site.browser();
    hooks.beforeAdd = async () => {
      site.clock.advance(1);
      expect((await owner.mail(EMAIL)).body).toMatchObject({ status: "signed-in" });
    };
    expect((await setPassword(stranger)).body).toMatchObject(ENDED);
    expect(await kinds()).toEqual([]);
    expect(await owner.session()).not.toBeNull();
  },
);

test("L3: a stranger's identity that is linked while the owner proves the address is removed again", async () => {
  const { site, stranger, hooks, kinds } = await prepared();
  hooks.beforeAdd = async () => {
    site.clock.advance(1);
    await site.browser().mail(EMAIL);
  };
  const { body } = await stranger.provider({ sub: "eve 2" }, "POST link/provider");
  expect(body).toMatchObject(ENDED);
  expect(await kinds()).toEqual([]);
});

test("L3: during a reset that proves the address a stranger adds nothing after the removal", async () => {
  const { site, stranger, hooks, kinds, token } = await prepared();
  const owner = site.browser();
  await owner.send("POST sign-in/password/requestReset", { email: EMAIL });
  const state = await stranger.begin("POST link/provider");
  hooks.afterRemoval = async () => {
    site.clock.advance(1);
    const headers = { "sec-fetch-site": "cross-site" };
    await stranger.send("GET callback/provider", { state, sub: "eve 2" }, { headers });
  };
  const { body } = await owner.send("POST sign-in/password/reset", {
    token: token(),
    password: NEW,
  });
  expect(body).toMatchObject({ status: "done" });
  expect(await kinds()).toEqual(["password"]);
});

test("L4: a stranger's change of the address while the owner proves it is undone", async () => {
  const { site, accounts, stranger, hooks, userId, mails } = await prepared();
  await stranger.send("POST sign-in/code/changeEmail", { email: "eve@evil.example" });
  hooks.beforeAddress = async () => {
    site.clock.advance(1);
    expect((await site.browser().mail(EMAIL)).body).toMatchObject({ status: "signed-in" });
  };
  const code = mails.at(-1)?.code ?? "";
  expect((await stranger.send("POST sign-in/code/code", { code })).body).toMatchObject(ENDED);
  expect(await accounts.users.find(userId)).toMatchObject({ email: EMAIL });
});

test("L2: under jwt() a session from before the first proof changes nothing of the account any more", async () => {
  const { site, stranger, userId } = await prepared(jwt());
  const owner = site.browser();
  await owner.mail(EMAIL);
  site.clock.advance(2_000);
  expect(await stranger.session()).not.toBeNull();
  expect((await setPassword(stranger)).body).toMatchObject(ENDED);
  const unlinked = await stranger.send("POST account/unlink", { kind: "password", id: userId });
  expect(unlinked.body).toMatchObject(ENDED);
  const linked = await stranger.send("POST link/provider");
  expect(linked.body).toMatchObject(ENDED);
  const removed = await site.service.removeUser(
    new Headers({ ...stranger.jar.headers(), "sec-fetch-site": "same-origin" }),
  );
  expect(removed.outcome).toMatchObject(ENDED);
  expect((await setPassword(owner)).body).toMatchObject({ status: "done" });
});

test("under jwt() the session that changes a password goes on changing the account", async () => {
  const { site, stranger: user } = await prepared(jwt());
  await setPassword(user);
  const changed = await user.send("POST sign-in/password/change", { current: GOOD, password: NEW });
  expect(changed.body).toMatchObject({ status: "done" });
  site.clock.advance(2_000);
  const linked = await user.provider({ sub: "ada" }, "POST link/provider");
  expect(linked.body).toMatchObject({ status: "linked" });
});

test("P8: a reset during which the store fails after the new password leaves no session", async () => {
  const { accounts } = hookedAccounts();
  let isDown = false;
  const oneTime: Accounts["oneTime"] = {
    ...accounts.oneTime,
    async drop(purpose, group) {
      if (isDown && purpose === "password-failures") throw new Error("down");
      return accounts.oneTime.drop(purpose, group);
    },
  };
  const box = mailbox();
  const methods = { password: quickPassword({ send: box.send }) };
  const site = signInSite({ accounts: { ...accounts, oneTime }, methods });
  const browser = site.browser();
  await browser.send("POST sign-in/password/signUp", { email: EMAIL, password: GOOD });
  await browser.send("POST sign-in/password/verify", { token: box.token() });
  expect(await browser.session()).not.toBeNull();
  await browser.send("POST sign-in/password/requestReset", { email: EMAIL });
  isDown = true;
  const input = { token: box.token(), password: NEW };
  const { status } = await site.browser().send("POST sign-in/password/reset", input);
  expect(status).toBe(503);
  expect(await browser.session()).toBeNull();
});
