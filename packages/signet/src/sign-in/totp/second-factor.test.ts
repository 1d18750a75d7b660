import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { mailbox } from "../../../fixtures/mailbox.ts";
import { type SignInBrowser, signInSite } from "../../../fixtures/sign-in-bench.ts";
import { codeAt, STEP } from "../../../fixtures/totp-app.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { sqliteAccounts } from "../../accounts/sqlite/accounts.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { database } from "../../strategy/database.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { jwt } from "../../strategy/jwt.ts";
import { sealed } from "../../strategy/sealed.ts";
import { emailCode } from "../email/index.ts";
import { recoveryCodes, totp } from "./index.ts";

const email = "ada@example.com";

const strategies = {
  jwt: () => jwt(),
  sealed: () => sealed(),
  database: () => database({ store: memoryStore() }),
  hybrid: () => hybrid({ store: memoryStore() }),
};

const cases = [
  ...Object.entries(strategies).map(
    ([name, strategy]) => [`${name}, with accounts in memory`, strategy, memoryAccounts] as const,
  ),
  [
    "jwt, with accounts in SQLite",
    strategies.jwt,
    () => sqliteAccounts(new DatabaseSync(":memory:")),
  ] as const,
];

describe.each(cases)("under %s", (_, strategy, accounts) => {
  function setUp() {
    const { mails, send, last } = mailbox();
    const site = signInSite({
      strategy: strategy(),
      accounts: accounts(),
      methods: { email: emailCode({ send }), app: totp(), recovery: recoveryCodes({ send }) },
    });
    const { clock } = site;
    const codeOf = (key: string) => codeAt(key, clock.now());
    const proveFirst = async (browser: SignInBrowser) => {
      await browser.send("POST sign-in/email", { email });
      return browser.send("POST sign-in/email/code", { code: last().code ?? "" });
    };
    /** Signs in, and adds an app and recovery codes. Then waits until a code of the app counts again. */
    const addFactors = async () => {
      const browser = site.browser();
      expect((await proveFirst(browser)).body).toMatchObject({ status: "signed-in" });
      const enrolled = await browser.send("POST sign-in/app/enrol");
      const { secret } = Object(enrolled.body["value"]);
      await browser.send("POST sign-in/app/confirm", { code: await codeOf(secret) });
      const made = await browser.send("POST sign-in/recovery/make");
      const { codes } = Object(made.body["value"]);
      clock.advance(4 * STEP);
      return { key: String(secret), code: String(codes[0]), browser };
    };
    return { site, mails, last, codeOf, proveFirst, addFactors };
  }

  test("T5: there is no session before the second factor, and the session then records both", async () => {
    const { site, addFactors, proveFirst, codeOf } = setUp();
    const { key } = await addFactors();
    const browser = site.browser();
    const { body } = await proveFirst(browser);
    expect(body).toMatchObject({ status: "second-factor", methods: ["app", "recovery"] });
    expect(body).not.toHaveProperty("session");
    expect(await browser.session()).toBeNull();
    expect(browser.cookies()).toMatch(/^signet-sign-in-factor=[^;]+$/);
    const code = await codeOf(key);
    const wrong = code === "000000" ? "000001" : "000000";
    const refused = await browser.send("POST sign-in/app", { code: wrong });
    expect(refused.body).toMatchObject({ status: "refused", reason: "wrong-credentials" });
    expect(await browser.session()).toBeNull();
    const done = await browser.send("POST sign-in/app", { code });
    expect(done.body).toMatchObject({ status: "signed-in" });
    expect(await browser.session()).toMatchObject({
      proofs: [
        { method: "email", amr: ["email"], factors: 1 },
        { method: "app", amr: ["otp"], factors: 1 },
      ],
    });
  });

  test("T5: a code of the app without a first factor begins no session", async () => {
    const { site, addFactors, codeOf } = setUp();
    const { key } = await addFactors();
    const browser = site.browser();
    const outcome = await browser.send("POST sign-in/app", { code: await codeOf(key) });
    expect(outcome.body).toMatchObject({ status: "refused", reason: "no-transaction" });
    expect(await browser.session()).toBeNull();
  });

  test("T3: a code that completed one sign-in does not complete another one", async () => {
    const { site, addFactors, proveFirst, codeOf } = setUp();
    const { key } = await addFactors();
    const [mine, stolen] = [site.browser(), site.browser()];
    await proveFirst(mine);
    await proveFirst(stolen);
    const code = await codeOf(key);
    expect((await mine.send("POST sign-in/app", { code })).body["status"]).toBe("signed-in");
    expect((await stolen.send("POST sign-in/app", { code })).body["status"]).toBe("refused");
    expect(await stolen.session()).toBeNull();
  });

  test("T6: a recovery code completes one sign-in, and the user gets a mail", async () => {
    const { site, addFactors, proveFirst, last } = setUp();
    const { code } = await addFactors();
    const [first, second] = [site.browser(), site.browser()];
    await proveFirst(first);
    const done = await first.send("POST sign-in/recovery", { code });
    expect(done.body).toMatchObject({ status: "signed-in" });
    expect(await first.session()).toMatchObject({
      proofs: [{ method: "email" }, { method: "recovery", amr: ["recovery-code"] }],
    });
    expect(last()).toMatchObject({ to: email, kind: "recovery-code-used" });
    await proveFirst(second);
    const again = await second.send("POST sign-in/recovery", { code });
    expect(again.body).toMatchObject({ status: "refused", reason: "wrong-credentials" });
    expect(await second.session()).toBeNull();
  });

  test("a user without an app signs in by the first factor alone, and after remove again", async () => {
    const { site, addFactors, proveFirst } = setUp();
    const { browser } = await addFactors();
    const removed = await browser.send("POST sign-in/app/remove");
    expect(removed.body).toMatchObject({ status: "done" });
    const next = site.browser();
    expect((await proveFirst(next)).body).toMatchObject({ status: "signed-in" });
  });

  test("T5: a session with one factor from before the app cannot remove it or make codes", async () => {
    const { site, addFactors, proveFirst } = setUp();
    const stranger = site.browser();
    expect((await proveFirst(stranger)).body).toMatchObject({ status: "signed-in" });
    site.clock.advance(2_000);
    const { browser } = await addFactors();
    for (const operation of ["app/remove", "recovery/make", "app/enrol"]) {
      const refused = await stranger.send(`POST sign-in/${operation}`);
      expect(refused.body).toMatchObject({ status: "refused", reason: "not-signed-in" });
    }
    expect((await proveFirst(site.browser())).body).toMatchObject({ status: "second-factor" });
    expect(await browser.session()).not.toBeNull();
    const own = await browser.send("POST sign-in/recovery/make");
    expect(own.body).toMatchObject({ status: "done" });
  });

  test("L4: a change of the address that a session began before the app is not completed by it", async () => {
    const { site, addFactors, proveFirst, last } = setUp();
    const stranger = site.browser();
    await proveFirst(stranger);
    await stranger.send("POST sign-in/email/changeEmail", { email: "eve@evil.example" });
    const code = last().code ?? "";
    site.clock.advance(2_000);
    await addFactors();
    const late = await stranger.send("POST sign-in/email/code", { code });
    expect(late.body).toMatchObject({ status: "refused", reason: "not-signed-in" });
    expect(await site.accounts.users.findByEmail(email)).not.toBeNull();
    expect(await site.accounts.users.findByEmail("eve@evil.example")).toBeNull();
  });

  test("T5: a code does not make a new session of one that was to end", async () => {
    const { site, addFactors, proveFirst, codeOf } = setUp();
    const stranger = site.browser();
    await proveFirst(stranger);
    site.clock.advance(2_000);
    const { key } = await addFactors();
    // Also when no session from before counts as recent any more.
    for (const wait of [0, 3_600_000, 86_400_000]) {
      site.clock.advance(wait);
      const refused = await stranger.send("POST sign-in/app", { code: await codeOf(key) });
      expect(refused.body).toMatchObject({ status: "refused", reason: "no-transaction" });
    }
  });

  test("adding, removing and making need a recent sign-in", async () => {
    const { site, addFactors } = setUp();
    const { browser } = await addFactors();
    site.clock.advance(600_000);
    for (const operation of ["app/enrol", "app/remove", "recovery/make"]) {
      const late = await browser.send(`POST sign-in/${operation}`);
      expect(late.body).toMatchObject({ status: "refused", reason: "not-recent" });
      const stranger = await site.browser().send(`POST sign-in/${operation}`);
      expect(stranger.body).toMatchObject({ status: "refused", reason: "not-signed-in" });
    }
  });
});
