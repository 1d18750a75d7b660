import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { GOOD, mailbox, quickPassword } from "../../../fixtures/password-bench.ts";
import { type SignInBrowser, signInSite } from "../../../fixtures/sign-in-bench.ts";
import { codeMethod, mailMethod } from "../../../fixtures/sign-in-methods.ts";
import type { Accounts } from "../../accounts/contract.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { sqliteAccounts } from "../../accounts/sqlite/accounts.ts";
import { memoryStore } from "../../store/memory/index.ts";
import type { Strategy } from "../../strategy/contract.ts";
import { database } from "../../strategy/database.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { jwt } from "../../strategy/jwt.ts";
import { sealed } from "../../strategy/sealed.ts";

const EMAIL = "ada@example.com";
const NEW = "four blue whales sing";
const OTHER = "five green frogs jump";

const inSqlite = () => sqliteAccounts(new DatabaseSync(":memory:"));

type Case = readonly [string, () => Strategy, hasStore: boolean, () => Accounts];

const cases: readonly Case[] = [
  ["jwt", () => jwt(), false, memoryAccounts],
  ["sealed", () => sealed(), false, inSqlite],
  ["database", () => database({ store: memoryStore() }), true, inSqlite],
  ["hybrid", () => hybrid({ store: memoryStore() }), true, memoryAccounts],
];

/** A site with `password()` and mail. */
function siteWith(strategy: Strategy, accounts: Accounts = memoryAccounts()) {
  const box = mailbox();
  const methods = { password: quickPassword({ send: box.send }) };
  return { ...box, site: signInSite({ strategy, methods, accounts }) };
}

const fields = (password: string) => ({ email: EMAIL, password });

function signIn(browser: SignInBrowser, password: string) {
  return browser.send("POST sign-in/password", fields(password));
}

/** Submits the form of a page of the library. */
function submit(browser: SignInBrowser, page: string, typed: Record<string, string> = {}) {
  const action = /<form method="post" action="([^"]+)">/.exec(page)?.[1] ?? "";
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  const input = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
  const path = new URL(action).pathname.replace("/api/auth/", "");
  return browser.send(`POST ${path}`, { ...input, ...typed }, { asPage: true });
}

/** Opens the last link, as a mail program does. */
function open(browser: SignInBrowser, url: string | null | undefined) {
  const { pathname, searchParams } = new URL(url ?? "");
  const path = pathname.replace("/api/auth/", "");
  const headers = { "sec-fetch-site": "cross-site" };
  return browser.send(`GET ${path}`, Object.fromEntries(searchParams), { headers, asPage: true });
}

describe.each(cases)("password() under %s", (name, strategy, hasStore, accounts) => {
  test(`sign-up, verification, sign-in, change and reset work under ${name}`, async () => {
    const { site, mails } = siteWith(strategy(), accounts());
    const phone = site.browser();
    const laptop = site.browser();

    const signedUp = await phone.send("POST sign-in/password/signUp", fields(GOOD));
    expect(signedUp).toMatchObject({ status: 200, body: { status: "sent" } });
    expect(await phone.session()).toBeNull();
    const page = await open(phone, mails[0]?.url);
    expect(page.status).toBe(200);
    expect(await submit(phone, page.text)).toMatchObject({ status: 303 });
    const first = await phone.session();
    expect(first).toMatchObject({ proofs: [{ method: "password", amr: ["pwd"], factors: 1 }] });
    const userId = first?.userId ?? "";

    expect((await signIn(laptop, "wrong")).status).toBe(401);
    expect((await signIn(laptop, GOOD)).body).toMatchObject({ status: "signed-in" });
    expect(await laptop.session()).toMatchObject({ userId });

    const change = { current: GOOD, password: NEW };
    const changed = await laptop.send("POST sign-in/password/change", change);
    expect(changed.body).toMatchObject({ status: "done" });
    expect(await laptop.session()).toMatchObject({ userId });
    expect((await phone.session()) === null).toBe(hasStore);
    expect((await signIn(phone, GOOD)).status).toBe(401);
    expect((await signIn(phone, NEW)).body).toMatchObject({ status: "signed-in" });

    const tablet = site.browser();
    const asked = await tablet.send("POST sign-in/password/requestReset", { email: EMAIL });
    expect(asked.body).toMatchObject({ status: "sent" });
    const form = await open(tablet, mails.at(-1)?.url);
    const tooShort = await submit(tablet, form.text, { password: "short" });
    expect(tooShort.text).toContain("at least 15 characters");
    const reset = await submit(tablet, tooShort.text, { password: OTHER });
    expect(reset).toMatchObject({ status: 303 });
    expect(reset.headers.get("location")).toBe("/sign-in?done=reset");
    expect(await tablet.session()).toBeNull();
    for (const browser of [phone, laptop]) {
      expect((await browser.session()) === null).toBe(hasStore);
    }
    expect((await signIn(tablet, NEW)).status).toBe(401);
    expect((await signIn(tablet, OTHER)).body).toMatchObject({ status: "signed-in" });

    expect(mails.map(({ kind }) => kind)).toEqual([
      "verify",
      "password-changed",
      "reset",
      "password-changed",
    ]);
    const types = site.events.map(({ type }) => type);
    for (const type of ["signed-up", "email-verified", "signed-in", "password-changed"]) {
      expect(types).toContain(type);
    }
    expect(types).toContain("password-reset");
    const written = JSON.stringify(site.events);
    for (const secret of [GOOD, NEW, OTHER, "argon2"]) expect(written).not.toContain(secret);
  });
});

test("a change of the password needs a session", async () => {
  const { site } = siteWith(jwt());
  const change = { current: GOOD, password: NEW };
  const answer = await site.browser().send("POST sign-in/password/change", change);
  expect(answer).toMatchObject({ status: 401, body: { reason: "not-signed-in" } });
});

test("a user without a password sets one, after a recent sign-in only", async () => {
  const { send, mails } = mailbox();
  const methods = { password: quickPassword({ send }), mail: mailMethod() };
  const site = signInSite({ strategy: jwt(), methods });
  const browser = site.browser();
  const set = () => browser.send("POST sign-in/password/set", { password: NEW });
  expect(await set()).toMatchObject({ status: 401, body: { reason: "not-signed-in" } });
  await browser.mail(EMAIL);
  site.clock.advance(660_000);
  expect(await set()).toMatchObject({ status: 401, body: { reason: "not-recent" } });
  await browser.mail(EMAIL);
  expect((await set()).body).toMatchObject({ status: "done" });
  expect((await signIn(site.browser(), NEW)).body).toMatchObject({ status: "signed-in" });
  expect(mails).toMatchObject([{ to: EMAIL, kind: "password-changed" }]);
});

test("P8: the second factor is asked for after the password, also after a reset", async () => {
  const { send, mails } = mailbox();
  const methods = { password: quickPassword({ send }), totp: codeMethod() };
  const site = signInSite({ strategy: database({ store: memoryStore() }), methods });
  const browser = site.browser();
  await browser.send("POST sign-in/password/signUp", fields(GOOD));
  await submit(browser, (await open(browser, mails[0]?.url)).text);
  const userId = (await browser.session())?.userId ?? "";
  await site.add(userId, "totp", userId);
  await browser.send("POST sign-in/password/requestReset", { email: EMAIL });
  await submit(browser, (await open(browser, mails.at(-1)?.url)).text, { password: NEW });
  expect(await browser.session()).toBeNull();

  const first = await signIn(browser, NEW);
  expect(first.body).toMatchObject({ status: "second-factor", methods: ["totp"] });
  expect(await browser.session()).toBeNull();
  const second = await browser.send("POST sign-in/totp", { code: "111111" });
  expect(second.body).toMatchObject({ status: "signed-in" });
  expect(await browser.session()).toMatchObject({
    proofs: [{ method: "password" }, { method: "totp" }],
  });
});

test("no other site can sign a visitor in or up with a form", async () => {
  const { site, mails } = siteWith(jwt());
  const browser = site.browser();
  const headers = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  for (const path of ["sign-in/password", "sign-in/password/signUp", "sign-in/password/verify"]) {
    expect((await browser.send(`POST ${path}`, fields(GOOD), { headers })).status).toBe(403);
  }
  expect(mails).toEqual([]);
});

test("P9: status, body, cookies and headers of a sign-up are the same for a known address", async () => {
  const { site } = siteWith(jwt());
  await site.addUser("known@example.com");
  const shapeOf = async (email: string) => {
    const browser = site.browser();
    const answer = await browser.send("POST sign-in/password/signUp", { email, password: GOOD });
    const cookies = answer.headers.getSetCookie().map((text) => {
      const [pair = "", ...attributes] = text.split("; ");
      return [pair.split("=")[0], pair.length, attributes];
    });
    return [answer.status, answer.body, cookies];
  };
  const known = await shapeOf("known@example.com");
  expect(await shapeOf("other@example.com")).toEqual(known);
  expect(JSON.stringify(known)).toContain("sign-in");
});

test("P9: status, body and cookies of a failed sign-in are the same for a known address", async () => {
  const { site } = siteWith(jwt());
  await site.addUser("known@example.com");
  const answerFor = async (email: string) => {
    const { status, body, headers } = await site
      .browser()
      .send("POST sign-in/password", { email, password: "wrong" });
    return [status, body, headers.getSetCookie()];
  };
  const known = await answerFor("known@example.com");
  expect(await answerFor("other@example.com")).toEqual(known);
  expect(known[0]).toBe(401);
});

test("R1: a browser in which the user has signed in is not locked out by strangers", async () => {
  const { site, mails } = siteWith(database({ store: memoryStore() }));
  const own = site.browser();
  await own.send("POST sign-in/password/signUp", fields(GOOD));
  await submit(own, (await open(own, mails[0]?.url)).text);
  const stranger = site.browser();
  for (let i = 0; i < 5; i += 1) await signIn(stranger, "wrong");
  const limited = await signIn(stranger, GOOD);
  expect(limited.status).toBe(429);
  expect(limited.headers.get("retry-after")).toBe("30");
  expect((await signIn(own, GOOD)).body).toMatchObject({ status: "signed-in" });
});

test.each([
  ["this browser", 0, true],
  ["this browser after the transaction has ended", 700_000, true],
  ["another browser", 0, false],
])(
  "a sign-up that asks for a cookie that ends with the browser gets it when the link is opened in %s",
  async (_, wait, isSame) => {
    const { site, mails } = siteWith(database({ store: memoryStore() }));
    const first = site.browser();
    await first.send("POST sign-in/password/signUp", { ...fields(GOOD), persistent: "false" });
    site.clock.advance(wait);
    const browser = isSame ? first : site.browser();
    const page = await open(browser, mails[0]?.url);
    const asksPassword = page.text.includes('type="password"');
    expect(asksPassword).toBe(!isSame || wait > 0);
    await submit(browser, page.text, asksPassword ? { password: GOOD } : {});
    expect((await browser.session())?.terms).toMatchObject({ persistent: false });
  },
);
