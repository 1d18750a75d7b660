import { expect, test } from "vitest";
import { signInSite } from "../../../fixtures/sign-in-bench.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";

const CODE = { code: "111111" };

async function adaWithCode() {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  await site.add(user.id, "totp", user.id);
  return { site, user, browser: site.browser() };
}

test("T5: with a second factor the first proof begins no session, and asks for the methods of this user", async () => {
  const { site, user, browser } = await adaWithCode();
  const { status, body, headers } = await browser.secret("ada@example.com");
  expect(status).toBe(200);
  expect(body).toEqual({ status: "second-factor", methods: ["totp"], returnTo: "/" });
  expect(await browser.session()).toBeNull();
  expect(headers.getSetCookie().map((text) => text.split("=")[0])).toEqual([
    "signet-sign-in-factor",
  ]);
  expect(site.events.map(({ type }) => type)).toEqual(["second-factor-asked"]);

  await site.add(user.id, "passkey");
  await site.add(user.id, "recovery-code");
  const again = await browser.secret("ada@example.com");
  expect(again.body).toMatchObject({ methods: ["totp", "recovery", "key"] });
});

test("T5: the second proof begins the session with both proofs and the first return path", async () => {
  const { site, user, browser } = await adaWithCode();
  const fields = { email: "ada@example.com", secret: "s3cret", returnTo: "/orders" };
  await browser.send("POST sign-in/secret", fields);
  site.clock.advance(60_000);
  const { body } = await browser.send("POST sign-in/totp", CODE);
  expect(body).toMatchObject({ status: "signed-in", returnTo: "/orders" });
  expect(await browser.session()).toMatchObject({
    userId: user.id,
    proofs: [
      { method: "secret", at: new Date(site.clock.now() - 60_000) },
      { method: "totp", at: new Date(site.clock.now()) },
    ],
  });
  expect(browser.cookies()).not.toContain("sign-in-factor");
  expect(site.events.at(-1)).toMatchObject({ type: "signed-in", amr: ["pwd", "otp"] });
});

test("T5: a wrong code leaves the sign-in pending, and a right one completes it", async () => {
  const { browser } = await adaWithCode();
  await browser.secret("ada@example.com");
  const wrong = await browser.send("POST sign-in/totp", { code: "222222" });
  expect(wrong.status).toBe(401);
  expect((await browser.send("POST sign-in/totp", CODE)).body).toMatchObject({
    status: "signed-in",
  });
});

test("T5: a pending sign-in completes once, also when its cookie was copied, and ends after ten minutes", async () => {
  const { site, browser } = await adaWithCode();
  await browser.secret("ada@example.com");
  const sent = { headers: { cookie: browser.cookies() } };
  const answers = await Promise.all([
    site.browser().send("POST sign-in/totp", CODE, sent),
    site.browser().send("POST sign-in/totp", CODE, sent),
  ]);
  expect(answers.map(({ body }) => body["status"]).sort()).toEqual(["refused", "signed-in"]);

  const late = site.browser();
  await late.secret("ada@example.com");
  site.clock.advance(600_000);
  expect((await late.send("POST sign-in/totp", CODE)).body).toMatchObject({ status: "refused" });
  expect(await late.session()).toBeNull();
});

test("T5: a second factor alone signs nobody in", async () => {
  const { user, browser } = await adaWithCode();
  const { status, body } = await browser.send("POST sign-in/totp", { ...CODE, userId: user.id });
  expect([status, body["reason"]]).toEqual([400, "no-transaction"]);
  expect(await browser.session()).toBeNull();
});

test("T5: a second factor of another user does not complete a sign-in", async () => {
  const { site, browser } = await adaWithCode();
  const eve = await site.addUser("eve@example.com");
  await site.add(eve.id, "passkey");
  await browser.secret("ada@example.com");
  // Eve's own passkey signs in Eve, and says nothing about Ada.
  const { body } = await browser.send("POST sign-in/key", { userId: eve.id, uv: "true" });
  expect(body).toMatchObject({ session: { userId: eve.id, proofs: [{ method: "key" }] } });
});

test("a second proof by the same method is no second factor", async () => {
  const { browser } = await adaWithCode();
  await browser.secret("ada@example.com");
  const { body } = await browser.secret("ada@example.com");
  expect(body).toMatchObject({ status: "second-factor" });
  expect(await browser.session()).toBeNull();
});

test("E9: a proof of an address is never the second factor", async () => {
  const { browser } = await adaWithCode();
  await browser.secret("ada@example.com");
  const { body } = await browser.mail("ada@example.com");
  expect(body).toMatchObject({ status: "second-factor", methods: ["totp"] });
  expect(await browser.session()).toBeNull();
});

test("a proof of two factors at once needs no second one", async () => {
  const { site, user, browser } = await adaWithCode();
  await site.add(user.id, "passkey");
  const { body } = await browser.send("POST sign-in/key", { userId: user.id, uv: "true" });
  expect(body).toMatchObject({ status: "signed-in" });
});

test("a passkey that did not verify the person is one factor, and completes a sign-in as the second", async () => {
  const { site, user, browser } = await adaWithCode();
  await site.add(user.id, "passkey");
  const alone = await browser.send("POST sign-in/key", { userId: user.id });
  expect(alone.body).toMatchObject({
    status: "second-factor",
    methods: ["totp", "recovery"].slice(0, 1),
  });
  await browser.secret("ada@example.com");
  const { body } = await browser.send("POST sign-in/key", { userId: user.id });
  expect(body).toMatchObject({ status: "signed-in" });
});

test("a signed-in user steps up to a new session with both proofs", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  const browser = site.browser();
  await browser.secret("ada@example.com");
  const before = await browser.session();
  await site.add(user.id, "totp", user.id);
  await browser.send("POST sign-in/totp", CODE);
  const after = await browser.session();
  expect(after?.proofs?.map(({ method }) => method)).toEqual(["secret", "totp"]);
  expect(after?.id).not.toBe(before?.id);
  await browser.send("POST sign-in/totp", CODE);
  expect((await browser.session())?.proofs).toHaveLength(2);
});

test("a new session ends the sign-in that waited for a second factor in this browser", async () => {
  const { site, browser } = await adaWithCode();
  const grace = await site.addUser("grace@example.com", { secret: "other" });
  await browser.secret("ada@example.com");
  const copied = browser.cookies();
  await browser.secret("grace@example.com", "other");
  expect(browser.cookies()).not.toContain("sign-in-factor");
  const thief = site.browser();
  const late = await thief.send("POST sign-in/totp", CODE, { headers: { cookie: copied } });
  expect(late.body).toMatchObject({ status: "refused", reason: "no-transaction" });
  expect((await browser.session())?.userId).toBe(grace.id);
});

test("an impersonated session cannot step up", async () => {
  const site = signInSite();
  const user = await site.addUser("ada@example.com");
  const browser = site.browser();
  const { setCookies } = await site.engine.signIn(new Headers(browser.jar.headers()), {
    ...{ userId: user.id, actor: "admin" },
  });
  browser.jar.receive(setCookies);
  const { body } = await browser.send("POST sign-in/totp", CODE);
  expect(body).toMatchObject({ status: "refused" });
});

test("a new password ends the sign-ins that wait for a second factor", async () => {
  const { site, user, browser } = await adaWithCode();
  await browser.secret("ada@example.com");
  await site.browser().send("POST sign-in/secret/reset", { userId: user.id });
  expect((await browser.send("POST sign-in/totp", CODE)).body).toMatchObject({
    status: "refused",
  });
});

test("T5: a first proof that a new password overtakes does not wait for a second factor", async () => {
  const accounts = memoryAccounts();
  let meanwhile = async () => {};
  const { put } = accounts.oneTime;
  const oneTime: typeof accounts.oneTime = {
    ...accounts.oneTime,
    async put(token, now) {
      if (token.purpose === "sign-in-pending") await meanwhile();
      return put(token, now);
    },
  };
  const site = signInSite({ accounts: { ...accounts, oneTime } });
  const user = await site.addUser("ada@example.com");
  await site.add(user.id, "totp", user.id);
  meanwhile = async () => {
    meanwhile = async () => {};
    site.clock.advance(1);
    await site.browser().send("POST sign-in/secret/reset", { userId: user.id });
  };
  const browser = site.browser();
  expect((await browser.secret("ada@example.com")).body).toMatchObject({
    status: "refused",
    reason: "expired",
  });
  site.clock.advance(1);
  expect((await browser.send("POST sign-in/totp", CODE)).body).toMatchObject({ status: "refused" });
  expect(await browser.session()).toBeNull();
});

test("secondFactor: required says which factors a session lacks, and sends a browser to the step", async () => {
  const site = signInSite({ secondFactor: "required" });
  await site.addUser("ada@example.com");
  const { body } = await site.browser().secret("ada@example.com");
  expect(body).toMatchObject({
    status: "signed-in",
    missingFactor: ["totp", "recovery", "key"],
  });
  const fields = { email: "ada@example.com", secret: "s3cret", returnTo: "/orders" };
  const page = await site.browser().send("POST sign-in/secret", fields, { asPage: true });
  expect(page.headers.get("location")).toBe(
    "/sign-in?step=add-factor&methods=totp%2Crecovery%2Ckey&returnTo=%2Forders",
  );
});
