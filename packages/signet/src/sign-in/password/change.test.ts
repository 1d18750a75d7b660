import { expect, test } from "vitest";
import { type MethodBench, methodBench } from "../../../fixtures/method-context.ts";
import {
  addUser,
  GOOD,
  mailbox,
  provedUser,
  quickPassword,
} from "../../../fixtures/password-bench.ts";
import type { Session } from "../../session/types.ts";
import { done, refused } from "../contract/makers.ts";
import { createHasher } from "./hash/hasher.ts";
import { password } from "./index.ts";
import { formatRecord } from "./record.ts";

const EMAIL = "ada@example.com";
const NEW = "four blue whales sing";
const hasher = createHasher({ memory: 16, iterations: 1, parallelism: 1 });

function sessionOf(userId: string): Session<object> {
  const at = new Date(1);
  return {
    id: "session-1",
    userId,
    data: {},
    createdAt: at,
    authenticatedAt: at,
    renewedAt: at,
    expiresAt: at,
    device: null,
  };
}

/** A bench with mail, a user with the password GOOD, and the session of the user. */
async function withAda() {
  const box = mailbox();
  const bench = methodBench(quickPassword({ send: box.send }));
  const data = formatRecord({ hash: await hasher.hash(GOOD), imported: false });
  const ada = await addUser(bench, EMAIL, data);
  return { ...box, bench, ada, given: { session: sessionOf(ada) } };
}

async function signInWith(bench: MethodBench, password: string): Promise<string> {
  const outcome = await bench.run("signIn", { email: EMAIL, password });
  return outcome.type === "refused" ? outcome.reason : outcome.type;
}

test("P7: a change needs the current password, ends the other sessions and mails the user", async () => {
  const { bench, ada, given, mails } = await withAda();
  expect(await bench.run("change", { current: "wrong", password: NEW }, given)).toEqual(
    refused("wrong-credentials", { field: "current" }),
  );
  expect(await bench.run("change", { current: GOOD, password: NEW }, given)).toEqual(
    done({ ends: { userId: ada, sessions: "others" } }),
  );
  expect(await signInWith(bench, GOOD)).toBe("wrong-credentials");
  expect(await signInWith(bench, NEW)).toBe("proved");
  expect(mails).toMatchObject([{ to: EMAIL, kind: "password-changed", url: null }]);
  expect(bench.events).toContainEqual({ type: "password-changed", userId: ada });
});

test("P7: no mail is sent after a change with notify: false", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(quickPassword({ send, notify: false }));
  const data = formatRecord({ hash: await hasher.hash(GOOD), imported: false });
  const ada = await addUser(bench, EMAIL, data);
  const given = { session: sessionOf(ada) };
  await bench.run("change", { current: GOOD, password: NEW }, given);
  expect(mails).toEqual([]);
});

test("P4: a change refuses weak passwords and keeps the current one", async () => {
  const { bench, given } = await withAda();
  for (const weak of ["short", "passwordpassword", EMAIL]) {
    const outcome = await bench.run("change", { current: GOOD, password: weak }, given);
    expect(outcome).toMatchObject({ reason: "weak-password", field: "password" });
  }
  expect(await signInWith(bench, GOOD)).toBe("proved");
});

test("R6: guesses of the current password are limited, and do not lock the sign-in", async () => {
  const { bench, given } = await withAda();
  for (let i = 0; i < 5; i += 1) {
    await bench.run("change", { current: "wrong", password: NEW }, given);
  }
  expect(await bench.run("change", { current: GOOD, password: NEW }, given)).toEqual(
    refused("rate-limited", { retryAfter: 30 }),
  );
  expect(await signInWith(bench, GOOD)).toBe("proved");
});

test("L4: a change cancels resets and a pending change of the address", async () => {
  const { bench, ada, given, token } = await withAda();
  const { oneTime } = bench.accounts;
  const now = Date.now();
  const pending = {
    id: "x",
    purpose: "email-change",
    group: ada,
    data: "{}",
    expiresAt: now + 1e6,
  };
  await oneTime.put(pending, now);
  await bench.run("requestReset", { email: EMAIL });
  const reset = token();
  await bench.run("change", { current: GOOD, password: NEW }, given);
  expect(await oneTime.find("x", now)).toBeNull();
  expect(await bench.run("reset", { token: reset, password: GOOD })).toMatchObject({
    reason: "expired",
  });
});

test("of concurrent changes one succeeds", async () => {
  const { bench, given } = await withAda();
  const all = await Promise.all(
    [1, 2, 3].map((n) => bench.run("change", { current: GOOD, password: `${NEW} ${n}` }, given)),
  );
  expect(all.filter(({ type }) => type === "done")).toHaveLength(1);
});

test("a sign-in at the same time does not stop a change", async () => {
  const { bench, given } = await withAda();
  const change = bench.run("change", { current: GOOD, password: NEW }, given);
  await Promise.all([1, 2, 3].map(() => bench.run("signIn", { email: EMAIL, password: GOOD })));
  expect((await change).type).toBe("done");
  expect(await signInWith(bench, NEW)).toBe("proved");
});

test("a user without a password sets one, and a second one is refused", async () => {
  const { send, mails } = mailbox();
  const bench = methodBench(quickPassword({ send }));
  const ada = await addUser(bench, EMAIL, null);
  const given = { session: sessionOf(ada) };
  expect(await bench.run("change", { current: GOOD, password: NEW }, given)).toMatchObject({
    reason: "not-allowed",
  });
  expect(await bench.run("set", { password: "short" }, given)).toMatchObject({
    reason: "weak-password",
  });
  expect(await bench.run("set", { password: NEW }, given)).toEqual(done());
  expect(await signInWith(bench, NEW)).toBe("proved");
  expect(mails).toMatchObject([{ kind: "password-changed" }]);
  expect(await bench.run("set", { password: GOOD }, given)).toMatchObject({
    reason: "not-allowed",
  });
  expect(await signInWith(bench, NEW)).toBe("proved");
});

test("of concurrent first passwords one is set", async () => {
  const bench = methodBench(quickPassword());
  const given = { session: sessionOf(await addUser(bench, EMAIL, null)) };
  const all = await Promise.all(
    [1, 2, 3].map((n) => bench.run("set", { password: `${NEW} ${n}` }, given)),
  );
  expect(all.map(({ type }) => type).sort()).toEqual(["done", "refused", "refused"]);
});

test("a user without an address gets no password, because sign-in needs the address", async () => {
  const bench = methodBench(quickPassword());
  const { users } = bench.accounts;
  const fresh = { email: null, emailVerifiedAt: null, name: null, image: null, createdAt: 1 };
  const user = await users.create(fresh);
  if (user === "taken") throw new Error("taken");
  const given = { session: sessionOf(user.id) };
  expect(await bench.run("set", { password: NEW }, given)).toMatchObject({ reason: "not-allowed" });
});

test("P10: change needs a session, set needs a recent sign-in, and no operation chooses another user's password", () => {
  const operations = password().prepare({
    name: "password",
    keys: [{ kid: async () => "", deriveSigning: fails, deriveSealing: fails }],
    hasStore: true,
    appName: "Test",
    hasSecondFactor: false,
    requiresSecondFactor: false,
    signUp: "open",
  });
  const access = Object.entries(operations).map(([name, operation]) => [name, operation.access]);
  expect(Object.fromEntries(access)).toEqual({
    signIn: "anyone",
    signUp: "anyone",
    verifyPage: "anyone",
    verify: "anyone",
    change: "signed-in",
    set: "recent",
    requestReset: "anyone",
    resetPage: "anyone",
    reset: "anyone",
  });
});

function fails(): never {
  throw new Error("password() needs no key.");
}

test("a session of a removed user changes nothing", async () => {
  const { bench, ada, given } = await withAda();
  await bench.accounts.users.remove(ada);
  const notSignedIn = refused("not-signed-in");
  expect(await bench.run("change", { current: GOOD, password: NEW }, given)).toEqual(notSignedIn);
  expect(await bench.run("set", { password: NEW }, given)).toEqual(notSignedIn);
});

test("no outcome, event or error holds a password, a token or a hash", async () => {
  const { bench, given, token, mails, ada } = await withAda();
  const secrets = new Set([GOOD, NEW, "wrong password"]);
  const outcomes: unknown[] = [];
  const run = async (...args: Parameters<MethodBench["run"]>) => {
    outcomes.push(await bench.run(...args).catch((error: unknown) => String(error)));
    if (mails.at(-1)?.url) secrets.add(token());
    const stored = await bench.accounts.authenticators.find("password", ada);
    secrets.add(JSON.parse(stored?.data ?? "{}").hash);
  };
  await run("signIn", { email: EMAIL, password: "wrong password" });
  await run("signIn", { email: EMAIL, password: GOOD });
  await run("signUp", { email: EMAIL, password: NEW });
  await run("signUp", { email: "bob@example.com", password: NEW });
  await run("verify", { token: token() });
  await run("change", { current: "wrong password", password: NEW }, given);
  await run("change", { current: GOOD, password: NEW }, given);
  await run("requestReset", { email: EMAIL });
  await run("reset", { token: token(), password: `${GOOD}!` });
  await run("reset", { token: token(), password: `${GOOD}!` });
  const written = JSON.stringify([outcomes, bench.events, [...bench.transactions]]);
  expect(secrets.size).toBeGreaterThan(7);
  for (const secret of secrets) expect(written).not.toContain(secret);
  expect(written).not.toMatch(/argon2/);
  expect(provedUser(await bench.run("signIn", { email: EMAIL, password: `${GOOD}!` }))).toBe(ada);
});
