/** passkey() behind its endpoints: sealed cookies, sessions, a second factor, the last way in. */
import { expect, test } from "vitest";
import {
  type SignInBrowser,
  type SignInSite,
  signInSite,
} from "../../../fixtures/sign-in-bench.ts";
import { secretMethod } from "../../../fixtures/sign-in-methods.ts";
import { softwareAuthenticator } from "../../../fixtures/software-authenticator.ts";
import { passkey } from "./passkey.ts";

const signIn = "POST sign-in/passkey";

function siteWithPasskeys(secondFactor: "if-set" | "required" = "if-set"): SignInSite {
  const methods = { passkey: passkey({ signUp: true }), secret: secretMethod() };
  return signInSite({ methods, secondFactor });
}

/** A browser with its authenticator. */
function device(site: SignInSite) {
  const browser = site.browser();
  const authenticator = softwareAuthenticator();
  async function options(route: string, json: object = {}): Promise<unknown> {
    const { body } = await browser.send(route, {}, { json });
    if (body["status"] !== "challenge") throw new Error(JSON.stringify(body));
    return body["value"];
  }
  const finish = (route: string, response: object, more: object = {}) =>
    browser.send(route, {}, { json: { ...more, response } });
  return {
    browser,
    authenticator,
    options,
    finish,
    async signUp(name = "Ada") {
      const begun = await options("POST sign-in/passkey/signUp", { name });
      return finish("POST sign-in/passkey/signUp", authenticator.create(begun));
    },
    async register(name = "Phone") {
      const begun = await options("POST sign-in/passkey/register");
      return finish("POST sign-in/passkey/register", authenticator.create(begun), { name });
    },
    signIn: async () => finish(signIn, authenticator.get(await options(signIn))),
  };
}

const userOf = async (browser: SignInBrowser) => (await browser.session())?.userId ?? "";

test("a sign-up begins a session with two factors, and a sign-in of another browser too", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  expect((await one.signUp()).body).toMatchObject({ status: "signed-in", returnTo: "/" });
  const session = await one.browser.session();
  expect(session?.proofs).toMatchObject([{ method: "passkey", factors: 2 }]);
  const other = site.browser();
  const { body } = await other.send(signIn, {}, { json: { returnTo: "/orders" } });
  const response = one.authenticator.get(body["value"]);
  expect((await other.send(signIn, {}, { json: { response } })).body).toMatchObject({
    status: "signed-in",
    returnTo: "/orders",
  });
  expect(await userOf(other)).toBe(session?.userId);
  expect(site.events.map(({ type }) => type)).toEqual([
    "passkey-added",
    "signed-up",
    "signed-in",
    "signed-in",
  ]);
});

test("W1: a response does not work again with a copy of the cookies", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  const response = one.authenticator.get(await one.options(signIn));
  const cookie = one.browser.cookies();
  expect((await one.finish(signIn, response)).body).toMatchObject({ status: "signed-in" });
  const again = await site.browser().send(signIn, {}, { json: { response }, headers: { cookie } });
  expect(again.body).toMatchObject({ status: "refused", reason: "no-transaction" });
});

test("W1: a response of another browser is refused, because its challenge is not of this browser", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  const victim = device(site);
  const response = one.authenticator.get(await one.options(signIn));
  expect((await victim.finish(signIn, response)).body).toMatchObject({ reason: "no-transaction" });
  await victim.options(signIn);
  expect((await victim.finish(signIn, response)).body).toMatchObject({
    reason: "wrong-credentials",
  });
  expect(await victim.browser.session()).toBeNull();
});

test("W1: a used challenge is not handed out again, also when the browser lost the answer", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  const response = one.authenticator.get(await one.options(signIn));
  const cookie = one.browser.cookies();
  // The answer and its cookies do not reach the browser.
  await site.browser().send(signIn, {}, { json: { response }, headers: { cookie } });
  expect(one.browser.cookies()).toBe(cookie);
  expect((await one.signIn()).body).toMatchObject({ status: "signed-in" });
});

test("W1: a challenge expires after ten minutes", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  const response = one.authenticator.get(await one.options(signIn));
  site.clock.advance(600_000);
  expect((await one.finish(signIn, response)).body).toMatchObject({ reason: "no-transaction" });
});

test("W8: adding and removing a passkey need a recent sign-in", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  expect((await one.register()).body).toMatchObject({ status: "done", value: { name: "Phone" } });
  const id = one.authenticator.credentials[0]?.id ?? "";
  site.clock.advance(601_000);
  const late = await one.browser.send("POST sign-in/passkey/register", {}, { json: {} });
  expect(late.body).toMatchObject({ status: "refused", reason: "not-recent" });
  const remove = () => one.browser.send("POST sign-in/passkey/remove", { id });
  expect((await remove()).body).toMatchObject({ reason: "not-recent" });
  await one.signIn();
  expect((await remove()).body).toMatchObject({ status: "done" });
  const [last] = await site.service.list(await userOf(one.browser));
  const kept = await one.browser.send("POST sign-in/passkey/remove", { id: last?.id ?? "" });
  expect(kept.body).toMatchObject({ reason: "last-way-in" });
});

test("the list of a user's authenticators shows name and backup state, and no key", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  await one.register("Phone");
  const list = await site.service.list(await userOf(one.browser));
  expect(list).toMatchObject([
    { kind: "passkey", label: "Passkey", usedAt: null },
    { label: "Phone", details: { backedUp: false, deviceType: "singleDevice", aaguid: null } },
  ]);
  expect(JSON.stringify(list)).not.toMatch(/publicKey|userHandle|counter/);
});

test("a passkey alone adds no second step to another way in", async () => {
  const site = siteWithPasskeys();
  await site.addUser("ada@example.com");
  const other = device(site);
  await other.browser.secret("ada@example.com");
  await other.register();
  const { body } = await site.browser().secret("ada@example.com");
  expect(body).toMatchObject({ status: "signed-in", session: { proofs: [{ factors: 1 }] } });
});

test("with secondFactor: required the passkey of this user completes a password, and no other one does", async () => {
  const site = siteWithPasskeys("required");
  const eve = device(site);
  await eve.signUp("Eve");
  const ada = await site.addUser("ada@example.com");
  const one = device(site);
  await one.browser.secret("ada@example.com");
  await one.register();
  await one.browser.secret("ada@example.com");
  const phone = device(site);
  const first = await phone.browser.secret("ada@example.com");
  expect(first.body).toMatchObject({ status: "second-factor", methods: ["passkey"] });
  const wrong = eve.authenticator.get(await phone.options(signIn));
  expect((await phone.finish(signIn, wrong)).body).toMatchObject({ reason: "wrong-credentials" });
  expect(await phone.browser.session()).toBeNull();
  const right = one.authenticator.get(await phone.options(signIn));
  expect((await phone.finish(signIn, right)).body).toMatchObject({ status: "signed-in" });
  expect(await phone.browser.session()).toMatchObject({
    userId: ada.id,
    proofs: [{ method: "secret" }, { method: "passkey", amr: ["hwk", "user", "mfa"] }],
  });
});

test("the cookie of the session ends with the browser if any step of the ceremony asks for it", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  const begun = await one.options("POST sign-in/passkey/signUp", {
    name: "Ada",
    persistent: false,
  });
  await one.finish("POST sign-in/passkey/signUp", one.authenticator.create(begun));
  expect((await one.browser.session())?.terms).toMatchObject({ persistent: false });
  const userId = await userOf(one.browser);

  /** Steps of a page with autofill, whose challenge a button gets again. */
  for (const [autofill, button, response] of [
    [{ persistent: false }, {}, {}],
    [{}, { persistent: false }, {}],
    [{}, {}, { persistent: false }],
    [{ persistent: true }, { persistent: false }, {}],
  ] as const) {
    const other = device(site);
    const first = await other.options(signIn, autofill);
    const again = await other.options(signIn, button);
    expect(again).toMatchObject({ challenge: Object(first).challenge });
    await other.finish(signIn, one.authenticator.get(again), response);
    expect(await other.browser.session()).toMatchObject({ userId, terms: { persistent: false } });
  }
});

test("a challenge whose terms were changed works once", async () => {
  const site = siteWithPasskeys();
  const one = device(site);
  await one.signUp();
  await one.options(signIn);
  const former = one.browser.cookies();
  const response = one.authenticator.get(await one.options(signIn, { persistent: false }));
  expect((await one.finish(signIn, response)).body).toMatchObject({ status: "signed-in" });
  const headers = { cookie: former };
  const again = await site.browser().send(signIn, {}, { json: { response }, headers });
  expect(again.body).toMatchObject({ status: "refused", reason: "no-transaction" });
});
