import { expect, test } from "vitest";
import { type SignInSite, signInSite } from "../../../fixtures/sign-in-bench.ts";
import { keyMethod, mailMethod, providerMethod } from "../../../fixtures/sign-in-methods.ts";
import { challenge, newTransaction } from "../contract/makers.ts";
import { type MethodParts, operation } from "../contract/operation.ts";

const CROSS = { headers: { "sec-fetch-site": "cross-site" } };
const NO_TRANSACTION = { status: "refused", reason: "no-transaction" };

/** The names of the transactions in a Cookie header. */
function transactionsIn(cookies: string): string[] {
  return [...cookies.matchAll(/signet-sign-in\.([\w-]+)=/g)].map(([, key = ""]) => key);
}

function nameOf(site: SignInSite, headers: Headers): string {
  expect(site.events).toBeDefined();
  return headers.getSetCookie().find((text) => text.includes("sign-in.")) ?? "";
}

test("O1: the cookie of a transaction is HttpOnly, Lax, sealed, and lives ten minutes", async () => {
  const site = signInSite();
  const browser = site.browser();
  const text = nameOf(site, (await browser.send("POST sign-in/provider")).headers);
  expect(text).toMatch(/^signet-sign-in\.[\w-]+=\d+\.eyJ/);
  expect(text).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/);
});

test("O1: on https the cookie of a transaction has the prefix __Host-, and for a form of the provider SameSite=None", async () => {
  const site = signInSite();
  const https = { headers: { "x-forwarded-proto": "https" } };
  const lax = nameOf(site, (await site.browser().send("POST sign-in/provider", {}, https)).headers);
  expect(lax).toMatch(/^__Host-signet-sign-in\..*; Secure; SameSite=Lax$/);
  const none = nameOf(site, (await site.browser().send("POST sign-in/posting", {}, https)).headers);
  expect(none).toMatch(/^__Host-signet-sign-in\..*; Secure; SameSite=None$/);
});

test("O1: a transaction is used once, also when its cookie was copied", async () => {
  const site = signInSite();
  const [browser, thief] = [site.browser(), site.browser()];
  const state = await browser.begin();
  const copied = { headers: { ...CROSS.headers, cookie: browser.cookies() } };
  const answer = { state, sub: "1", email: "ada@example.com" };
  const done = await browser.send("GET callback/provider", answer, CROSS);
  expect(done.body).toMatchObject({ status: "signed-in" });
  expect(transactionsIn(browser.cookies())).toEqual([]);
  const again = await thief.send("GET callback/provider", answer, copied);
  expect(again.body).toMatchObject(NO_TRANSACTION);
  expect(await thief.session()).toBeNull();
});

test("O1: of two parallel callbacks with one transaction one signs in", async () => {
  const site = signInSite();
  const browser = site.browser();
  const state = await browser.begin();
  const cookie = browser.cookies();
  const call = () =>
    site
      .browser()
      .send(
        "GET callback/provider",
        { state, sub: "1", email: "ada@example.com" },
        { headers: { ...CROSS.headers, cookie } },
      );
  const answers = await Promise.all([call(), call(), call()]);
  expect(answers.map(({ body }) => body["status"]).sort()).toEqual([
    "refused",
    "refused",
    "signed-in",
  ]);
});

test("O1, O2: a callback in another browser, and one with another state, is refused", async () => {
  const site = signInSite();
  const [victim, attacker] = [site.browser(), site.browser()];
  const state = await attacker.begin();
  const answer = { sub: "eve", email: "eve@example.com" };
  // Login CSRF: the attacker's answer in the victim's browser.
  const forged = await victim.send("GET callback/provider", { state, ...answer }, CROSS);
  expect(forged.body).toMatchObject(NO_TRANSACTION);
  await victim.begin();
  const mixed = await victim.send("GET callback/provider", { state, ...answer }, CROSS);
  expect(mixed.body).toMatchObject(NO_TRANSACTION);
  expect(await victim.session()).toBeNull();
  expect(mixed.status).toBe(400);
});

test("O1: a callback that proves something without a transaction of this browser is refused", async () => {
  const careless: MethodParts = {
    ...providerMethod(),
    prepare(setting) {
      const operations = providerMethod().prepare(setting);
      return { ...operations, callback: operations["careless"] ?? operations.signIn };
    },
  };
  const site = signInSite({ methods: { provider: careless } });
  const browser = site.browser();
  const answer = { sub: "1", email: "ada@example.com" };
  expect((await browser.send("GET callback/provider", answer, CROSS)).body).toMatchObject(
    NO_TRANSACTION,
  );
  expect(await site.accounts.users.findByEmail("ada@example.com")).toBeNull();
});

test("O1: a transaction ends after ten minutes", async () => {
  const site = signInSite();
  const browser = site.browser();
  const state = await browser.begin();
  site.clock.advance(600_000);
  const answer = { state, sub: "1", email: "ada@example.com" };
  expect((await browser.send("GET callback/provider", answer, CROSS)).body).toMatchObject(
    NO_TRANSACTION,
  );
});

test("E4: a transaction of one method is never read by another method or by another site with the same secret", async () => {
  const methods = { provider: providerMethod(), other: providerMethod(), mail: mailMethod() };
  const site = signInSite({ methods });
  const browser = site.browser();
  const state = await browser.begin();
  const answer = { state, sub: "1", email: "ada@example.com" };
  expect((await browser.send("GET callback/other", answer, CROSS)).body).toMatchObject(
    NO_TRANSACTION,
  );
  // The same cookie under the name that the method for mails reads.
  const cookie = browser.cookies().replace(`sign-in.${state}`, "sign-in.mail");
  const code = await browser.send(
    "POST sign-in/mail/code",
    { code: "000000" },
    { headers: { cookie } },
  );
  expect(code.body).toMatchObject(NO_TRANSACTION);

  const neighbour = signInSite({ methods, cookieName: "neighbour" }).browser();
  const renamed = browser.cookies().replaceAll("signet-", "neighbour-");
  const there = { headers: { ...CROSS.headers, cookie: renamed } };
  expect((await neighbour.send("GET callback/provider", answer, there)).body).toMatchObject(
    NO_TRANSACTION,
  );
  // Where it belongs it is still good.
  expect((await browser.send("GET callback/provider", answer, CROSS)).body).toMatchObject({
    status: "signed-in",
  });
});

test("E4: a transaction under another key of the same method is not read", async () => {
  const site = signInSite();
  const browser = site.browser();
  const [state, other] = [await browser.begin(), crypto.randomUUID()];
  const cookie = browser.cookies().replace(state, other);
  const answer = { state: other, sub: "1", email: "ada@example.com" };
  const sent = { headers: { ...CROSS.headers, cookie } };
  expect((await browser.send("GET callback/provider", answer, sent)).body).toMatchObject(
    NO_TRANSACTION,
  );
});

test("a browser keeps four transactions, and the oldest one is dropped", async () => {
  const site = signInSite();
  const browser = site.browser();
  const states: string[] = [];
  for (let count = 0; count < 6; count++) {
    states.push(await browser.begin());
    site.clock.advance(1_000);
  }
  expect(transactionsIn(browser.cookies()).sort()).toEqual(states.slice(2).sort());
});

test("a transaction that does not fit into a cookie is an error that says so", async () => {
  const large: MethodParts = {
    ...keyMethod(),
    prepare: () => ({
      signIn: operation({
        access: "anyone",
        run: async () => challenge({}, newTransaction({ text: "x".repeat(4_000) })),
      }),
    }),
  };
  const site = signInSite({ methods: { large } });
  await expect(site.browser().send("POST sign-in/large")).rejects.toThrow(
    /state of the sign-in takes a cookie of \d+ bytes/,
  );
});

test("O9: the return path is of this site, whatever the form, the address of the page or the provider says", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  const fields = { email: "ada@example.com", secret: "s3cret" };
  for (const [returnTo, path] of [
    ["/account?tab=2#x", "/account?tab=2#x"],
    ["https://evil.example", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
    ["javascript:alert(1)", "/"],
    ["/a\nb", "/ab"],
    [`/${"a".repeat(1_024)}`, "/"],
  ] as const) {
    const answer = await site
      .browser()
      .send("POST sign-in/secret", { ...fields, returnTo }, { asPage: true });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, path]);
  }
  const browser = site.browser();
  const state = await browser.begin("POST sign-in/provider", { returnTo: "/inside" });
  const answer = { state, sub: "1", returnTo: "https://evil.example", email: "x@example.com" };
  const from = { ...CROSS.headers, referer: "https://provider.example/?returnTo=/elsewhere" };
  const done = await browser.send("GET callback/provider", answer, { headers: from, asPage: true });
  expect(done.headers.get("location")).toBe("/inside");
});

test("a page that was opened with returnTo in its address needs no field for it", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  const referer = "http://localhost:3000/sign-in?returnTo=%2Forders";
  const answer = await site
    .browser()
    .send(
      "POST sign-in/secret",
      { email: "ada@example.com", secret: "s3cret" },
      { asPage: true, headers: { referer } },
    );
  expect(answer.headers.get("location")).toBe("/orders");
});

test("login CSRF: a form of another site signs nobody in, with and without a session", async () => {
  const site = signInSite();
  await site.addUser("ada@example.com");
  const fields = { email: "ada@example.com", secret: "s3cret" };
  const browser = site.browser();
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "same-origin", purpose: "prefetch" },
  ]) {
    const { status } = await browser.send("POST sign-in/secret", fields, { headers });
    expect(status).toBe(403);
    expect((await browser.send("POST sign-in/mail", fields, { headers })).status).toBe(403);
  }
  expect(browser.cookies()).toBe("");
});

test("O9: a provider's form that posts to the callback signs in, though it is of another site", async () => {
  const site = signInSite();
  const browser = site.browser();
  const state = await browser.begin("POST sign-in/posting");
  const answer = { state, sub: "1", email: "ada@example.com" };
  const headers = { "sec-fetch-site": "cross-site", origin: "http://provider.example" };
  const done = await browser.send("POST callback/posting", answer, { headers, asPage: true });
  expect([done.status, done.headers.get("location")]).toEqual([303, "/"]);
  expect(await browser.session()).not.toBeNull();
});

test("a prefetch of a callback does not use the transaction up", async () => {
  const site = signInSite();
  const browser = site.browser();
  const state = await browser.begin();
  const answer = { state, sub: "1", email: "ada@example.com" };
  const prefetch = { headers: { ...CROSS.headers, "sec-purpose": "prefetch" } };
  expect((await browser.send("GET callback/provider", answer, prefetch)).status).toBe(403);
  expect((await browser.send("GET callback/provider", answer, CROSS)).status).toBe(200);
});
