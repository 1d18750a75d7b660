import fc from "fast-check";
import { expect, test } from "vitest";
import { addUser, mailbox, sessionOf } from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import type { SendMail } from "../contract/mail.ts";
import { invalidField, proved, refused } from "../contract/makers.ts";
import { recoveryCodes } from "./index.ts";
import { newRecoveryCode, parseRecoveryCode } from "./recovery-code.ts";

const now = Date.parse("2026-11-30T12:00:00Z");
const wrong = refused("wrong-credentials", { field: "code" });

async function setUp(send?: SendMail) {
  const bench = methodBench(send === undefined ? recoveryCodes() : recoveryCodes({ send }));
  const user = await addUser(bench, "ada@example.com");
  const { authenticators } = bench.accounts;
  const app = { kind: "totp", id: user.id, userId: user.id, data: "{}", createdAt: now };
  await authenticators.add(app);
  const session = sessionOf(user);
  const pending = { userId: user.id };
  async function make(): Promise<string[]> {
    const outcome = await bench.run("make", {}, { session, now });
    const { codes } = Object(outcome.type === "done" ? outcome.value : null);
    if (!Array.isArray(codes)) throw new Error("No codes were made.");
    return codes;
  }
  const use = (code: unknown) => bench.run("signIn", { code }, { pending, now });
  return { bench, user, session, pending, authenticators, make, use };
}

test("T6: ten codes of 120 bit are shown once", async () => {
  const { make, bench, user } = await setUp();
  const codes = await make();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  const shape = /^([0-9a-hjkmnp-tv-z]{6}-){3}[0-9a-hjkmnp-tv-z]{6}$/;
  for (const code of codes) expect(code).toMatch(shape);
  expect(bench.events).toEqual([{ type: "recovery-codes-made", userId: user.id }]);
});

test("T6: the store has a hash of each code and no code", async () => {
  const { make, authenticators, user } = await setUp();
  const codes = await make();
  const kept = JSON.stringify(await authenticators.list(user.id));
  for (const code of codes) {
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replaceAll("-", ""));
  }
});

test("T6: a code counts once", async () => {
  const { make, use, user } = await setUp();
  const [code, other] = await make();
  expect(await use(code)).toEqual(
    proved({ kind: "user", userId: user.id }, { amr: ["recovery-code"], factors: 1 }),
  );
  expect(await use(code)).toEqual(wrong);
  expect(await use(other)).toMatchObject({ type: "proved" });
});

test("T6: of eight concurrent calls with one code one is accepted", async () => {
  const { make, use } = await setUp();
  const [code] = await make();
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => use(code)));
  expect(outcomes.filter(({ type }) => type === "proved")).toHaveLength(1);
});

test("T6: a new set ends the former one", async () => {
  const { make, use } = await setUp();
  const former = await make();
  const codes = await make();
  expect(await use(former[0])).toEqual(wrong);
  expect(await use(codes[0])).toMatchObject({ type: "proved" });
});

test("T6: the user gets a mail when a code was used, and none for a wrong one", async () => {
  const { send, mails } = mailbox();
  const { make, use, bench, user } = await setUp(send);
  const [code] = await make();
  await use(newRecoveryCode().shown);
  expect(mails).toEqual([]);
  await use(code);
  expect(mails).toEqual([
    {
      to: "ada@example.com",
      kind: "recovery-code-used",
      url: null,
      code: null,
      expiresAt: null,
      appName: "Test",
    },
  ]);
  expect(bench.events).toContainEqual({ type: "recovery-code-used", userId: user.id });
});

test("a code counts when its mail cannot be sent", async () => {
  const { make, use, bench } = await setUp(() => Promise.reject(new Error("no server")));
  const [code] = await make();
  expect(await use(code)).toMatchObject({ type: "proved" });
  expect(bench.events.at(-1)).toMatchObject({ type: "failed", reason: "message-not-sent" });
});

test("a code of one user does not count for another user", async () => {
  const { make, bench, use } = await setUp();
  const [code] = await make();
  const eve = await addUser(bench, "eve@evil.example");
  const pending = { userId: eve.id };
  expect(await bench.run("signIn", { code }, { pending, now })).toEqual(wrong);
  expect(await use(code)).toMatchObject({ type: "proved" });
});

test("R2: wrong codes count for the account", async () => {
  const { make, use } = await setUp();
  const [code] = await make();
  for (let time = 0; time < 5; time++) expect(await use(newRecoveryCode().shown)).toEqual(wrong);
  expect(await use(code)).toMatchObject({ reason: "rate-limited", retryAfter: 30 });
});

test("codes are made for a user with another factor only, so a user without an app is never asked for one", async () => {
  const { bench } = await setUp();
  const eve = await addUser(bench, "eve@evil.example");
  const outcome = await bench.run("make", {}, { session: sessionOf(eve), now });
  expect(outcome).toMatchObject({ type: "refused", reason: "not-allowed" });
  const passkey = { kind: "passkey", id: "key", userId: eve.id, data: "{}", createdAt: now };
  await bench.accounts.authenticators.add(passkey);
  expect(await bench.run("make", {}, { session: sessionOf(eve), now })).toMatchObject({
    type: "done",
  });
});

test("a code without a first factor and without a session is refused", async () => {
  const { make, bench } = await setUp();
  const [code] = await make();
  const outcome = await bench.run("signIn", { code }, { now });
  expect(outcome).toEqual(refused("no-transaction"));
});

test("a typed code is read without case, spaces and hyphens, and with letters that look like digits", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { letters, shown } = newRecoveryCode();
      const spaced = seed % 2 === 0 ? shown.replaceAll("-", " ") : ` ${shown} `;
      expect(parseRecoveryCode(spaced.toUpperCase())).toBe(letters);
      const looks = letters.replaceAll("0", seed % 3 === 0 ? "O" : "o").replaceAll("1", "l");
      expect(parseRecoveryCode(looks)).toBe(letters);
    }),
  );
});

test.each(["", "abc", "u".repeat(24), "a".repeat(23), "a".repeat(25), "é".repeat(24), 1, null])(
  "the recovery code %j is refused by its form",
  async (code) => {
    const { use } = await setUp();
    expect(await use(code)).toEqual(invalidField("code"));
  },
);

test("recoveryCodes() checks its options", () => {
  expect(recoveryCodes()).toMatchObject({ role: "second", authenticator: "recovery-code" });
  expect(() => recoveryCodes({ send: "mail" } as never)).toThrow("send must be a function");
  expect(() => recoveryCodes({ sends: 1 } as never)).toThrow("sends is not an option");
});

test("a person who acts as the user uses up no code", async () => {
  const { make, use, bench, session } = await setUp();
  const [code] = await make();
  const given = { session: { ...session, actor: "support" }, now };
  expect(await bench.run("signIn", { code }, given)).toMatchObject({ reason: "no-transaction" });
  expect(await use(code)).toMatchObject({ type: "proved" });
});
