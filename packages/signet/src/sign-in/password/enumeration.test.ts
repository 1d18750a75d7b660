import * as argon2 from "@node-rs/argon2";
import { afterEach, expect, test, vi } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import { addUser, GOOD, mailbox } from "../../../fixtures/password-bench.ts";
import type { Accounts } from "../../accounts/contract.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { sent } from "../contract/makers.ts";
import type { Fields } from "../contract/operation.ts";
import { parseCost } from "./hash/argon2.ts";
import { createHasher } from "./hash/hasher.ts";
import { password } from "./index.ts";
import { formatRecord } from "./record.ts";

vi.mock("@node-rs/argon2", async (load) => {
  const real = await load<typeof argon2>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});

const KNOWN = "known@example.com";
const VERIFIED_ONLY = "passkey@example.com";
const limiter = { consume: async () => ({ allowed: true }) as const, reset: async () => {} };

/** A bench under the real cost, with a user. `calls` lists the calls of the account store and of argon2. */
async function listening(send = mailbox().send) {
  const accounts = memoryAccounts();
  const calls: string[] = [];
  const bench = methodBench(password({ send }), { accounts: listeningTo(accounts, calls) });
  const hash = await createHasher(parseCost(undefined)).hash(GOOD);
  await addUser({ ...bench, accounts }, KNOWN, formatRecord({ hash, imported: false }));
  await addUser({ ...bench, accounts }, VERIFIED_ONLY, null);
  vi.mocked(argon2.hash).mockClear();
  vi.mocked(argon2.verify).mockClear();
  return {
    async run(operation: string, input: Fields) {
      calls.length = 0;
      const outcome = await bench.run(operation, input, { limiter });
      const hashes = vi.mocked(argon2.hash).mock.calls.length;
      const verified = vi.mocked(argon2.verify).mock.calls.map(([stored]) => String(stored));
      vi.mocked(argon2.hash).mockClear();
      vi.mocked(argon2.verify).mockClear();
      const costs = verified.map((stored) => stored.split("$").slice(1, 4).join(" "));
      return { outcome, calls: [...calls], hashes, costs };
    },
  };
}

/** Returns accounts that write the name of each called operation to a list. */
function listeningTo(accounts: Accounts, calls: string[]): Accounts {
  const listen = <Part extends object>(name: string, part: Part): Part =>
    new Proxy(part, {
      get(target, key, receiver) {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value === "function") calls.push(`${name}.${String(key)}`);
        return value;
      },
    });
  return {
    users: listen("users", accounts.users),
    authenticators: listen("authenticators", accounts.authenticators),
    oneTime: listen("oneTime", accounts.oneTime),
  };
}

/** Replaces random texts, so that outcomes can be compared. */
function plain(value: unknown): string {
  return JSON.stringify(value).replace(/[\w-]{43}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "#");
}

afterEach(() => {
  vi.restoreAllMocks();
});

test("P9: a wrong password and an unknown address have the same outcome, hashes and store operations", async () => {
  const bench = await listening();
  const known = await bench.run("signIn", { email: KNOWN, password: "wrong" });
  const unknown = await bench.run("signIn", { email: "x@example.com", password: "wrong" });
  const without = await bench.run("signIn", { email: VERIFIED_ONLY, password: "wrong" });
  expect(unknown).toEqual(known);
  expect(without).toEqual(known);
  expect(known).toMatchObject({ hashes: 0, costs: ["argon2id v=19 m=19456,t=2,p=1"] });
  for (const email of [KNOWN, "x@example.com", "y@example.com"]) {
    expect(await bench.run("signIn", { email, password: "wrong again" })).toEqual(known);
  }
});

test("P9: sign-up of a known and of an unknown address have the same outcome, hashes and store operations", async () => {
  const { send, mails } = mailbox();
  const bench = await listening(send);
  const known = await bench.run("signUp", { email: KNOWN, password: GOOD });
  const unknown = await bench.run("signUp", { email: "x@example.com", password: GOOD });
  const without = await bench.run("signUp", { email: VERIFIED_ONLY, password: GOOD });
  expect(plain(unknown)).toEqual(plain(known));
  expect(plain(without)).toEqual(plain(known));
  expect(known).toMatchObject({ outcome: { type: "sent" }, hashes: 1, costs: [] });
  expect(mails.map(({ to, kind }) => `${kind} ${to}`)).toEqual([
    `sign-up-attempt ${KNOWN}`,
    "verify x@example.com",
    `sign-up-attempt ${VERIFIED_ONLY}`,
  ]);
});

test("P9: a reset of a known and of an unknown address have the same outcome and store operations", async () => {
  const bench = await listening();
  const known = await bench.run("requestReset", { email: KNOWN });
  const unknown = await bench.run("requestReset", { email: "x@example.com" });
  expect(unknown).toEqual(known);
  expect(known).toMatchObject({ outcome: { type: "sent" }, hashes: 0 });
});

test("P9: a slow mail does not delay the answer to a request for a reset", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const bench = await listening(() => promise);
  expect((await bench.run("requestReset", { email: KNOWN })).outcome).toEqual(sent());
  resolve();
});

test("P9: the time of a sign-in does not tell a known address from an unknown one", async () => {
  const bench = await listening();
  const timeOf = async (email: string) => {
    const began = performance.now();
    await bench.run("signIn", { email, password: "wrong" });
    return performance.now() - began;
  };
  await timeOf(KNOWN);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let i = 0; i < 30; i += 1) {
    // The order changes, so that a change of the machine's load hits both.
    const first = i % 2 === 0;
    if (first) known.push(await timeOf(KNOWN));
    unknown.push(await timeOf(`user${i}@example.com`));
    if (!first) known.push(await timeOf(KNOWN));
  }
  // The chance that a random known one is slower than a random unknown one. It is 0.5 for equal
  // distributions, with a standard deviation of 0.075 for 30 of each; 1 without the dummy hash.
  const pairs = known.flatMap((one) => unknown.map((other) => Number(one > other)));
  const chance = pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
  expect(chance).toBeGreaterThan(0.15);
  expect(chance).toBeLessThan(0.85);
});
