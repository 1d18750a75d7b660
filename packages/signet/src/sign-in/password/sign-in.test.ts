import * as bcrypt from "@node-rs/bcrypt";
import { expect, test, vi } from "vitest";
import { type MethodBench, methodBench } from "../../../fixtures/method-context.ts";
import {
  addUser,
  GOOD,
  mailbox,
  provedUser,
  quickPassword,
} from "../../../fixtures/password-bench.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { invalidField, proved, refused } from "../contract/makers.ts";
import { memoryLimiter } from "../limits/memory.ts";
import { MOST_FAILURES } from "./failures.ts";
import { createHasher } from "./hash/hasher.ts";
import { formatRecord, parseRecord, passwordData } from "./record.ts";

const EMAIL = "ada@example.com";
const WRONG = refused("wrong-credentials");
const hasher = createHasher({ memory: 16, iterations: 1, parallelism: 1 });

async function dataOf(password: string): Promise<string> {
  return formatRecord({ hash: await hasher.hash(password), imported: false });
}

/** A bench with one user, whose password is GOOD. */
async function withAda(): Promise<{ bench: MethodBench; ada: string }> {
  const bench = methodBench(quickPassword());
  return { bench, ada: await addUser(bench, EMAIL, await dataOf(GOOD)) };
}

/** Lets every attempt pass, so that only the count of failures refuses. */
const limiter = { consume: async () => ({ allowed: true }) as const, reset: async () => {} };

test("the right password proves the user with one factor", async () => {
  const { bench, ada } = await withAda();
  expect(await bench.run("signIn", { email: " ADA@example.com", password: GOOD })).toEqual(
    proved({ kind: "user", userId: ada }, { amr: ["pwd"], factors: 1 }),
  );
});

test("a sign-in stores the time of use", async () => {
  const { bench, ada } = await withAda();
  await bench.run("signIn", { email: EMAIL, password: GOOD }, { now: 5_000 });
  const { authenticators } = bench.accounts;
  expect(await authenticators.find("password", ada)).toMatchObject({ usedAt: 5_000 });
});

test.each([
  ["without an address", { password: GOOD }, "email"],
  ["with a text that is no address", { email: "nobody", password: GOOD }, "email"],
  ["with a list of addresses", { email: [EMAIL], password: GOOD }, "email"],
  ["without a password", { email: EMAIL }, "password"],
  ["with an empty password", { email: EMAIL, password: "" }, "password"],
  ["with an object as password", { email: EMAIL, password: { $ne: "" } }, "password"],
  ["with a very long password", { email: EMAIL, password: "x".repeat(16_385) }, "password"],
])("a sign-in %s is refused by the name of the member", async (_, input, field) => {
  const { bench } = await withAda();
  expect(await bench.run("signIn", input)).toEqual(invalidField(field));
});

test("P6: the hash is replaced at sign-in when the parameters rose", async () => {
  const { bench, ada } = await withAda();
  const weak = await createHasher({ memory: 8, iterations: 1, parallelism: 1 }).hash(GOOD);
  const { authenticators } = bench.accounts;
  const data = formatRecord({ hash: weak, imported: false });
  await authenticators.update("password", ada, { data, usedAt: null, ifVersion: 0 });
  expect(await bench.run("signIn", { email: EMAIL, password: "wrong" })).toMatchObject(WRONG);
  expect((await authenticators.find("password", ada))?.data).toBe(data);
  provedUser(await bench.run("signIn", { email: EMAIL, password: GOOD }));
  expect((await authenticators.find("password", ada))?.data).toContain("m=16,t=1,p=1");
  provedUser(await bench.run("signIn", { email: EMAIL, password: GOOD }));
});

test("an imported hash is replaced by argon2id at the next sign-in", async () => {
  const bench = methodBench(quickPassword());
  const hash = await bcrypt.hash("short one", { cost: 4 });
  const ada = await addUser(bench, EMAIL, passwordData(hash));
  provedUser(await bench.run("signIn", { email: EMAIL, password: "short one" }));
  const stored = await bench.accounts.authenticators.find("password", ada);
  expect(parseRecord(stored?.data ?? "")).toEqual({
    hash: expect.stringMatching(/^\$argon2id\$/),
    imported: false,
  });
  provedUser(await bench.run("signIn", { email: EMAIL, password: "short one" }));
});

test("concurrent sign-ins that replace one hash all succeed", async () => {
  const bench = methodBench(quickPassword());
  await addUser(bench, EMAIL, passwordData(await bcrypt.hash(GOOD, { cost: 4 })));
  const all = Array.from({ length: 5 }, () =>
    bench.run("signIn", { email: EMAIL, password: GOOD }),
  );
  for (const outcome of await Promise.all(all)) provedUser(outcome);
});

test("a sign-in fails when the password is changed between its verification and its end", async () => {
  const { bench, ada } = await withAda();
  const other = await dataOf("another good password");
  const { authenticators } = bench.accounts;
  const { update } = authenticators;
  const racing = {
    ...bench.accounts,
    authenticators: {
      ...authenticators,
      update: async (...given: Parameters<typeof update>) => {
        await update("password", ada, { data: other, usedAt: null, ifVersion: 0 });
        return update(...given);
      },
    },
  };
  const raced = methodBench(quickPassword(), { accounts: racing });
  expect(await raced.run("signIn", { email: EMAIL, password: GOOD })).toMatchObject(WRONG);
});

test("a stored hash that cannot be read refuses with the same outcome, and is reported", async () => {
  const bench = methodBench(quickPassword());
  for (const data of ["not json", "{}", '{"hash":"$argon2id$v=19$m=4294967295,t=1,p=1$aa$aa"}']) {
    await addUser(bench, `${bench.events.length}@example.com`, data);
    const email = `${bench.events.length}@example.com`;
    expect(await bench.run("signIn", { email, password: GOOD })).toEqual(WRONG);
    expect(bench.events.at(-1)).toMatchObject({ type: "failed", reason: "unreadable-hash" });
  }
});

test("R2: the attempts of an account are limited, and counted before the hash is computed", async () => {
  const { bench } = await withAda();
  const attempt = (password: string) => bench.run("signIn", { email: EMAIL, password });
  const all = await Promise.all(Array.from({ length: 20 }, () => attempt("wrong")));
  expect(
    all.filter((one) => one.type === "refused" && one.reason === "wrong-credentials"),
  ).toHaveLength(5);
  expect(await attempt(GOOD)).toEqual(refused("rate-limited", { retryAfter: 30 }));
});

test("R4: an unknown account is limited after as many attempts, with the same outcome", async () => {
  const outcomesOf = async (email: string) => {
    const { bench } = await withAda();
    const outcomes = [];
    for (let i = 0; i < 8; i += 1)
      outcomes.push(await bench.run("signIn", { email, password: "wrong" }));
    return outcomes;
  };
  expect(await outcomesOf("nobody@example.com")).toEqual(await outcomesOf(EMAIL));
});

test("a success begins the attempts of an account anew", async () => {
  const { bench } = await withAda();
  for (let round = 0; round < 8; round += 1) {
    for (let i = 0; i < 4; i += 1) await bench.run("signIn", { email: EMAIL, password: "wrong" });
    provedUser(await bench.run("signIn", { email: EMAIL, password: GOOD }));
  }
});

test("R2: one address of a client cannot try many accounts, and its own success changes nothing", async () => {
  const { bench } = await withAda();
  const from = { address: "203.0.113.7" };
  let refused = 0;
  for (let i = 0; i < 100; i += 1) {
    const email = i % 10 === 0 ? EMAIL : `user${i}@example.com`;
    const outcome = await bench.run("signIn", { email, password: GOOD }, from);
    if (outcome.type === "refused" && outcome.reason === "rate-limited") refused += 1;
  }
  expect(refused).toBe(50);
  const other = { address: "203.0.113.8" };
  provedUser(await bench.run("signIn", { email: EMAIL, password: GOOD }, other));
});

test("R3: a password is disabled after 100 consecutive failures, and its owner gets a reset link once", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(quickPassword({ send }));
  await addUser(bench, EMAIL, await dataOf(GOOD));
  const attempt = (password: string) =>
    bench.run("signIn", { email: EMAIL, password }, { limiter });
  for (let i = 0; i < MOST_FAILURES - 1; i += 1) await attempt("wrong");
  provedUser(await attempt(GOOD));
  for (let i = 0; i < MOST_FAILURES; i += 1) await attempt("wrong");
  expect(mails).toEqual([]);
  expect(await attempt(GOOD)).toEqual(WRONG);
  const later = { limiter, now: Date.now() + 365 * 86_400_000 };
  expect(await bench.run("signIn", { email: EMAIL, password: GOOD }, later)).toEqual(WRONG);
  expect(bench.events.at(-1)).toMatchObject({ type: "failed", reason: "password-disabled" });
  expect(mails.map(({ to, kind }) => ({ to, kind }))).toEqual([{ to: EMAIL, kind: "reset" }]);
});

test("R3: without mail, which a reset needs, a disabled password works again after a day", async () => {
  const { bench } = await withAda();
  const now = Date.now();
  const attempt = (password: string, at: number) =>
    bench.run("signIn", { email: EMAIL, password }, { limiter, now: at });
  for (let i = 0; i < MOST_FAILURES; i += 1) await attempt("wrong", now);
  expect(await attempt(GOOD, now + 86_399_999)).toEqual(WRONG);
  provedUser(await attempt(GOOD, now + 86_400_000));
});

test("R1: without addresses of clients and without mail, strangers lock an account for a day at most", async () => {
  vi.useFakeTimers({ now: 0, toFake: ["Date", "setTimeout", "clearTimeout"] });
  try {
    const { bench } = await withAda();
    const given = { limiter: memoryLimiter() };
    const attempt = (password: string) =>
      bench.run("signIn", { email: EMAIL, password }, { ...given, now: Date.now() });
    let guesses = 0;
    while (guesses < 150 && Date.now() < 86_400_000) {
      const outcome = await attempt("wrong");
      if (outcome.type !== "refused" || outcome.reason !== "rate-limited") guesses += 1;
      else vi.setSystemTime(Date.now() + 1_000 * (outcome.retryAfter ?? 0));
    }
    vi.setSystemTime(2 * 86_400_000);
    provedUser(await attempt(GOOD));
  } finally {
    vi.useRealTimers();
  }
});

test("R3: a restart of the server does not forget the failures", async () => {
  const { bench } = await withAda();
  const restarted = methodBench(quickPassword(), { accounts: bench.accounts });
  const input = { email: EMAIL, password: "wrong" };
  for (let i = 0; i < MOST_FAILURES; i += 1) await bench.run("signIn", input, { limiter });
  const right = { email: EMAIL, password: GOOD };
  expect(await restarted.run("signIn", right, { limiter })).toEqual(WRONG);
});

test("R1: strangers cannot lock a user out of a browser that is known", async () => {
  const { bench } = await withAda();
  const knownDevice = async () => "browser-1";
  const input = { email: EMAIL, password: "wrong" };
  for (let i = 0; i < 30; i += 1) await bench.run("signIn", input);
  for (let i = 0; i < 200; i += 1) await bench.run("signIn", input, { limiter });
  const right = { email: EMAIL, password: GOOD };
  expect(await bench.run("signIn", right)).toMatchObject({ reason: "rate-limited" });
  provedUser(await bench.run("signIn", right, { knownDevice }));
});

test("R3: a known browser has a budget of its own, which ends too", async () => {
  const { bench } = await withAda();
  const given = { knownDevice: async () => "browser-1", limiter };
  for (let i = 0; i < MOST_FAILURES; i += 1) {
    await bench.run("signIn", { email: EMAIL, password: "wrong" }, given);
  }
  const right = { email: EMAIL, password: GOOD };
  expect(await bench.run("signIn", right, given)).toEqual(WRONG);
  provedUser(await bench.run("signIn", right));
});

test("brute force from many client addresses is stopped at the account, and at last for good", async () => {
  const { bench, ada } = await withAda();
  const guessFromEverywhere = async () => {
    let guesses = 0;
    for (let i = 0; i < 500; i += 1) {
      const given = { address: `198.51.${i % 2}.${i % 250}` };
      const outcome = await bench.run("signIn", { email: EMAIL, password: `guess ${i}` }, given);
      if (outcome.type === "refused" && outcome.reason === "wrong-credentials") guesses += 1;
    }
    return guesses;
  };
  expect(await guessFromEverywhere()).toBe(50);
  const input = { email: EMAIL, password: "wrong" };
  for (let i = 0; i < 50; i += 1) await bench.run("signIn", input, { limiter });
  expect(await bench.run("signIn", { email: EMAIL, password: GOOD }, { limiter })).toEqual(WRONG);
  const disabled = bench.events.filter(({ reason }) => reason === "password-disabled");
  expect(disabled).toEqual([{ type: "failed", userId: ada, reason: "password-disabled" }]);
});

test("R1: the guesses of one client do not lock the user out of another one", async () => {
  const { bench } = await withAda();
  const stranger = { address: "203.0.113.7" };
  for (let i = 0; i < 40; i += 1) {
    await bench.run("signIn", { email: EMAIL, password: "wrong" }, stranger);
  }
  const right = { email: EMAIL, password: GOOD };
  expect(await bench.run("signIn", right, stranger)).toMatchObject({ reason: "rate-limited" });
  provedUser(await bench.run("signIn", right, { address: "203.0.113.8" }));
});

test("the look-up of an account ignores no accents", async () => {
  const bench = methodBench(quickPassword(), { accounts: memoryAccounts() });
  await addUser(bench, "adá@example.com", await dataOf(GOOD));
  expect(await bench.run("signIn", { email: EMAIL, password: GOOD })).toMatchObject(WRONG);
});

test("R7: failures are reported with their reason, and no outcome names it", async () => {
  const { bench, ada } = await withAda();
  const bob = await addUser(bench, "bob@example.com", null);
  const outcomes = [
    await bench.run("signIn", { email: EMAIL, password: "wrong" }),
    await bench.run("signIn", { email: "nobody@example.com", password: "wrong" }),
    await bench.run("signIn", { email: "bob@example.com", password: "wrong" }),
  ];
  expect(outcomes).toEqual([WRONG, WRONG, WRONG]);
  expect(bench.events).toEqual([
    { type: "failed", userId: ada, reason: "wrong-password" },
    { type: "failed", userId: null, reason: "unknown-user" },
    { type: "failed", userId: bob, reason: "no-password" },
  ]);
});
