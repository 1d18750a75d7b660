import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { passkeyBench, REFUSED } from "../../../fixtures/passkey-bench.ts";
import { invalidField, proved, refused } from "../contract/makers.ts";

test("W1: a passkey signs its user in, with both factors when the device verified the user", async () => {
  const { register, signIn, ada, stored, accounts, events } = await passkeyBench();
  expect(await register()).toMatchObject({ type: "done", value: { name: "Passkey" } });
  const outcome = await signIn();
  expect(outcome).toEqual(
    proved({ kind: "user", userId: ada.userId }, { amr: ["hwk", "user", "mfa"], factors: 2 }),
  );
  expect(await stored()).toMatchObject({ deviceType: "singleDevice", backedUp: false, counter: 0 });
  expect((await accounts.authenticators.list(ada.userId))[0]?.usedAt).toEqual(expect.any(Number));
  expect(events.map(({ type }) => type)).toEqual(["passkey-added"]);
});

test("W1: an Ed25519 passkey signs in", async () => {
  const { register, signIn } = await passkeyBench();
  await register({ algorithm: -8 });
  expect(await signIn()).toMatchObject({ type: "proved" });
});

test("W1: the options ask for user verification and hold a challenge of 256 bit", async () => {
  const { options } = await passkeyBench();
  const value = await options("signIn");
  expect(value).toMatchObject({ rpId: "localhost", userVerification: "required" });
  expect(value).toHaveProperty("challenge", expect.stringMatching(/^[\w-]{43}$/));
  expect(value).toHaveProperty("allowCredentials", undefined);
});

test.each([
  ["another origin", { origin: "http://localhost:3001" }, "wrong-origin"],
  ["a subdomain", { origin: "http://www.localhost:3000" }, "wrong-origin"],
  ["another RP ID", { rpId: "evil.example" }, "wrong-rp-id"],
  ["another type", { type: "webauthn.create" }, "wrong-type"],
  ["a foreign challenge", { challenge: "A".repeat(43) }, "wrong-challenge"],
  ["no user presence", { userPresent: false }, "user-not-present"],
  ["no user verification", { userVerified: false }, "user-not-verified"],
  [
    "another key",
    { key: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey },
    "bad-signature",
  ],
])("W1: an assertion with %s is refused", async (_, deviation, reason) => {
  const { register, signIn, reasons, events, ada } = await passkeyBench();
  await register();
  expect(await signIn(deviation)).toEqual(REFUSED);
  expect(reasons()).toEqual([reason]);
  expect(events.at(-1)).toMatchObject({ userId: ada.userId });
});

test("W1: a challenge works once, also after a refused response", async () => {
  const { register, run, options, authenticator } = await passkeyBench();
  await register();
  const begun = await options("signIn");
  const response = authenticator.get(begun);
  expect(
    await run("signIn", { response: authenticator.get(begun, { userPresent: false }) }),
  ).toEqual(REFUSED);
  expect(await run("signIn", { response })).toMatchObject({ reason: "no-transaction" });
  const again = authenticator.get(await options("signIn"));
  expect(await run("signIn", { response: again })).toMatchObject({ type: "proved" });
  expect(await run("signIn", { response: again })).toMatchObject({ reason: "no-transaction" });
  await options("signIn");
  expect(await run("signIn", { response: again })).toEqual(REFUSED);
});

test("W1: two tabs share the challenge for four minutes, and then a new one replaces it", async () => {
  const { run, transactions } = await passkeyBench();
  const now = Date.now();
  const challengeAt = async (at: number, pending: { userId: string } | null = null) => {
    const outcome = await run("signIn", {}, { now: at, pending });
    return outcome.type === "challenge" ? outcome : null;
  };
  const challengeOf = (outcome: { value: object } | null) => Object(outcome?.value).challenge;
  const first = await challengeAt(now);
  const second = await challengeAt(now + 239_000);
  expect(challengeOf(second)).toBe(challengeOf(first));
  // A second copy of the transaction would let the challenge work twice.
  expect(second).toHaveProperty("transaction", null);
  expect(transactions.size).toBe(1);
  expect(challengeOf(await challengeAt(now + 240_000))).not.toBe(challengeOf(first));
  const pending = await challengeAt(now + 240_000, { userId: "someone" });
  expect(challengeOf(pending)).not.toBe(challengeOf(await challengeAt(now + 240_000)));
});

test("W1: a challenge of a registration does not sign in", async () => {
  const { register, run, options, authenticator, ada } = await passkeyBench();
  await register();
  const response = authenticator.get(await options("register", {}, { session: ada }));
  expect(await run("signIn", { response })).toMatchObject({ reason: "no-transaction" });
});

test("W1: a registration in another tab leaves the challenge of a sign-in open", async () => {
  const { register, run, options, authenticator } = await passkeyBench();
  await register();
  const begun = await options("signIn");
  const [credential] = authenticator.credentials;
  await register();
  const response = authenticator.get(begun, {}, credential);
  expect(await run("signIn", { response })).toMatchObject({ type: "proved" });
});

test.each([
  ["crossOrigin", { crossOrigin: true }],
  ["crossOrigin that is not a boolean", { crossOrigin: "true" }],
  ["topOrigin", { topOrigin: "https://partner.example" }],
  ["both", { crossOrigin: true, topOrigin: "https://partner.example" }],
])("W2: a response of a frame is refused by default: %s", async (_, deviation) => {
  const { register, signIn, reasons, run, authenticator, options, ada } = await passkeyBench();
  await register();
  expect(await signIn(deviation)).toEqual(REFUSED);
  const created = authenticator.create(await options("register", {}, { session: ada }), deviation);
  expect(await run("register", { response: created }, { session: ada })).toEqual(REFUSED);
  expect(reasons()).toEqual(["cross-origin", "cross-origin"]);
});

test("W2: with topOrigins a frame of exactly these sites works, and none without topOrigin", async () => {
  const topOrigins = ["https://partner.example"];
  const { register, signIn } = await passkeyBench({ topOrigins });
  const frame = { crossOrigin: true, topOrigin: "https://partner.example" };
  expect(await register(frame)).toMatchObject({ type: "done" });
  expect(await signIn(frame)).toMatchObject({ type: "proved" });
  expect(await signIn()).toMatchObject({ type: "proved" });
  expect(await signIn({ crossOrigin: true })).toEqual(REFUSED);
  expect(await signIn({ ...frame, topOrigin: "https://evil.example" })).toEqual(REFUSED);
  const withoutFrame = { topOrigin: "https://partner.example" };
  expect(await signIn(withoutFrame)).toEqual(REFUSED);
  expect(await register(withoutFrame)).toEqual(REFUSED);
});

test("W3: an unknown passkey gets the same answer as a wrong one", async () => {
  const { register, signIn, reasons } = await passkeyBench();
  await register();
  expect(await signIn({ responseId: "AAAA" })).toEqual(REFUSED);
  expect(await signIn({ userPresent: false })).toEqual(REFUSED);
  expect(reasons()).toEqual(["unknown-credential", "user-not-present"]);
});

test("W3: a response with the id of another user's passkey is refused", async () => {
  const { register, signIn, reasons, authenticator, eve } = await passkeyBench();
  await register();
  const adasId = authenticator.credentials[0]?.id ?? "";
  await register({}, eve);
  expect(await signIn({ responseId: adasId })).toEqual(REFUSED);
  expect(reasons()).toEqual(["other-user-handle"]);
});

test("W3: the user handle must be the one of the passkey's user, and it is needed without a known user", async () => {
  const { register, signIn, reasons, authenticator, eve } = await passkeyBench();
  await register({}, eve);
  const evesHandle = authenticator.credentials[0]?.userHandle ?? "";
  await register();
  expect(await signIn({ userHandle: evesHandle })).toEqual(REFUSED);
  expect(await signIn({ userHandle: null })).toEqual(REFUSED);
  expect(reasons()).toEqual(["other-user-handle", "no-user-handle"]);
});

test("W3: as a second factor only the passkeys of the pending user are asked for and accepted", async () => {
  const { register, run, options, authenticator, ada, eve, reasons } = await passkeyBench();
  await register();
  const [adas] = authenticator.credentials;
  await register({}, eve);
  const [, eves] = authenticator.credentials;
  const pending = { userId: ada.userId };
  const begun = await options("signIn", {}, { pending });
  expect(begun).toMatchObject({ allowCredentials: [{ id: adas?.id, type: "public-key" }] });
  const response = authenticator.get(begun, {}, eves);
  expect(await run("signIn", { response }, { pending })).toEqual(REFUSED);
  // The proof of the first factor may have expired before the response.
  const late = authenticator.get(await options("signIn", {}, { pending }), {}, eves);
  expect(await run("signIn", { response: late })).toEqual(REFUSED);
  // The sign-in may have begun before the first factor was proved.
  const early = authenticator.get(await options("signIn"), {}, eves);
  expect(await run("signIn", { response: early }, { pending })).toEqual(REFUSED);
  expect(reasons()).toEqual(["other-user", "other-user", "other-user"]);
  // A security key without discoverable credentials sends no user handle.
  const options2 = await options("signIn", {}, { pending });
  const own = authenticator.get(options2, { userHandle: null }, adas);
  expect(await run("signIn", { response: own }, { pending })).toMatchObject({ type: "proved" });
});

test("W4: a passkey whose flag BE changes is refused", async () => {
  const { register, signIn, reasons, stored } = await passkeyBench();
  await register();
  expect(await signIn({ backupEligible: true })).toEqual(REFUSED);
  await register({ backupEligible: true });
  expect(await stored()).toMatchObject({ deviceType: "multiDevice", backedUp: false });
  expect(await signIn({ backupEligible: false })).toEqual(REFUSED);
  expect(reasons()).toEqual(["backup-flag-changed", "backup-flag-changed"]);
});

test("W4: the flag BS needs BE, and its latest value is stored", async () => {
  const { register, signIn, reasons, stored } = await passkeyBench();
  expect(await register({ backedUp: true })).toEqual(REFUSED);
  await register();
  expect(await signIn({ backedUp: true })).toEqual(REFUSED);
  expect(reasons()).toEqual(["impossible-backup-flags", "impossible-backup-flags"]);
  await register({ backupEligible: true });
  expect(await signIn({ backedUp: true })).toMatchObject({
    proved: { amr: ["swk", "user", "mfa"] },
  });
  expect(await stored()).toMatchObject({ backedUp: true });
  await signIn({ backedUp: false });
  expect(await stored()).toMatchObject({ backedUp: false });
});

test("W5: a counter that does not rise is refused with an event, and a risen one is stored", async () => {
  const { register, signIn, reasons, stored } = await passkeyBench();
  await register({ counter: 5 });
  expect(await signIn({ counter: 5 })).toEqual(REFUSED);
  expect(await signIn({ counter: 4 })).toEqual(REFUSED);
  expect(await signIn({ counter: 0 })).toEqual(REFUSED);
  expect(reasons()).toEqual(["counter-not-rising", "counter-not-rising", "counter-not-rising"]);
  expect(await signIn({ counter: 6 })).toMatchObject({ type: "proved" });
  expect(await stored()).toMatchObject({ counter: 6 });
});

test('W5: with onCounterRegression "report" the sign-in works and an event reports the counter', async () => {
  const { register, signIn, events, stored, ada } = await passkeyBench({
    onCounterRegression: "report",
  });
  await register({ counter: 5 });
  expect(await signIn({ counter: 3 })).toMatchObject({ type: "proved" });
  expect(events.at(-1)).toMatchObject({
    type: "passkey-reported",
    reason: "counter-not-rising",
    userId: ada.userId,
  });
  expect(await stored()).toMatchObject({ counter: 5 });
});

test("W5: of concurrent sign-ins with one counter value only one is accepted", async () => {
  const { register, copies, options, authenticator, stored } = await passkeyBench();
  await register({ counter: 1 });
  const begun = await options("signIn");
  const outcomes = await Promise.all(
    copies(5).map((run) => run("signIn", { response: authenticator.get(begun, { counter: 2 }) })),
  );
  expect(outcomes.filter(({ type }) => type === "proved")).toHaveLength(1);
  expect(await stored()).toMatchObject({ counter: 2 });
});

test("W5: concurrent sign-ins in several browsers all work with a passkey that does not count", async () => {
  const { register, copies, options, authenticator } = await passkeyBench();
  await register();
  const begun = await options("signIn");
  const outcomes = await Promise.all(
    copies(5).map((run) => run("signIn", { response: authenticator.get(begun) })),
  );
  expect(outcomes.map(({ type }) => type)).toEqual(Array(5).fill("proved"));
});

test('with userVerification "preferred" an unverified user proves one factor', async () => {
  const { register, signIn, options } = await passkeyBench({ userVerification: "preferred" });
  await register({ userVerified: false });
  expect(await options("signIn")).toMatchObject({ userVerification: "preferred" });
  expect(await signIn({ userVerified: false })).toMatchObject({
    proved: { factors: 1, amr: ["hwk", "user"] },
  });
  expect(await signIn({ userVerified: true })).toMatchObject({ proved: { factors: 2 } });
});

test.each([
  ["text that is no JSON", "{"],
  ["a list", []],
  ["no members", {}],
  ["another rawId", { id: "AAAA", rawId: "BBBB", type: "public-key", response: {} }],
  ["another type", { id: "AAAA", rawId: "AAAA", type: "password", response: {} }],
  ["no signature", { id: "AAAA", rawId: "AAAA", type: "public-key", response: {} }],
  ["a number", 1],
])("a response that is %s is refused as input", async (_, response) => {
  const { run } = await passkeyBench();
  expect(await run("signIn", { response })).toEqual(invalidField("response"));
});

test("a response may come as the text of a form field", async () => {
  const { register, run, options, authenticator } = await passkeyBench();
  await register();
  const response = JSON.stringify(authenticator.get(await options("signIn")));
  expect(await run("signIn", { response })).toMatchObject({ type: "proved" });
});

test("R6: one address sends at most 300 responses in ten minutes, and no stranger locks a passkey", async () => {
  const { register, run, options, authenticator } = await passkeyBench();
  await register();
  const attempt = async (address: string, deviation = {}) => {
    const response = authenticator.get(await options("signIn"), deviation);
    return await run("signIn", { response }, { address });
  };
  for (let count = 0; count < 300; count++) {
    expect(await attempt("192.0.2.1", { userPresent: false })).toEqual(REFUSED);
  }
  expect(await attempt("192.0.2.1")).toEqual(refused("rate-limited", { retryAfter: 600 }));
  expect(await attempt("192.0.2.2")).toMatchObject({ type: "proved" });
});
