import { expect, test } from "vitest";
import { passkeyBench, REFUSED } from "../../../fixtures/passkey-bench.ts";
import { done, invalidField } from "../contract/makers.ts";

test("W6: the options list exactly EdDSA, ES256 and RS256, and ask for a discoverable passkey", async () => {
  const { options, ada } = await passkeyBench({ rpName: "Shop" });
  expect(await options("register", {}, { session: ada })).toMatchObject({
    rp: { id: "localhost", name: "Shop" },
    user: { name: "ada@example.com", displayName: "Ada" },
    pubKeyCredParams: [{ alg: -8 }, { alg: -7 }, { alg: -257 }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    attestation: "none",
    excludeCredentials: [],
  });
});

test("W6: a key of another algorithm is refused", async () => {
  const { register, reasons } = await passkeyBench();
  expect(await register({ algorithm: -47 })).toEqual(REFUSED);
  expect(reasons()).toEqual(["algorithm-not-allowed"]);
});

test("W6: a credential id of more than 1,023 bytes is refused", async () => {
  const { register, reasons } = await passkeyBench();
  expect(await register({ id: Buffer.alloc(1_024, 7) })).toEqual(REFUSED);
  expect(reasons()).toEqual(["credential-id-length"]);
  expect(await register({ id: Buffer.alloc(1_023, 7) })).toMatchObject({ type: "done" });
});

test("W6: an empty credential id is refused", async () => {
  const { register, accounts, ada } = await passkeyBench();
  expect(await register({ id: Buffer.alloc(0), responseId: "AAAA" })).toEqual(REFUSED);
  expect(await accounts.authenticators.list(ada.userId)).toEqual([]);
});

test("W6: a passkey of another user cannot be registered again", async () => {
  const { register, reasons, accounts, ada, eve } = await passkeyBench();
  const id = Buffer.alloc(32, 9);
  await register({ id });
  expect(await register({ id }, eve)).toEqual(REFUSED);
  expect(await register({ id })).toEqual(REFUSED);
  expect(reasons()).toEqual(["credential-exists", "credential-exists"]);
  expect(await accounts.authenticators.find("passkey", id.toString("base64url"))).toMatchObject({
    userId: ada.userId,
  });
});

test("W6: the id of the response must be the one of the authenticator", async () => {
  const { register, reasons } = await passkeyBench();
  expect(await register({ responseId: "AAAA" })).toEqual(REFUSED);
  expect(reasons()).toEqual(["other-credential-id"]);
});

test.each([
  ["another origin", { origin: "https://evil.example" }, "wrong-origin"],
  ["another RP ID", { rpId: "evil.example" }, "wrong-rp-id"],
  ["another type", { type: "webauthn.get" }, "wrong-type"],
  ["a foreign challenge", { challenge: "A".repeat(43) }, "wrong-challenge"],
  ["no user presence", { userPresent: false }, "user-not-present"],
  ["no user verification", { userVerified: false }, "user-not-verified"],
])("W1: a registration with %s is refused", async (_, deviation, reason) => {
  const { register, reasons } = await passkeyBench();
  expect(await register(deviation)).toEqual(REFUSED);
  expect(reasons()).toEqual([reason]);
});

test("W1: the challenge of a registration works once, and only for the user who began", async () => {
  const { run, options, authenticator, ada, eve } = await passkeyBench();
  const begun = await options("register", {}, { session: ada });
  const response = authenticator.create(begun);
  expect(await run("register", { response }, { session: eve })).toMatchObject({
    reason: "no-transaction",
  });
  expect(await run("register", { response }, { session: ada })).toMatchObject({
    reason: "no-transaction",
  });
});

test("an attestation with certificates is refused before anything reads them", async () => {
  const { register, reasons } = await passkeyBench();
  const certificate = Buffer.from("a certificate with the address of a revocation list");
  const statement = new Map([["x5c", [certificate]]]);
  expect(await register({ format: "packed", statement })).toEqual(REFUSED);
  expect(await register({ format: "apple", statement })).toEqual(REFUSED);
  expect(await register({ format: "fido-u2f" })).toEqual(REFUSED);
  expect(reasons()).toEqual(Array(3).fill("attestation-not-asked"));
});

test("W7: the user handle is random, the same for all passkeys of a user, and of nobody else", async () => {
  const { register, authenticator, ada, eve, options, stored } = await passkeyBench();
  await register();
  await register();
  await register({}, eve);
  const [first, second, eves] = authenticator.credentials.map(({ userHandle }) => userHandle);
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(second).toBe(first);
  expect(eves).not.toBe(first);
  expect(first).not.toContain(ada.userId);
  expect(await stored()).toMatchObject({ userHandle: eves });
  const ids = authenticator.credentials.map(({ id }) => id).slice(0, 2);
  expect(await options("register", {}, { session: ada })).toMatchObject({
    excludeCredentials: ids.map((id) => ({ id, transports: ["internal", "hybrid"] })),
  });
});

test("W7: of two first registrations at once only one sets the user handle", async () => {
  const { run, options, transactions, authenticator, ada } = await passkeyBench();
  const one = authenticator.create(await options("register", {}, { session: ada }));
  const other = new Map(transactions);
  const two = authenticator.create(await options("register", {}, { session: ada }));
  expect(await run("register", { response: two }, { session: ada })).toMatchObject({
    type: "done",
  });
  for (const [key, data] of other) transactions.set(key, data);
  expect(await run("register", { response: one }, { session: ada })).toMatchObject({
    reason: "expired",
  });
});

test("W8: adding and removing need a recent sign-in, and renaming a session", async () => {
  const { operations, run } = await passkeyBench();
  expect(operations["register"]?.access).toBe("recent");
  expect(operations["remove"]?.access).toBe("recent");
  expect(operations["rename"]?.access).toBe("signed-in");
  for (const name of ["register", "remove"]) {
    expect(await run(name, { id: "AAAA" })).toMatchObject({ reason: "not-signed-in" });
  }
});

test("the user names a new passkey, and the answer shows the backup state", async () => {
  const { register, stored, authenticator } = await passkeyBench();
  const synced = { backupEligible: true, backedUp: true };
  expect(await register(synced, undefined, { name: " Phone " })).toEqual(
    done({
      value: {
        id: authenticator.credentials[0]?.id,
        name: "Phone",
        backedUp: true,
        deviceType: "multiDevice",
      },
    }),
  );
  expect(await stored()).toMatchObject({ name: "Phone", aaguid: null });
});

test.each([
  ["too long", "x".repeat(65)],
  ["with a line break", "a\nb"],
  ["of spaces", "   "],
  ["that is no text", 1],
])("a name %s is refused, and the challenge stays open", async (_, name) => {
  const { run, options, authenticator, ada } = await passkeyBench();
  const response = authenticator.create(await options("register", {}, { session: ada }));
  expect(await run("register", { response, name }, { session: ada })).toEqual(invalidField("name"));
  expect(await run("register", { response }, { session: ada })).toMatchObject({ type: "done" });
});
