import { ScureBase32Plugin } from "otplib";
import { expect, test } from "vitest";
import { addUser, otherCode, sessionOf } from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import { addApp, codeAt, enrol, STEP } from "../../../fixtures/totp-app.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { engineKeys } from "../../token/engine/keys.ts";
import { done, invalidField, proved, refused } from "../contract/makers.ts";
import { totp } from "./index.ts";

const now = Date.parse("2026-11-30T12:00:00Z");
const wrong = refused("wrong-credentials", { field: "code" });

async function setUp() {
  const bench = methodBench(totp());
  const user = await addUser(bench, "ada@example.com");
  const session = sessionOf(user);
  const pending = { userId: user.id };
  return { bench, user, session, pending, authenticators: bench.accounts.authenticators };
}

/** A user who added an app a while ago. */
async function setUpWithApp() {
  const setting = await setUp();
  const secret = await addApp(setting.bench, setting.session, now - 10 * STEP);
  return { ...setting, secret };
}

test("T1: a secret has 160 random bits", async () => {
  const { bench, session } = await setUp();
  const secrets = [await enrol(bench, session, now), await enrol(bench, session, now)];
  for (const secret of secrets) expect(new ScureBase32Plugin().decode(secret)).toHaveLength(20);
  expect(secrets[0]).not.toBe(secrets[1]);
});

test("T1: the secret is sealed in the transaction and in the store", async () => {
  const { bench, session, authenticators, user } = await setUp();
  const secret = await enrol(bench, session, now);
  const bytes = new ScureBase32Plugin().decode(secret);
  const base64url = Buffer.from(bytes).toString("base64url");
  const transaction = JSON.stringify([...bench.transactions.values()]);
  await bench.run("confirm", { code: await codeAt(secret, now) }, { session, now });
  const { data = "" } = (await authenticators.find("totp", user.id)) ?? {};
  for (const text of [transaction, data]) {
    for (const form of [secret, base64url, Buffer.from(bytes).toString("hex")]) {
      expect(text).not.toContain(form);
    }
  }
});

test("T1: a sealed secret that is moved to another user proves nothing", async () => {
  const { bench, secret, user, authenticators } = await setUpWithApp();
  const eve = await addUser(bench, "eve@evil.example");
  const { data = "" } = (await authenticators.find("totp", user.id)) ?? {};
  await authenticators.add({ kind: "totp", id: eve.id, userId: eve.id, data, createdAt: now });
  const code = await codeAt(secret, now);
  const pending = { userId: eve.id };
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
});

test("T2: the code of the current step, of the one before and of the one after is accepted", async () => {
  for (const drift of [-1, 0, 1]) {
    const { bench, secret, pending, user } = await setUpWithApp();
    const code = await codeAt(secret, now + drift * STEP);
    expect(await bench.run("signIn", { code }, { pending, now })).toEqual(
      proved({ kind: "user", userId: user.id }, { amr: ["otp"], factors: 1 }),
    );
  }
});

test("T2: the code of two steps before or after is refused, from the first to the last second", async () => {
  for (const second of [0, 1, 15, 29]) {
    for (const drift of [-2, 2]) {
      const { bench, secret, pending } = await setUpWithApp();
      const at = now + second * 1_000;
      const code = await codeAt(secret, at + drift * STEP);
      expect(await bench.run("signIn", { code }, { pending, now: at })).toEqual(wrong);
    }
  }
});

test("T2: the time is the server's, whatever a request names", async () => {
  const { bench, secret, pending } = await setUpWithApp();
  const code = await codeAt(secret, now + 10 * STEP);
  const epoch = (now + 10 * STEP) / 1_000;
  expect(await bench.run("signIn", { code, epoch, now: epoch }, { pending, now })).toEqual(wrong);
});

test("T3: a code counts once, and a code of an earlier step does not count after it", async () => {
  const { bench, secret, pending } = await setUpWithApp();
  const code = await codeAt(secret, now);
  expect(await bench.run("signIn", { code }, { pending, now })).toMatchObject({ type: "proved" });
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
  const earlier = await codeAt(secret, now - STEP);
  expect(await bench.run("signIn", { code: earlier }, { pending, now })).toEqual(wrong);
  const later = await codeAt(secret, now + STEP);
  expect(await bench.run("signIn", { code: later }, { pending, now })).toMatchObject({
    type: "proved",
  });
});

test("T3: of eight concurrent calls with one code one is accepted", async () => {
  const { bench, secret, pending } = await setUpWithApp();
  const code = await codeAt(secret, now);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => bench.run("signIn", { code }, { pending, now })),
  );
  expect(outcomes.filter(({ type }) => type === "proved")).toHaveLength(1);
});

test("T3: the code that added the app does not sign in as well", async () => {
  const { bench, session, pending } = await setUp();
  const secret = await addApp(bench, session, now);
  const code = await codeAt(secret, now);
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
});

test("T3: a clock that was set back refuses codes instead of failing", async () => {
  const { bench, secret, pending } = await setUpWithApp();
  const earlier = now - 1_000 * STEP;
  const code = await codeAt(secret, earlier);
  expect(await bench.run("signIn", { code }, { pending, now: earlier })).toEqual(wrong);
});

test("T4: an app is active only after one valid code", async () => {
  const { bench, session, pending, authenticators, user } = await setUp();
  const secret = await enrol(bench, session, now);
  const code = await codeAt(secret, now);
  expect(await authenticators.find("totp", user.id)).toBeNull();
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
  const failed = await bench.run("confirm", { code: otherCode(code) }, { session, now });
  expect(failed).toEqual(wrong);
  expect(await authenticators.find("totp", user.id)).toBeNull();
  expect(await bench.run("confirm", { code }, { session, now })).toEqual(
    done({ ends: { userId: user.id, sessions: "others" } }),
  );
  expect(await authenticators.find("totp", user.id)).not.toBeNull();
  expect(bench.events).toEqual([{ type: "factor-added", userId: user.id, authenticator: "totp" }]);
});

test("T4: a former app stays in use until the new one is confirmed", async () => {
  const { bench, session, pending, secret } = await setUpWithApp();
  const next = await enrol(bench, session, now);
  const code = await codeAt(secret, now);
  expect(await bench.run("signIn", { code }, { pending, now })).toMatchObject({ type: "proved" });
  await bench.run("confirm", { code: await codeAt(next, now) }, { session, now });
  const later = now + 5 * STEP;
  const former = await codeAt(secret, later);
  expect(await bench.run("signIn", { code: former }, { pending, now: later })).toEqual(wrong);
  const fresh = await codeAt(next, later);
  expect(await bench.run("signIn", { code: fresh }, { pending, now: later })).toMatchObject({
    type: "proved",
  });
});

test("T4: a code of a former app that is checked while the new one is confirmed does not write the former one back", async () => {
  const { bench, session, secret, pending, authenticators, user } = await setUpWithApp();
  const former = await authenticators.find("totp", user.id);
  const next = await enrol(bench, session, now);
  await bench.run("confirm", { code: await codeAt(next, now) }, { session, now });
  const late = { data: former?.data ?? "", usedAt: now, ifVersion: former?.version ?? 0 };
  expect(await authenticators.update("totp", user.id, late)).toBe(false);
  const code = await codeAt(secret, now + STEP);
  expect(await bench.run("signIn", { code }, { pending, now: now + STEP })).toEqual(wrong);
});

test("T4: a confirmation counts for the session's user who asked for the secret", async () => {
  const { bench, session } = await setUp();
  const secret = await enrol(bench, session, now);
  const eve = await addUser(bench, "eve@evil.example");
  const code = await codeAt(secret, now);
  const outcome = await bench.run("confirm", { code }, { session: sessionOf(eve), now });
  expect(outcome).toEqual(refused("no-transaction"));
});

test("T4: a secret is confirmed once, also by concurrent calls", async () => {
  const { bench, session } = await setUp();
  const code = await codeAt(await enrol(bench, session, now), now);
  const outcomes = await Promise.all(
    Array.from({ length: 4 }, () => bench.run("confirm", { code }, { session, now })),
  );
  expect(outcomes.filter(({ type }) => type === "done")).toHaveLength(1);
  expect(bench.events).toHaveLength(1);
});

test("T4: wrong codes count for the account, over sessions and browsers", async () => {
  const { bench, secret, pending } = await setUpWithApp();
  const code = await codeAt(secret, now);
  const outcomes = [];
  for (let add = 1; add <= 6; add++) {
    bench.transactions.clear();
    outcomes.push(await bench.run("signIn", { code: otherCode(code, add) }, { pending, now }));
  }
  expect(outcomes.slice(0, 5)).toEqual(new Array(5).fill(wrong));
  expect(outcomes[5]).toMatchObject({ reason: "rate-limited", retryAfter: 30 });
  expect(await bench.run("signIn", { code }, { pending, now })).toMatchObject({
    reason: "rate-limited",
  });
});

test("T4: every concurrent wrong code is counted in the store", async () => {
  const { bench, secret, pending, authenticators, user } = await setUpWithApp();
  const code = await codeAt(secret, now);
  await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      bench.run("signIn", { code: otherCode(code, at + 1) }, { pending, now }),
    ),
  );
  const { data = "{}" } = (await authenticators.find("totp", user.id)) ?? {};
  expect(JSON.parse(data)).toMatchObject({ failures: 5, knownFailures: 0 });
});

test("R3: after 100 wrong codes in a row the app is disabled, also for a limiter that forgot them", async () => {
  const accounts = memoryAccounts();
  const first = methodBench(totp(), { accounts });
  const user = await addUser(first, "ada@example.com");
  const secret = await addApp(first, sessionOf(user), now - 10 * STEP);
  const pending = { userId: user.id };
  const code = await codeAt(secret, now);
  for (let server = 0; server < 20; server++) {
    const bench = methodBench(totp(), { accounts });
    for (let add = 1; add <= 5; add++) {
      await bench.run("signIn", { code: otherCode(code, add) }, { pending, now });
    }
  }
  const bench = methodBench(totp(), { accounts });
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
  // A browser in which the user has signed in before has its own count. Its success enables the app again.
  const known = { pending, now, knownDevice: async () => "device" };
  expect(await bench.run("signIn", { code }, known)).toMatchObject({ type: "proved" });
  const later = { pending, now: now + 4 * STEP };
  const next = await codeAt(secret, later.now);
  expect(await bench.run("signIn", { code: next }, later)).toMatchObject({ type: "proved" });
});

test("R3: a browser in which the user has signed in before is disabled after 100 wrong codes of its own", async () => {
  const accounts = memoryAccounts();
  const first = methodBench(totp(), { accounts });
  const user = await addUser(first, "ada@example.com");
  const secret = await addApp(first, sessionOf(user), now - 10 * STEP);
  const code = await codeAt(secret, now);
  const known = { pending: { userId: user.id }, now, knownDevice: async () => "device" };
  for (let server = 0; server < 20; server++) {
    const bench = methodBench(totp(), { accounts });
    for (let add = 1; add <= 5; add++) {
      await bench.run("signIn", { code: otherCode(code, add) }, known);
    }
  }
  const bench = methodBench(totp(), { accounts });
  expect(await bench.run("signIn", { code }, known)).toEqual(wrong);
});

test("R1: a person with the first factor only cannot lock the user out of a browser that the user has used before", async () => {
  const { bench, secret, pending } = await setUpWithApp();
  const code = await codeAt(secret, now);
  for (let add = 1; add <= 30; add++) {
    await bench.run("signIn", { code: otherCode(code, add) }, { pending, now });
  }
  const stranger = await bench.run("signIn", { code }, { pending, now });
  expect(stranger).toMatchObject({ reason: "rate-limited" });
  const known = { pending, now, knownDevice: async () => "device" };
  expect(await bench.run("signIn", { code }, known)).toMatchObject({ type: "proved" });
});

test("R3: a right code forgets the wrong ones", async () => {
  const { bench, secret, pending, authenticators, user } = await setUpWithApp();
  for (let round = 0; round < 12; round++) {
    const at = now + round * 5 * STEP;
    const code = await codeAt(secret, at);
    for (let add = 1; add <= 4; add++) {
      await bench.run("signIn", { code: otherCode(code, add) }, { pending, now: at });
    }
    expect(await bench.run("signIn", { code }, { pending, now: at })).toMatchObject({
      type: "proved",
    });
  }
  const { data = "{}", usedAt } = (await authenticators.find("totp", user.id)) ?? {};
  expect(JSON.parse(data)).toMatchObject({ failures: 0 });
  expect(usedAt).toBe(now + 55 * STEP);
});

test("R4: a user without an app gets the same answer as a wrong code", async () => {
  const { bench, pending } = await setUp();
  expect(await bench.run("signIn", { code: "123456" }, { pending, now })).toEqual(wrong);
});

test("a code without a first factor and without a session is refused", async () => {
  const { bench, secret } = await setUpWithApp();
  const code = await codeAt(secret, now);
  const outcome = await bench.run("signIn", { code }, { now });
  expect(outcome).toEqual(refused("no-transaction"));
});

test("a user with a session proves the second factor for it", async () => {
  const { bench, secret, session } = await setUpWithApp();
  const code = await codeAt(secret, now);
  const outcome = await bench.run("signIn", { code }, { session, now });
  expect(outcome).toMatchObject({ type: "proved", proved: { amr: ["otp"] } });
});

test("the user of a pending sign-in goes before the user of a session", async () => {
  const { bench, secret, pending, user } = await setUpWithApp();
  const eve = sessionOf(await addUser(bench, "eve@evil.example"));
  const code = await codeAt(secret, now);
  const outcome = await bench.run("signIn", { code }, { session: eve, pending, now });
  expect(outcome).toMatchObject({ proved: { who: { userId: user.id } } });
});

test.each(["12345", "1234567", "abcdef", "", undefined, 123_456])(
  "the code %j is refused by its form",
  async (code) => {
    const { bench, pending } = await setUpWithApp();
    const outcome = await bench.run("signIn", { code }, { pending, now });
    expect(outcome).toEqual(invalidField("code"));
  },
);

test("the address for the QR code names issuer, user and secret", async () => {
  const bench = methodBench(totp({ issuer: "Ex: Am/ple" }));
  const session = sessionOf(await addUser(bench, "ada@example.com"));
  const outcome = await bench.run("enrol", {}, { session, now });
  const { secret, uri } = Object(outcome.type === "challenge" ? outcome.value : null);
  const url = new URL(uri);
  expect(url.protocol).toBe("otpauth:");
  expect(url.host).toBe("totp");
  expect(url.searchParams.get("secret")).toBe(secret);
  expect(url.searchParams.get("issuer")).toBe("Ex: Am/ple");
  expect(decodeURIComponent(url.pathname)).toContain("ada@example.com");
});

test("remove takes the app and the recovery codes of the user, and those of no other user", async () => {
  const { bench, session, user, pending, secret, authenticators } = await setUpWithApp();
  const eve = await addUser(bench, "eve@evil.example");
  const one = { data: "{}", createdAt: now };
  await authenticators.add({ kind: "recovery-code", id: "a", userId: user.id, ...one });
  await authenticators.add({ kind: "recovery-code", id: "b", userId: eve.id, ...one });
  await authenticators.add({ kind: "password", id: user.id, userId: user.id, ...one });
  expect(await bench.run("remove", {}, { session, now })).toEqual(done());
  expect(await authenticators.list(user.id)).toMatchObject([{ kind: "password" }]);
  expect(await authenticators.list(eve.id)).toHaveLength(1);
  const code = await codeAt(secret, now);
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
  expect(await bench.run("remove", {}, { session, now })).toEqual(done());
  expect(bench.events.filter(({ type }) => type === "factor-removed")).toHaveLength(1);
});

test("adding and removing an app needs a recent sign-in", () => {
  const operations = totp().prepare({
    name: "app",
    keys: engineKeys("a-secret-for-tests-of-methods-0123456789"),
    hasStore: false,
    appName: "Test",
    hasSecondFactor: true,
    requiresSecondFactor: false,
    signUp: "open",
  });
  expect(operations.enrol.access).toBe("recent");
  expect(operations.confirm.access).toBe("recent");
  expect(operations.remove.access).toBe("recent");
});

test("totp() proves a second factor, and refuses unknown options", () => {
  expect(totp()).toMatchObject({ role: "second", authenticator: "totp" });
  expect(() => totp({ issuers: "x" } as never)).toThrow("issuers is not an option");
  expect(() => totp({ issuer: "" })).toThrow("issuer must be a text");
});
