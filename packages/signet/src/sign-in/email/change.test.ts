import { expect, test } from "vitest";
import {
  addUser,
  inAnotherBrowser,
  mailbox,
  otherCode,
  sessionOf,
  tokenIn,
} from "../../../fixtures/mailbox.ts";
import { methodBench } from "../../../fixtures/method-context.ts";
import { engineKeys } from "../../token/engine/keys.ts";
import { done, refused } from "../contract/makers.ts";
import { emailLink } from "./index.ts";

const email = "ada@example.com";
const next = "ada@new.example";
const expired = refused("expired");

async function setUp(emailVerifiedAt: number | null = 1) {
  const box = mailbox();
  const bench = methodBench(emailLink({ send: box.send }));
  const user = await addUser(bench, email, emailVerifiedAt);
  return { ...box, bench, user, session: sessionOf(user), users: bench.accounts.users };
}

test("L4: a change of the address is done by its link, and the former address is told", async () => {
  const { bench, user, session, users, mails, last } = await setUp();
  const now = Date.now();
  const outcome = await bench.run("changeEmail", { email: next }, { session, now });
  expect(outcome).toMatchObject({ type: "sent" });
  expect(last()).toMatchObject({ to: next, kind: "verify" });
  expect((await users.find(user.id))?.email).toBe(email);
  expect(await bench.run("confirm", { token: tokenIn(last()) }, { session, now })).toEqual(
    done({ value: { email: next }, ends: { userId: user.id, sessions: "others" } }),
  );
  expect(await users.find(user.id)).toMatchObject({ email: next, emailVerifiedAt: now });
  expect(mails).toHaveLength(2);
  expect(last()).toMatchObject({ to: email, kind: "email-changed", url: null, code: null });
  expect(bench.events).toContainEqual({ type: "email-changed", userId: user.id });
});

test("L4: whoever drops the pending changes of a user, such as a reset, ends their links and codes", async () => {
  const { bench, user, session, users, last } = await setUp();
  await bench.run("changeEmail", { email: next }, { session });
  expect(await bench.accounts.oneTime.drop("email-change", user.id)).toBe(1);
  const { code } = last();
  expect(await bench.run("confirm", { token: tokenIn(last()) }, { session })).toEqual(expired);
  expect(await bench.run("code", { code }, { session })).toEqual(expired);
  expect((await users.find(user.id))?.email).toBe(email);
});

test("L4: a finished change ends the other pending changes of the user", async () => {
  const { bench, session, users, user, last } = await setUp();
  const stolen = await inAnotherBrowser(bench, async () => {
    await bench.run("changeEmail", { email: "eve@evil.example" }, { session });
    return { mail: last(), transactions: [...bench.transactions] };
  });
  await bench.run("changeEmail", { email: next }, { session });
  await bench.run("confirm", { token: tokenIn(last()) }, { session });
  bench.transactions.clear();
  for (const [key, data] of stolen.transactions) bench.transactions.set(key, data);
  // Also after the user goes back to the former address, which the pending change names.
  await users.update(user.id, { email });
  const late = await bench.run("confirm", { token: tokenIn(stolen.mail) }, { session });
  expect(late).toEqual(expired);
  expect((await users.find(user.id))?.email).toBe(email);
});

test("L4: a change that a stranger began ends when the owner proves the address of the account", async () => {
  const { bench, user, session, users, last } = await setUp(null);
  await bench.run("changeEmail", { email: "eve@evil.example" }, { session });
  await users.update(user.id, { emailVerifiedAt: Date.now() });
  expect(await bench.run("confirm", { token: tokenIn(last()) }, { session })).toEqual(expired);
  expect((await users.find(user.id))?.email).toBe(email);
});

test("E5: a change dies when the user's address changes in between", async () => {
  const { bench, session, users, user, last } = await setUp();
  await bench.run("changeEmail", { email: next }, { session });
  await users.update(user.id, { email: "ada@third.example" });
  expect(await bench.run("confirm", { token: tokenIn(last()) }, { session })).toEqual(expired);
  expect((await users.find(user.id))?.email).toBe("ada@third.example");
});

test("E5: a change counts for the session's user who asked for it", async () => {
  const { bench, session, last, users, user } = await setUp();
  await bench.run("changeEmail", { email: next }, { session });
  const token = tokenIn(last());
  const eve = sessionOf(await addUser(bench, "eve@evil.example"));
  const notSignedIn = refused("not-signed-in");
  expect(await bench.run("confirm", { token }, { session: eve })).toEqual(notSignedIn);
  expect(await bench.run("confirm", { token })).toEqual(notSignedIn);
  expect((await users.find(user.id))?.email).toBe(email);
  expect(await bench.run("confirm", { token }, { session })).toMatchObject({ type: "done" });
});

test("E6: the owner of an address who opens a stranger's link does not give the address away", async () => {
  const { bench, users, last } = await setUp();
  const eve = await addUser(bench, "eve@evil.example");
  await bench.run("changeEmail", { email: next }, { session: sessionOf(eve) });
  const outcome = await inAnotherBrowser(bench, () =>
    bench.run("confirm", { token: tokenIn(last()) }),
  );
  expect(outcome).toMatchObject({ type: "page", page: { action: null } });
  expect((await users.find(eve.id))?.email).toBe("eve@evil.example");
});

test("P9: a change to the address of another user looks the same until the address is proved", async () => {
  const { bench, session, users, user, last, mails } = await setUp();
  await addUser(bench, next);
  const outcome = await bench.run("changeEmail", { email: next }, { session });
  expect(outcome).toMatchObject({ type: "sent" });
  expect(mails).toHaveLength(1);
  const confirmed = await bench.run("confirm", { token: tokenIn(last()) }, { session });
  expect(confirmed).toEqual(refused("identity-taken"));
  expect((await users.find(user.id))?.email).toBe(email);
});

test("a change that is done stays done when the former address cannot be told", async () => {
  let works = true;
  const box = mailbox();
  const send: typeof box.send = (mail) =>
    works ? box.send(mail) : Promise.reject(new Error("no"));
  const bench = methodBench(emailLink({ send }));
  const user = await addUser(bench, email);
  const session = sessionOf(user);
  await bench.run("changeEmail", { email: next }, { session });
  works = false;
  const outcome = await bench.run("confirm", { token: tokenIn(box.last()) }, { session });
  expect(outcome).toMatchObject({ type: "done" });
  expect(bench.events.at(-1)).toMatchObject({ type: "failed", reason: "message-not-sent" });
});

test("L2: the first proof of an address by its signed-in user ends the other sessions", async () => {
  const { bench, session, users, user, last } = await setUp(null);
  const now = Date.now();
  expect(await bench.run("verify", {}, { session, now })).toMatchObject({ type: "sent" });
  expect(last()).toMatchObject({ to: email, kind: "verify" });
  const outcome = await bench.run("code", { code: last().code }, { session, now });
  expect(outcome).toEqual(done({ ends: { userId: user.id, sessions: "others" } }));
  expect((await users.find(user.id))?.emailVerifiedAt).toBe(now);
  expect(bench.events).toContainEqual({ type: "email-verified", userId: user.id });
});

test("E4: a mail to prove an address neither signs in nor changes an address", async () => {
  const { bench, session, last } = await setUp(null);
  await bench.run("verify", {}, { session });
  const { code } = last();
  const proving = [...bench.transactions];
  // A sign-in of another browser for the same address does not take the code of the other purpose.
  await inAnotherBrowser(bench, async () => {
    await bench.run("signIn", { email });
    if (last().code === code) return;
    const outcome = await bench.run("code", { code });
    expect(outcome).toMatchObject({ type: "refused", reason: "wrong-credentials" });
  });
  // A transaction that names another purpose finds nothing.
  const [[key, data] = ["", {}]] = proving;
  bench.transactions.set(key, { ...data, purpose: "email-sign-in" });
  expect(await bench.run("code", { code }, { session })).toEqual(expired);
});

test("an address that is verified already needs no mail", async () => {
  const { bench, session, mails } = await setUp();
  expect(await bench.run("verify", {}, { session })).toEqual(done());
  expect(mails).toEqual([]);
});

test("a change to the same address is refused", async () => {
  const { bench, session } = await setUp();
  const outcome = await bench.run("changeEmail", { email: " ADA@example.com" }, { session });
  expect(outcome).toMatchObject({ type: "refused", reason: "invalid-input", field: "email" });
});

test("a change needs a recent sign-in, a verification needs a session", () => {
  const operations = emailLink({ send: mailbox().send }).prepare({
    name: "email",
    keys: engineKeys("a-secret-for-tests-of-methods-0123456789"),
    hasStore: false,
    appName: "Test",
    hasSecondFactor: false,
    requiresSecondFactor: false,
    signUp: "open",
  });
  expect(operations.changeEmail.access).toBe("recent");
  expect(operations.verify.access).toBe("signed-in");
});

test("R2: a change gives a user no budget of codes or mails for the address of another user", async () => {
  const { bench, last } = await setUp();
  const outcomes = [];
  for (let at = 0; at < 31; at++) {
    const eve = await addUser(bench, `eve-${at}@evil.example`);
    const given = { session: sessionOf(eve), knownDevice: async () => `device of ${eve.id}` };
    bench.transactions.clear();
    outcomes.push((await bench.run("changeEmail", { email: next }, given)).type);
    for (let add = 1; add <= 2; add++) {
      const outcome = await bench.run("code", { code: otherCode(last().code, add) }, given);
      if ("reason" in outcome && outcome.reason === "rate-limited") outcomes.push("codes limited");
    }
  }
  expect(outcomes.filter((type) => type === "sent")).toHaveLength(30);
  expect(outcomes).toContain("codes limited");
});
