import { expect, test } from "vitest";
import { addUser, mailbox, otherCode } from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import type { Accounts } from "../../accounts/contract.ts";
import { memoryAccounts } from "../../accounts/memory/index.ts";
import { refused } from "../contract/makers.ts";
import { emailLink } from "./index.ts";

const email = "ada@example.com";

/** Notes the calls of an account store by their names. */
function counting(accounts: Accounts): { accounts: Accounts; calls: string[] } {
  const calls: string[] = [];
  const noting = <Part extends object>(part: Part, name: string): Part =>
    new Proxy(part, {
      get(target, key, receiver) {
        calls.push(`${name}.${String(key)}`);
        return Reflect.get(target, key, receiver);
      },
    });
  return {
    calls,
    accounts: {
      users: noting(accounts.users, "users"),
      authenticators: noting(accounts.authenticators, "authenticators"),
      oneTime: noting(accounts.oneTime, "oneTime"),
    },
  };
}

test("P9: a known and an unknown address get the same outcome, the same mail and the same work", async () => {
  const seen = [];
  for (const isKnown of [true, false]) {
    const box = mailbox();
    const { accounts, calls } = counting(memoryAccounts());
    const bench = methodBench(emailLink({ send: box.send }), { accounts });
    if (isKnown) await addUser(bench, email);
    calls.length = 0;
    const outcome = await bench.run("signIn", { email });
    const { kind, to } = box.last();
    const { type, transaction } = { transaction: undefined, ...outcome };
    seen.push({ type, lifetime: transaction?.lifetime, calls: [...calls], kind, to });
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]?.calls).toEqual(["users.findByEmail", "oneTime.put"]);
});

test("P9: a mail that cannot be sent is refused in the same way for every address", async () => {
  for (const isKnown of [true, false]) {
    const send = async () => {
      throw new Error("no server");
    };
    const bench = methodBench(emailLink({ send }));
    if (isKnown) await addUser(bench, email);
    const outcome = await bench.run("signIn", { email });
    expect(outcome).toEqual(refused("provider-unavailable"));
    expect(bench.events.map(({ type, reason }) => [type, reason])).toEqual([
      ["failed", "message-not-sent"],
    ]);
  }
});

test("R2: mails are limited for each address, whoever asks", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(emailLink({ send }));
  for (let at = 0; at < 30; at++) {
    const outcome = await bench.run("signIn", { email }, { address: `192.0.2.${at}` });
    expect(outcome.type).toBe("sent");
  }
  const outcome = await bench.run("signIn", { email }, { address: "198.51.100.1" });
  expect(outcome).toEqual(refused("rate-limited", { retryAfter: 3_600 }));
  expect(mails).toHaveLength(30);
});

test("R1: one stranger cannot use up the mails of an address", async () => {
  const { send } = mailbox();
  const bench = methodBench(emailLink({ send }));
  for (let at = 0; at < 100; at++) {
    await bench.run("signIn", { email }, { address: "192.0.2.1" });
  }
  const owner = await bench.run("signIn", { email }, { address: "198.51.100.1" });
  expect(owner.type).toBe("sent");
});

test("R2: mails are limited for each client, to one address and to many", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(emailLink({ send }));
  const address = "192.0.2.1";
  const outcomes = [];
  for (let at = 0; at < 10; at++) outcomes.push(await bench.run("signIn", { email }, { address }));
  expect(outcomes.filter(({ type }) => type === "sent")).toHaveLength(6);
  for (let at = 0; at < 30; at++) {
    await bench.run("signIn", { email: `user-${at}@example.com` }, { address });
  }
  expect(mails.length).toBeLessThanOrEqual(20);
});

test("R4: a limit answers alike for a known and an unknown address", async () => {
  const seen = [];
  for (const isKnown of [true, false]) {
    const bench = methodBench(emailLink({ send: mailbox().send }));
    if (isKnown) await addUser(bench, email);
    const outcomes = [];
    for (let at = 0; at < 32; at++) {
      const outcome = await bench.run("signIn", { email });
      outcomes.push(outcome.type === "sent" ? "sent" : outcome);
    }
    seen.push(outcomes);
  }
  expect(seen[0]).toEqual(seen[1]);
});

test("P9: while sign-up is closed, an unknown address gets no mail, and no sign-in waits for its mail", async () => {
  const seen = [];
  for (const isKnown of [true, false]) {
    let started = 0;
    const send = () => {
      started += 1;
      return new Promise<void>(() => {});
    };
    const { accounts, calls } = counting(memoryAccounts());
    const bench = methodBench(emailLink({ send }), { accounts, signUp: "closed" });
    if (isKnown) await addUser(bench, email);
    calls.length = 0;
    const outcome = await bench.run("signIn", { email });
    const { type, transaction } = { transaction: undefined, ...outcome };
    expect(started).toBe(isKnown ? 1 : 0);
    seen.push({ type, lifetime: transaction?.lifetime, calls: [...calls] });
  }
  expect(seen[0]).toEqual(seen[1]);
});

test("a failed mail is reported also when no sign-in waits for it", async () => {
  const send = () => Promise.reject(new Error("no server"));
  const bench = methodBench(emailLink({ send }), { signUp: "closed" });
  const { id: userId } = await addUser(bench, email);
  expect(await bench.run("signIn", { email })).toMatchObject({ type: "sent" });
  expect(bench.events).toEqual([{ type: "failed", userId, reason: "message-not-sent" }]);
});

test("R1: strangers cannot lock a user out of a browser that the user has used before", async () => {
  const { send, last } = mailbox();
  const bench = methodBench(emailLink({ send }));
  const { id } = await addUser(bench, email);
  const known = {
    address: "198.51.100.1",
    knownDevice: async (userId: string) => (userId === id ? "device" : null),
  };
  for (let at = 0; at < 60; at++) {
    await bench.run("signIn", { email }, { address: `192.0.2.${at}` });
    await bench.run("code", { code: otherCode(last().code) });
  }
  expect(await bench.run("signIn", { email })).toMatchObject({ reason: "rate-limited" });
  bench.transactions.clear();
  expect(await bench.run("signIn", { email }, known)).toMatchObject({ type: "sent" });
  expect(await bench.run("code", { code: last().code }, known)).toMatchObject({ type: "proved" });
});

test("P9: the time of a request for a mail does not tell a known address from an unknown one", async () => {
  const bench = methodBench(emailLink({ send: mailbox().send }));
  await addUser(bench, email);
  const timeOf = async (to: string) => {
    bench.transactions.clear();
    const began = performance.now();
    const outcome = await bench.run("signIn", { email: to });
    const took = performance.now() - began;
    expect(outcome.type).toBe("sent");
    return took;
  };
  for (let at = 0; at < 20; at++) await timeOf(`warm-up-${at}@example.com`);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let at = 0; at < 30; at++) {
    // The order changes, so that a change of the machine's load hits both.
    if (at % 2 === 0) known.push(await timeOf(email));
    unknown.push(await timeOf(`user${at}@example.com`));
    if (at % 2 === 1) known.push(await timeOf(email));
  }
  // The chance that a random known one is slower than a random unknown one. It is 0.5 for equal
  // distributions, with a standard deviation of 0.075 for 30 of each.
  const pairs = known.flatMap((one) => unknown.map((other) => Number(one > other)));
  const chance = pairs.reduce((sum, one) => sum + one, 0) / pairs.length;
  expect(chance).toBeGreaterThan(0.15);
  expect(chance).toBeLessThan(0.85);
});
