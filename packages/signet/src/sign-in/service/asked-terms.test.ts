/** "Remember me" through the steps of a sign-in: the field `persistent`, and the options of server functions. */
import { expect, test } from "vitest";
import { type SignInBrowser, signInSite } from "../../../fixtures/sign-in-bench.ts";
import { providerMethod, secretMethod } from "../../../fixtures/sign-in-methods.ts";
import type { SessionTerms } from "../../session/types.ts";
import type { ServiceRequest } from "../service-contract.ts";

const HOUR = 3_600_000;
const ENDS: SessionTerms = { idle: null, absolute: null, persistent: false };
const SHORT: SessionTerms = { idle: HOUR, absolute: 12 * HOUR, persistent: false };
const FIELD = { persistent: "false" };
const OPTIONS = { persistent: false, lifetime: { idle: "1h", absolute: "12h" } } as const;
const EMAIL = "ada@example.com";
const ADA = { email: EMAIL, secret: "s3cret" };
const CODE = { code: "111111" };

type Site = ReturnType<typeof signInSite>;

const termsOf = async (browser: SignInBrowser) => {
  const session = await browser.session();
  expect(session).not.toBeNull();
  return session?.terms;
};

/** Calls the service as a server function does. */
async function call(
  site: Site,
  browser: SignInBrowser,
  method: string,
  given: Partial<Pick<ServiceRequest, "input" | "terms" | "operation">>,
) {
  const { outcome, setCookies } = await site.service.run({
    ...{ method, operation: "signIn", intent: "sign-in", path: "", returnTo: "/" },
    ...{ request: new Headers(browser.jar.headers()), input: {}, terms: {}, ...given },
  });
  browser.jar.receive(setCookies);
  return outcome;
}

async function siteWithAda({ factor = false } = {}) {
  const site = signInSite();
  const user = await site.addUser(EMAIL);
  if (factor) await site.add(user.id, "totp", user.id);
  return { site, user, browser: site.browser() };
}

test.each([
  ["a form", { fields: FIELD, sent: {} }],
  ["JSON", { fields: {}, sent: { json: { ...ADA, persistent: false } } }],
])(
  "the field persistent of %s begins a session whose cookie ends with the browser",
  async (_, { fields, sent }) => {
    const { browser } = await siteWithAda();
    const { headers } = await browser.send("POST sign-in/secret", { ...ADA, ...fields }, sent);
    const [cookie = ""] = headers.getSetCookie().filter((text) => text.startsWith("signet="));
    expect(cookie).not.toBe("");
    expect(cookie).not.toMatch(/max-age|expires/i);
    expect(await termsOf(browser)).toEqual(ENDS);
  },
);

test("without the field, and with true, the session has the configured terms", async () => {
  const { browser } = await siteWithAda();
  for (const fields of [ADA, { ...ADA, persistent: "true" }]) {
    const { headers } = await browser.send("POST sign-in/secret", fields);
    expect(headers.getSetCookie().join()).toMatch(/signet=[^;]+;.*Max-Age=/);
    expect(await termsOf(browser)).toBeUndefined();
    browser.jar.receive(["signet=; Max-Age=0"]);
  }
});

test("another value than true and false is refused, names the field, and signs nobody in", async () => {
  const { site, browser } = await siteWithAda();
  for (const persistent of ["on", "", "0"]) {
    const { status, body } = await browser.send("POST sign-in/secret", { ...ADA, persistent });
    expect([status, body["reason"], body["field"]]).toEqual([422, "invalid-input", "persistent"]);
  }
  for (const persistent of [null, 0, {}, []]) {
    const { status } = await browser.send(
      "POST sign-in/secret",
      {},
      { json: { ...ADA, persistent } },
    );
    expect(status).toBe(422);
  }
  const page = await browser.send(
    "POST sign-in/secret",
    { ...ADA, persistent: "on" },
    { asPage: true },
  );
  expect(page.headers.get("location")).toBe(
    "/sign-in?error=invalid-input&method=secret&field=persistent&returnTo=%2F",
  );
  expect(site.events.map(({ type }) => type)).toEqual(Array(8).fill("failed"));
  expect(await browser.session()).toBeNull();
});

test("the field does not reach the method, except in the answer of a provider", async () => {
  const inputs: object[] = [];
  const noting = <M extends ReturnType<typeof secretMethod>>(method: M): M => ({
    ...method,
    prepare(setting) {
      const operations = Object.entries(method.prepare(setting)).map(([name, one]) => [
        name,
        {
          ...one,
          run(...[context, input]: Parameters<typeof one.run>) {
            inputs.push(input);
            return one.run(context, input);
          },
        },
      ]);
      return Object.fromEntries(operations);
    },
  });
  const site = signInSite({
    methods: { secret: noting(secretMethod()), provider: noting(providerMethod()) },
  });
  await site.addUser(EMAIL);
  const browser = site.browser();
  await browser.send("POST sign-in/secret", { ...ADA, ...FIELD });
  expect(inputs.pop()).toEqual(ADA);
  const other = site.browser();
  const state = await other.begin("POST sign-in/provider", FIELD);
  expect(inputs.pop()).toEqual({});
  const answer = { state, sub: "1", persistent: "of the provider" };
  await other.send("GET callback/provider", answer);
  expect(inputs.pop()).toEqual(answer);
  expect(await termsOf(other)).toEqual(ENDS);
});

test("of a repeated field the first value counts, also as a list that a parser has made", async () => {
  const { site, browser } = await siteWithAda();
  await call(site, browser, "secret", { input: { ...ADA, persistent: ["false", "true"] } });
  expect(await termsOf(browser)).toEqual(ENDS);
});

test("a server function sets persistent and a lifetime, and its options count before the field", async () => {
  const { site, browser } = await siteWithAda();
  const input = { ...ADA, persistent: "true" };
  await call(site, browser, "secret", { input, terms: OPTIONS });
  expect(await termsOf(browser)).toEqual(SHORT);
});

test("wrong options of a server function throw before anything happens", async () => {
  const { site, browser } = await siteWithAda();
  for (const [terms, message] of [
    [{ persistent: "on" }, /form\.get\("remember"\) === "on"/],
    [{ lifetime: { idle: "8d" } }, /lifetime\.idle of signIn\(\) is 691200 s/],
    [{ lifetime: {} }, /lifetime of signIn\(\) must be an object/],
  ] as const) {
    const given = { method: "secret", operation: "signIn", intent: "sign-in", path: "" };
    const request = { ...given, returnTo: "/", request: new Headers(browser.jar.headers()) };
    const run = Reflect.apply(site.service.run, null, [{ ...request, input: ADA, terms }]);
    await expect(run).rejects.toMatchObject({ code: "invalid-input" });
    await expect(run).rejects.toThrow(message);
  }
  expect(site.events).toEqual([]);
});

test("a provider's answer begins the session with the terms of the button", async () => {
  const { site, browser } = await siteWithAda();
  const state = await browser.begin("POST sign-in/provider", FIELD);
  const cross = { headers: { "sec-fetch-site": "cross-site" } };
  await browser.send("GET callback/provider", { state, sub: "1" }, cross);
  expect(await termsOf(browser)).toEqual(ENDS);

  const other = site.browser();
  const begun = await call(site, other, "provider", { terms: OPTIONS });
  const url = begun.status === "redirect" ? begun.url : "";
  const again = new URL(url).searchParams.get("state") ?? "";
  await other.send("GET callback/provider", { state: again, sub: "2" }, cross);
  expect(await termsOf(other)).toEqual(SHORT);
});

test("a code of a mail begins the session with the terms of the form that asked for it", async () => {
  const { site, browser } = await siteWithAda();
  await call(site, browser, "mail", { input: { email: EMAIL }, terms: OPTIONS });
  await browser.send("POST sign-in/mail/code", { code: "999999" });
  await browser.send("POST sign-in/mail/code", { code: "000000" });
  expect(await termsOf(browser)).toEqual(SHORT);
});

test("a step that names terms replaces them, and keeps the others", async () => {
  const { site, browser } = await siteWithAda();
  await call(site, browser, "mail", { input: { email: EMAIL }, terms: OPTIONS });
  await browser.send("POST sign-in/mail/code", { code: "000000", persistent: "true" });
  expect(await termsOf(browser)).toEqual({ ...SHORT, persistent: true });
});

test("the second factor keeps the terms of the first one", async () => {
  for (const begin of [
    (site: Site, browser: SignInBrowser) =>
      call(site, browser, "secret", { input: ADA, terms: OPTIONS }),
    async (site: Site, browser: SignInBrowser) => {
      await call(site, browser, "mail", { input: { email: EMAIL }, terms: OPTIONS });
      await browser.send("POST sign-in/mail/code", { code: "000000" });
    },
  ]) {
    const { site, browser } = await siteWithAda({ factor: true });
    await begin(site, browser);
    expect(await browser.session()).toBeNull();
    await browser.send("POST sign-in/totp", { code: "222222" });
    await browser.send("POST sign-in/totp", CODE);
    expect(await termsOf(browser)).toEqual(SHORT);
  }
});

test("a further factor keeps the terms of the session, and a field replaces them", async () => {
  const { site, user, browser } = await siteWithAda();
  await call(site, browser, "secret", { input: ADA, terms: OPTIONS });
  await site.add(user.id, "totp", user.id);
  await browser.send("POST sign-in/totp", CODE);
  const session = await browser.session();
  expect(session).toMatchObject({ terms: SHORT, proofs: [{}, { method: "totp" }] });
  await browser.send("POST sign-in/totp", { ...CODE, persistent: "true" });
  expect(await termsOf(browser)).toEqual({ ...SHORT, persistent: true });
});

test("a repeated sign-in keeps the terms of the session, and one of another user does not", async () => {
  const { site, user, browser } = await siteWithAda();
  await call(site, browser, "secret", { input: ADA, terms: OPTIONS });
  await browser.secret(EMAIL);
  expect(await termsOf(browser)).toEqual(SHORT);
  await browser.mail(EMAIL);
  expect(await termsOf(browser)).toEqual(SHORT);
  await site.add(user.id, "totp", user.id);
  await browser.secret(EMAIL);
  await browser.send("POST sign-in/totp", CODE);
  expect(await termsOf(browser)).toEqual(SHORT);

  await site.addUser("grace@example.com", { secret: "other" });
  await browser.secret("grace@example.com", "other");
  expect(await termsOf(browser)).toBeUndefined();
});

test("a provider that posts its answer, without the session cookie, keeps the terms of the session", async () => {
  const site = signInSite();
  const browser = site.browser();
  const cross = { "sec-fetch-site": "cross-site" };
  const answer = async () => {
    const state = await browser.begin("POST sign-in/posting");
    // The session cookie is SameSite=Lax. A form of another site does not carry it.
    const cookie = browser.cookies().replace(/(?:^|; )signet=[^;]*/, "");
    const fields = { state, sub: "1", email: EMAIL };
    return browser.send("POST callback/posting", fields, { headers: { ...cross, cookie } });
  };
  await answer();
  expect(await termsOf(browser)).toBeUndefined();
  const state = await browser.begin("POST sign-in/posting", FIELD);
  await browser.send("POST callback/posting", { state, sub: "1" }, { headers: cross });
  expect(await termsOf(browser)).toEqual(ENDS);
  await answer();
  expect(await termsOf(browser)).toEqual(ENDS);
});
