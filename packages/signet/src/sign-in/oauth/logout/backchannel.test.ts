import { generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from "jose";
import { beforeEach, expect, test } from "vitest";
import { type MethodBench, methodBench } from "../../../../fixtures/method-context.ts";
import { type FakeOpenId, fakeOpenId } from "../../../../fixtures/provider-answers.ts";
import { identityId } from "../../../accounts/contract.ts";
import { keycloak, oidc } from "../index.ts";

const ISSUER = "https://login.example";
const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const REFUSED = { type: "status", status: 400 };
const DONE = { type: "status", status: 200 };

let provider: FakeOpenId;
let bench: MethodBench;

beforeEach(async () => {
  provider = await fakeOpenId(ISSUER);
  bench = benchAt(provider);
  await begun("session-1", { sub: "ada", sid: "s1" });
  await begun("session-2", { sub: "ada", sid: "s2" });
  await begun("session-3", { sub: "eve", sid: "s3" });
});

function benchAt({ fetch, issuer }: FakeOpenId, make: typeof oidc = oidc): MethodBench {
  return methodBench(
    make({ issuer, clientId: "shop", clientSecret: "s", backchannelLogout: true, fetch }),
  );
}

/** Keeps a session of ours that began at the provider, as the service does. */
async function begun(
  sessionId: string,
  { sub, sid }: { sub: string; sid: string },
  issuer = ISSUER,
) {
  for (const group of [
    [issuer, "sid", sid],
    [issuer, "sub", sub],
  ]) {
    const token = {
      id: crypto.randomUUID(),
      purpose: "provider-session",
      group: JSON.stringify(group),
      data: JSON.stringify({ sessionId, userId: sub }),
      expiresAt: Date.now() + 60_000,
    };
    await bench.accounts.oneTime.put(token, Date.now());
  }
}

const seconds = () => Math.floor(Date.now() / 1_000);

function claimsOf(change: Readonly<Record<string, unknown>> = {}): JWTPayload {
  return {
    iss: ISSUER,
    aud: "shop",
    iat: seconds(),
    exp: seconds() + 120,
    jti: crypto.randomUUID(),
    events: { [EVENT]: {} },
    sid: "s1",
    ...change,
  };
}

const signed = (change = {}, header = {}) =>
  provider.sign(claimsOf(change), { typ: "logout+jwt", ...header });

const send = (logout_token: unknown) => bench.run("backchannelLogout", { logout_token });

test("O16: a logout token with a sid ends exactly the session of that sid", async () => {
  expect(await send(await signed({ sub: "ada" }))).toEqual(DONE);
  expect(bench.revoked).toEqual(["session-1"]);
  expect(bench.events).toEqual([
    { type: "provider-signed-out", userId: "ada", authenticator: ISSUER },
  ]);
});

test("O16: a logout token with a sub alone ends all sessions of that user at this issuer", async () => {
  await begun("session-4", { sub: "ada", sid: "s1" }, "https://other.example");
  expect(await send(await signed({ sid: undefined, sub: "ada" }))).toEqual(DONE);
  expect(bench.revoked).toEqual(["session-1", "session-2"]);
});

test("O16: a logout of a session that is not known is done", async () => {
  expect(await send(await signed({ sid: "unknown" }))).toEqual(DONE);
  expect(bench.revoked).toEqual([]);
});

test.each([
  ["without a subject and a session", { sid: undefined }],
  ["with a nonce", { nonce: "n" }],
  ["with an empty nonce", { nonce: "" }],
  ["without events", { events: undefined }],
  ["whose events are a list", { events: [EVENT] }],
  ["whose event is no object", { events: { [EVENT]: true } }],
  ["of another event", { events: { "http://schemas.openid.net/event/other": {} } }],
  ["of another issuer", { iss: "https://evil.example" }],
  ["for another client", { aud: "another-shop" }],
  ["without an issuer", { iss: undefined }],
  ["without an audience", { aud: undefined }],
  ["without jti", { jti: undefined }],
  ["with an empty jti", { jti: "" }],
  ["without iat", { iat: undefined }],
  ["without exp", { exp: undefined }],
  ["that expired", { exp: Math.floor(Date.now() / 1_000) - 60 }],
  ["with a sid that is no text", { sid: 1 }],
  ["with a sub that is no text", { sub: ["ada"] }],
])("O13: a logout token %s is refused, and ends nothing", async (_name, change) => {
  expect(await send(await signed(change))).toEqual(REFUSED);
  expect(bench.revoked).toEqual([]);
});

test("O13: a logout token with a wrong signature, without one, or of a symmetric key is refused", async () => {
  const { privateKey } = await generateKeyPair("ES256");
  const header = { alg: "ES256", kid: "1", typ: "logout+jwt" };
  const secret = new TextEncoder().encode("s".repeat(32));
  for (const token of [
    await new SignJWT(claimsOf()).setProtectedHeader(header).sign(privateKey),
    new UnsecuredJWT(claimsOf()).encode(),
    await new SignJWT(claimsOf()).setProtectedHeader({ ...header, alg: "HS256" }).sign(secret),
    "",
    "a.b.c",
    "x".repeat(20_000),
    7,
    null,
  ]) {
    expect(await send(token)).toEqual(REFUSED);
  }
  expect(bench.revoked).toEqual([]);
});

test("O14: a token of another type is refused, so that an ID token ends nothing", async () => {
  for (const typ of ["JWT", "at+jwt", "logout+jwt2", undefined]) {
    const header = typ === undefined ? {} : { typ };
    expect(await send(await provider.sign(claimsOf(), header))).toEqual(REFUSED);
  }
  for (const typ of ["Logout+JWT", "application/logout+jwt"]) {
    expect(await send(await signed({}, { typ }))).toEqual(DONE);
  }
});

test("O14: Keycloak's preset takes the type JWT, and still no other one and no ID token", async () => {
  bench = benchAt(provider, keycloak);
  await begun("session-1", { sub: "ada", sid: "s1" });
  expect(await send(await signed({}, { typ: "at+jwt" }))).toEqual(REFUSED);
  expect(await send(await signed({ events: undefined, nonce: "n" }, { typ: "JWT" }))).toEqual(
    REFUSED,
  );
  expect(await send(await signed({}, { typ: "JWT" }))).toEqual(DONE);
  expect(bench.revoked).toEqual(["session-1"]);
});

test("O15: a logout token works once, also when it is sent many times at once", async () => {
  const token = await signed();
  const answers = await Promise.all(Array.from({ length: 10 }, () => send(token)));
  expect(answers.filter((answer) => JSON.stringify(answer) === JSON.stringify(DONE))).toHaveLength(
    1,
  );
  expect(await send(token)).toEqual(REFUSED);
});

test("O15: a logout token is refused after two minutes, and from the future", async () => {
  const exp = seconds() + 3_600;
  for (const iat of [seconds() - 151, seconds() + 60]) {
    expect(await send(await signed({ iat, exp }))).toEqual(REFUSED);
  }
  expect(await send(await signed({ iat: seconds() - 110, exp }))).toEqual(DONE);
});

test("O15: a logout token that could not be carried out may be sent again", async () => {
  const token = await signed();
  const { list } = bench.accounts.oneTime;
  bench.accounts.oneTime.list = () => Promise.reject(new Error("the store is down"));
  await expect(send(token)).rejects.toThrow("the store is down");
  bench.accounts.oneTime.list = list;
  expect(await send(token)).toEqual(DONE);
  expect(bench.revoked).toEqual(["session-1"]);
});

test("an outage of the provider's keys refuses a logout token, and uses it up not", async () => {
  const token = await signed();
  const keys = provider.answers.get(`${ISSUER}/jwks`);
  if (keys === undefined) throw new Error("no keys");
  provider.answers.set(`${ISSUER}/jwks`, () => new Response(null, { status: 503 }));
  expect(await send(token)).toEqual(REFUSED);
  provider.answers.set(`${ISSUER}/jwks`, keys);
  expect(await send(token)).toEqual(DONE);
});

test("many logout tokens with unknown keys cause one request for the keys", async () => {
  await send(await signed());
  const before = provider.calls.length;
  for (let count = 0; count < 10; count++) await send(await signed({}, { kid: `k${count}` }));
  expect(provider.calls.length - before).toBeLessThanOrEqual(1);
});

async function keep(subject: string, tokens: object): Promise<() => Promise<object>> {
  const id = identityId(ISSUER, subject);
  const data = JSON.stringify({ provider: "login.example", tokens });
  const { authenticators } = bench.accounts;
  await authenticators.add({ kind: "identity", id, userId: subject, data, createdAt: 0 });
  return async () => JSON.parse((await authenticators.find("identity", id))?.data ?? "{}");
}

const kept = { access: "a", refresh: "r", expiresAt: null, scopes: ["openid"], sid: "s1" };

test("O16: the kept tokens of the session end with it, and the identity stays", async () => {
  const read = await keep("ada", kept);
  await send(await signed());
  expect(await read()).toEqual({ provider: "login.example" });
});

test("O16: kept tokens of another session, of another user, and for offline access stay", async () => {
  const other = await keep("ada", { ...kept, sid: "s2" });
  const eves = await keep("eve", kept);
  await send(await signed({ sub: "ada" }));
  expect(await other()).toHaveProperty("tokens");
  expect(await eves()).toHaveProperty("tokens");
  await send(await signed({ sub: "ada", sid: undefined }));
  expect(await other()).not.toHaveProperty("tokens");
  const offline = await keep("bob", { ...kept, scopes: ["openid", "offline_access"] });
  await send(await signed({ sub: "bob", sid: undefined }));
  expect(await offline()).toHaveProperty("tokens");
});
