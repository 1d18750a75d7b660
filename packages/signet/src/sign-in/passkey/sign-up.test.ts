import { expect, test } from "vitest";
import { passkeyBench, REFUSED } from "../../../fixtures/passkey-bench.ts";
import { refused } from "../contract/makers.ts";

test("sign-up is closed by default", async () => {
  const { run } = await passkeyBench();
  expect(await run("signUp", { name: "Ada" })).toEqual(refused("not-allowed"));
});

test("a visitor signs up with a name and a passkey, and signs in with it afterwards", async () => {
  const { run, options, authenticator, accounts, events, signIn } = await passkeyBench({
    signUp: true,
  });
  const begun = await options("signUp", { name: "Grace" });
  expect(begun).toMatchObject({ user: { name: "Grace", displayName: "Grace" } });
  const outcome = await run("signUp", { response: authenticator.create(begun) });
  if (outcome.type !== "proved" || outcome.proved.who.kind !== "user") throw new Error("refused");
  const { userId } = outcome.proved.who;
  expect(await accounts.users.find(userId)).toMatchObject({ name: "Grace", email: null });
  expect(outcome.proved).toMatchObject({ factors: 2, amr: ["hwk", "user", "mfa"] });
  expect(events.map(({ type }) => type)).toEqual(["passkey-added", "signed-up"]);
  expect(await signIn()).toMatchObject({ proved: { who: { userId } } });
});

test("W6: a sign-up with a passkey of another user is refused, and leaves no user", async () => {
  const { register, run, options, authenticator, accounts, reasons } = await passkeyBench({
    signUp: true,
  });
  const created: unknown[] = [];
  const { create } = accounts.users;
  accounts.users.create = async (user) => {
    created.push(user);
    return create(user);
  };
  const id = Buffer.alloc(32, 3);
  await register({ id });
  const response = authenticator.create(await options("signUp", { name: "Eve" }), { id });
  expect(await run("signUp", { response })).toEqual(REFUSED);
  expect(reasons()).toEqual(["credential-exists"]);
  expect(created).toEqual([]);
});

test("W1: a sign-up with a wrong origin or without its challenge is refused", async () => {
  const { run, options, authenticator, reasons } = await passkeyBench({ signUp: true });
  const begun = await options("signUp", { name: "Eve" });
  const wrong = authenticator.create(begun, { origin: "https://evil.example" });
  expect(await run("signUp", { response: wrong })).toEqual(REFUSED);
  expect(reasons()).toEqual(["wrong-origin"]);
  const response = authenticator.create(begun);
  expect(await run("signUp", { response })).toMatchObject({ reason: "no-transaction" });
});

test("a sign-up needs a name, and is refused between two factors", async () => {
  const { run } = await passkeyBench({ signUp: true });
  expect(await run("signUp")).toMatchObject({ reason: "invalid-input", field: "name" });
  const pending = { userId: "someone" };
  expect(await run("signUp", { name: "Eve" }, { pending })).toMatchObject({
    reason: "not-allowed",
  });
});

test("a closed createAuth has no sign-up with a passkey", async () => {
  const { run } = await passkeyBench({ signUp: true }, { signUp: "closed" });
  expect(await run("signUp", { name: "Ada" })).toMatchObject({ reason: "not-allowed" });
});

test("R2: one address makes at most ten users in an hour", async () => {
  const { run, options, authenticator } = await passkeyBench({ signUp: true });
  const signUp = async (address: string) => {
    const response = authenticator.create(await options("signUp", { name: "Eve" }));
    return await run("signUp", { response }, { address });
  };
  for (let count = 0; count < 10; count++) {
    expect(await signUp("192.0.2.1")).toMatchObject({ type: "proved" });
  }
  expect(await signUp("192.0.2.1")).toEqual(refused("rate-limited", { retryAfter: 3_600 }));
  expect(await signUp("192.0.2.2")).toMatchObject({ type: "proved" });
});
