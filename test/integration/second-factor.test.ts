import { generate } from "otplib";
import { memoryAccounts } from "signet-auth/accounts";
import { createAuth, database, hybrid, jwt, memoryStore, sealed } from "signet-auth/next";
import { emailCode, type Mail } from "signet-auth/sign-in/email";
import { recoveryCodes, totp } from "signet-auth/sign-in/totp";
import { testClock } from "signet-auth/testing";
import { describe, expect, test } from "vitest";
import { type SignInBrowser, signInBrowser } from "../harness/sign-in-browser.ts";

const secret = "a-secret-for-the-tests-of-factors-0123456789";
const email = "ada@example.com";

const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};

describe.each(Object.entries(strategies))("%s", (_, strategy) => {
  function setUp() {
    const clock = testClock();
    const mails: Mail[] = [];
    const send = async (mail: Mail) => void mails.push(mail);
    const auth = createAuth({
      strategy: strategy(),
      secret,
      now: clock.now,
      accounts: memoryAccounts(),
      signIn: { email: emailCode({ send }), app: totp(), recovery: recoveryCodes({ send }) },
    });
    const proveFirst = async (browser: SignInBrowser) => {
      await browser.call("sign-in/email", { email });
      return browser.call("sign-in/email/code", { code: mails.at(-1)?.code });
    };
    const codeOf = (key: string) =>
      generate({ secret: key, epoch: Math.floor(clock.now() / 1_000) });
    /** Signs in, adds an app and recovery codes. Some time later a code of the app is fresh again. */
    const addFactors = async () => {
      const browser = signInBrowser(auth);
      expect(await proveFirst(browser)).toMatchObject({ status: "signed-in" });
      const enrolled = await browser.call("sign-in/app/enrol");
      const key: string = Object(enrolled["value"]).secret;
      const confirmed = await browser.call("sign-in/app/confirm", { code: await codeOf(key) });
      expect(confirmed).toMatchObject({ status: "done" });
      const made = await browser.call("sign-in/recovery/make");
      const codes: string[] = Object(made["value"]).codes;
      clock.advance(120_000);
      return { key, codes };
    };
    return { auth, clock, mails, proveFirst, codeOf, addFactors };
  }

  test("T5: there is no session before the second factor, and the session then records both", async () => {
    const { auth, addFactors, proveFirst, codeOf } = setUp();
    const { key } = await addFactors();
    const browser = signInBrowser(auth);
    const first = await proveFirst(browser);
    expect(first).toMatchObject({ status: "second-factor", methods: ["app", "recovery"] });
    expect(first).not.toHaveProperty("session");
    expect(await browser.session()).toBeNull();
    expect(browser.cookieNames()).toEqual(["signet-sign-in-factor"]);
    const code = await codeOf(key);
    const wrong = code === "000000" ? "000001" : "000000";
    expect(await browser.call("sign-in/app", { code: wrong })).toMatchObject({
      status: "refused",
      reason: "wrong-credentials",
    });
    expect(await browser.session()).toBeNull();
    expect(await browser.call("sign-in/app", { code })).toMatchObject({ status: "signed-in" });
    expect(await browser.session()).toMatchObject({
      proofs: [
        { method: "email", amr: ["email"], factors: 1 },
        { method: "app", amr: ["otp"], factors: 1 },
      ],
    });
  });

  test("T5: a code of the app without a first factor begins no session", async () => {
    const { auth, addFactors, codeOf } = setUp();
    const { key } = await addFactors();
    const browser = signInBrowser(auth);
    const outcome = await browser.call("sign-in/app", { code: await codeOf(key) });
    expect(outcome).toMatchObject({ status: "refused", reason: "no-transaction" });
    expect(await browser.session()).toBeNull();
  });

  test("T6: a recovery code proves the second factor once, and the user gets a mail", async () => {
    const { auth, addFactors, proveFirst, mails } = setUp();
    const { codes } = await addFactors();
    const [code] = codes;
    const browser = signInBrowser(auth);
    await proveFirst(browser);
    expect(await browser.call("sign-in/recovery", { code })).toMatchObject({
      status: "signed-in",
    });
    expect(await browser.session()).toMatchObject({
      proofs: [{ method: "email" }, { method: "recovery", amr: ["recovery-code"] }],
    });
    expect(mails.at(-1)).toMatchObject({ to: email, kind: "recovery-code-used" });
    const other = signInBrowser(auth);
    await proveFirst(other);
    expect(await other.call("sign-in/recovery", { code })).toMatchObject({
      status: "refused",
      reason: "wrong-credentials",
    });
  });
});
