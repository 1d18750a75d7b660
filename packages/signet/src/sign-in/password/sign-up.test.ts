import { expect, test } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import {
  addUser,
  GOOD,
  mailbox,
  provedUser,
  quickPassword,
} from "../../../fixtures/password-bench.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { invalidField, refused } from "../contract/makers.ts";

const EMAIL = "ada@example.com";
const SIGN_UP = { email: EMAIL, password: GOOD, name: " Ada " };
const HOUR = 3_600_000;

/** A bench with mail, after a sign-up of EMAIL. */
async function signedUp() {
  const box = mailbox();
  const bench = methodBench(quickPassword({ send: box.send }));
  await bench.run("signUp", SIGN_UP);
  return { ...box, bench };
}

test("a sign-up with mail creates no user before its address is verified", async () => {
  const { bench, mails } = await signedUp();
  expect(await bench.accounts.users.findByEmail(EMAIL)).toBeNull();
  expect(mails).toEqual([
    {
      to: EMAIL,
      kind: "verify",
      url: expect.stringMatching(
        /^http:\/\/localhost:3000\/api\/auth\/sign-in\/it\/verifyPage\?token=[\w-]{43}$/,
      ),
      code: null,
      expiresAt: expect.any(Date),
      appName: "Test",
    },
  ]);
  expect(await bench.run("signIn", SIGN_UP)).toMatchObject({ reason: "wrong-credentials" });
});

test("the browser that signed up verifies the address with the link and is signed in", async () => {
  const { bench, token } = await signedUp();
  const page = await bench.run("verifyPage", { token: token() });
  expect(page).toMatchObject({ type: "page", page: { action: { inputs: [] } } });
  const userId = provedUser(await bench.run("verify", { token: token() }, { now: Date.now() }));
  expect(await bench.accounts.users.find(userId)).toMatchObject({
    email: EMAIL,
    name: "Ada",
    emailVerifiedAt: expect.any(Number),
  });
  expect(bench.transactions.size).toBe(0);
  expect(provedUser(await bench.run("signIn", SIGN_UP))).toBe(userId);
});

test("E1: a scanner that opens the link does not use it up", async () => {
  const { bench, token } = await signedUp();
  for (let i = 0; i < 3; i += 1) await bench.run("verifyPage", { token: token() });
  provedUser(await bench.run("verify", { token: token() }));
});

test("L3: in another browser the link needs the password of the sign-up, so nobody confirms a stranger's one", async () => {
  const { bench, token } = await signedUp();
  const other = methodBench(quickPassword({ send: mailbox().send }), { accounts: bench.accounts });
  const page = await other.run("verifyPage", { token: token() });
  expect(page).toMatchObject({ page: { action: { inputs: [{ name: "password" }] } } });
  expect(await other.run("verify", { token: token() })).toEqual(invalidField("password"));
  const guess = { token: token(), password: "the owner's own password" };
  expect(await other.run("verify", guess)).toMatchObject({ reason: "wrong-credentials" });
  expect(await other.run("verify", { ...guess, page: "1" })).toMatchObject({
    page: { text: expect.stringContaining("not the password") },
  });
  expect(await bench.accounts.users.findByEmail(EMAIL)).toBeNull();
  provedUser(await other.run("verify", { token: token(), password: GOOD }));
});

test("the transaction of one sign-up does not confirm another one", async () => {
  const { bench, token } = await signedUp();
  const victims = token();
  await bench.run("signUp", { email: "eve@example.com", password: GOOD });
  expect(await bench.run("verify", { token: victims })).toMatchObject({ field: "password" });
});

test("a link of a sign-up allows ten passwords", async () => {
  const { bench, token } = await signedUp();
  bench.transactions.clear();
  for (let i = 0; i < 10; i += 1) {
    const input = { token: token(), password: `guess ${i}` };
    expect(await bench.run("verify", input)).toMatchObject({ reason: "wrong-credentials" });
  }
  const input = { token: token(), password: GOOD };
  expect(await bench.run("verify", input)).toMatchObject({ reason: "expired" });
});

test("a link of a sign-up works once, for an hour", async () => {
  const { bench, token } = await signedUp();
  const late = { now: Date.now() + HOUR };
  expect(await bench.run("verify", { token: token() }, late)).toMatchObject({ reason: "expired" });
  expect(await bench.run("verifyPage", { token: token() }, late)).toMatchObject({
    reason: "expired",
  });
  const all = await Promise.all([1, 2, 3].map(() => bench.run("verify", { token: token() })));
  expect(all.map(({ type }) => type).sort()).toEqual(["proved", "refused", "refused"]);
});

test("a link of a sign-up ends when the address gets a user in another way", async () => {
  const { bench, token } = await signedUp();
  const owner = await addUser(bench, EMAIL, null);
  expect(await bench.run("verify", { token: token() })).toMatchObject({ reason: "expired" });
  expect(await bench.accounts.authenticators.list(owner)).toEqual([]);
});

test("a verification ends the other sign-ups of the address", async () => {
  const { bench, token } = await signedUp();
  const first = token();
  const eve = methodBench(quickPassword({ send: mailbox().send }), { accounts: bench.accounts });
  await eve.run("signUp", { email: EMAIL, password: "a password of eve" });
  provedUser(await bench.run("verify", { token: first }));
  const left = await bench.accounts.oneTime.list("password-sign-up", EMAIL, Date.now());
  expect(left).toEqual([]);
});

test("a sign-up with a known address changes nothing and mails its owner", async () => {
  const { bench, mails, token } = await signedUp();
  const owner = provedUser(await bench.run("verify", { token: token() }));
  const before = await bench.accounts.authenticators.list(owner);
  const again = { email: EMAIL, password: "a password of eve" };
  expect(await bench.run("signUp", again)).toMatchObject({ type: "sent" });
  expect(mails.at(-1)).toMatchObject({ to: EMAIL, kind: "sign-up-attempt" });
  expect(mails.at(-1)?.url).toContain("/resetPage?token=");
  expect(await bench.accounts.authenticators.list(owner)).toEqual(before);
  expect(await bench.run("signIn", again)).toMatchObject({ reason: "wrong-credentials" });
});

test("without mail a sign-up signs in at once with an unverified address", async () => {
  const bench = methodBench(quickPassword());
  const userId = provedUser(await bench.run("signUp", SIGN_UP));
  expect(await bench.accounts.users.find(userId)).toMatchObject({ emailVerifiedAt: null });
  expect(bench.events).toEqual([{ type: "signed-up", userId }]);
  expect(provedUser(await bench.run("signIn", SIGN_UP))).toBe(userId);
});

test("without mail a sign-up with a known address is refused and changes nothing", async () => {
  const bench = methodBench(quickPassword());
  provedUser(await bench.run("signUp", SIGN_UP));
  const again = { email: EMAIL, password: "a password of eve" };
  expect(await bench.run("signUp", again)).toMatchObject({
    type: "refused",
    reason: "not-allowed",
  });
  expect(await bench.run("signIn", again)).toMatchObject({ reason: "wrong-credentials" });
  provedUser(await bench.run("signIn", SIGN_UP));
});

test("of concurrent sign-ups with one address one gets the user", async () => {
  const bench = methodBench(quickPassword());
  const all = await Promise.all([1, 2, 3].map(() => bench.run("signUp", SIGN_UP)));
  expect(all.map(({ type }) => type).sort()).toEqual(["proved", "refused", "refused"]);
});

test.each([
  ["password({ signUp: false })", quickPassword({ signUp: false }), {}],
  ["createAuth({ signUp: 'closed' })", quickPassword(), { signUp: "closed" as const }],
])("no one signs up under %s", async (_, method, setting) => {
  const bench = methodBench(method, setting);
  expect(await bench.run("signUp", SIGN_UP)).toEqual(refused("not-allowed"));
  expect(await bench.accounts.users.findByEmail(EMAIL)).toBeNull();
});

test("a link of a sign-up is refused after sign-up was closed", async () => {
  const { bench, token } = await signedUp();
  const closed = methodBench(quickPassword(), { accounts: bench.accounts, signUp: "closed" });
  const input = { token: token(), password: GOOD };
  expect(await closed.run("verify", input)).toMatchObject({ reason: "not-allowed" });
});

test("R2: the mails to one address are limited, for known and unknown addresses alike", async () => {
  const { bench, mails } = await signedUp();
  await addUser(bench, "bob@example.com", null);
  for (const email of [EMAIL, "bob@example.com"]) {
    for (let i = 0; i < 8; i += 1) await bench.run("signUp", { email, password: GOOD });
    expect(await bench.run("signUp", { email, password: GOOD })).toMatchObject({
      reason: "rate-limited",
    });
    expect(mails.filter(({ to }) => to === email)).toHaveLength(6);
  }
});

test("R2: the sign-ups of one address of a client are limited", async () => {
  const bench = methodBench(quickPassword());
  const from = { address: "203.0.113.7" };
  const reasons = [];
  for (let i = 0; i < 12; i += 1) {
    const outcome = await bench.run("signUp", { email: `u${i}@example.com`, password: GOOD }, from);
    reasons.push(outcome.type === "refused" ? outcome.reason : outcome.type);
  }
  expect(reasons.slice(9)).toEqual(["proved", "rate-limited", "rate-limited"]);
});

test("a mail that cannot be sent refuses the sign-up, for known and unknown addresses alike", async () => {
  const send = () => Promise.reject(new Error("no mail server"));
  const bench = methodBench(quickPassword({ send }));
  await addUser(bench, "bob@example.com", null);
  for (const email of [EMAIL, "bob@example.com"]) {
    expect(await bench.run("signUp", { email, password: GOOD })).toEqual(
      refused("provider-unavailable"),
    );
  }
  expect(bench.events).toMatchObject([
    { type: "failed", reason: "message-not-sent" },
    { type: "failed", reason: "message-not-sent" },
  ]);
});

test.each([
  ["a\u0000b", "name"],
  ["x".repeat(201), "name"],
  ["\ud800", "name"],
])("a name that is no plain text is refused: %j", async (name, field) => {
  const bench = methodBench(quickPassword());
  expect(await bench.run("signUp", { ...SIGN_UP, name })).toMatchObject({
    reason: "invalid-input",
    field,
  });
});

test("the link opens the application's own page when verifyPath names one", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(quickPassword({ send, verifyPath: "/welcome" }), {
    origin: "https://app.example",
  });
  await bench.run("signUp", SIGN_UP);
  expect(mails[0]?.url).toMatch(/^https:\/\/app\.example\/welcome\?token=[\w-]{43}$/);
});

test("a sign-up during which the store fails leaves no user who keeps the address", async () => {
  const accounts = memoryAccounts();
  let isDown = true;
  const authenticators: typeof accounts.authenticators = {
    ...accounts.authenticators,
    async add(one) {
      if (isDown) throw new Error("down");
      return accounts.authenticators.add(one);
    },
  };
  const bench = methodBench(quickPassword(), { accounts: { ...accounts, authenticators } });
  const input = { email: "ada@example.com", password: GOOD };
  await expect(bench.run("signUp", input)).rejects.toThrow("down");
  isDown = false;
  expect(await bench.run("signUp", input)).toMatchObject({ type: "proved" });
});
