import { expect, test } from "vitest";
import { createSignet } from "../engine/create-signet.ts";
import { testBrowser } from "../testing/browser.ts";
import { testClock } from "../testing/clock.ts";
import { engineKeys } from "../token/engine/keys.ts";
import { signedCodec } from "../token/engine/signed-codec.ts";
import { jwt } from "./jwt.ts";

const secret = "a-secret-for-jwt-tests-0123456789-abcdef";
const LOCAL = { host: "localhost:3000" };

function payloadOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

test("a jwt() token has claims of RFC 7519 and OpenID Connect, with times in whole seconds", async () => {
  const clock = testClock(1_800_000_000_999);
  const signet = createSignet({ strategy: jwt(), secret, now: () => clock.now() });
  const { credential, session } = await signet.signIn(LOCAL, { userId: "ada" });
  expect(payloadOf(credential)).toEqual({
    sub: "ada",
    sid: session.id,
    iat: 1_800_000_000,
    exp: 1_800_604_800,
    auth_time: 1_800_000_000,
    created: 1_800_000_000,
    data: {},
  });
});

test("a jwt() token of a session with terms of its own has them as its last claim", async () => {
  const clock = testClock(1_800_000_000_999);
  const signet = createSignet({ strategy: jwt(), secret, now: () => clock.now() });
  const plain = payloadOf((await signet.signIn(LOCAL, { userId: "ada" })).credential);
  const { credential, session } = await signet.signIn(LOCAL, {
    ...{ userId: "ada", lifetime: { idle: "1h" }, persistent: false },
  });
  expect(Object.keys(plain)).toEqual(["sub", "sid", "iat", "exp", "auth_time", "created", "data"]);
  const claims = payloadOf(credential);
  expect(Object.keys(claims)).toEqual([...Object.keys(plain), "terms"]);
  expect(claims).toMatchObject({
    ...{ sid: session.id, exp: 1_800_003_600, terms: [3_600_000, null, 0] },
  });
});

test("a jwt() token with terms that cannot be read is malformed, although its signature is good", async () => {
  const tokens = signedCodec(engineKeys(secret), "session:signet", "signet-session+jwt");
  const signet = createSignet({ strategy: jwt(), secret });
  const claims = payloadOf((await signet.signIn(LOCAL, { userId: "ada" })).credential);
  const read = async (terms: unknown) => {
    const credential = await tokens.issue({ ...claims, terms });
    return signet.read({ ...LOCAL, authorization: `Bearer ${credential}` });
  };
  expect(await read([60_000, null, 1])).toMatchObject({ status: "active" });
  for (const terms of [null, "1h", [], [60_000], [0, null, 1], [null, null, "0"], {}]) {
    expect(await read(terms)).toEqual({ status: "rejected", reason: "malformed" });
  }
});

test("a tombstone that is presented as a credential has the wrong type", async () => {
  const signet = createSignet({ strategy: jwt(), secret });
  const browser = testBrowser();
  browser.receive((await signet.signIn(browser.headers(), { userId: "ada" })).setCookies);
  const [, tombstone = ""] = await signet.signOut(browser.headers());
  const value = tombstone.slice(tombstone.indexOf("=") + 1).split(";", 1)[0];
  expect(await signet.read({ ...LOCAL, authorization: `Bearer ${value}` })).toEqual({
    status: "rejected",
    reason: "wrong-type",
  });
});

test("a tombstone outlives the credential of its session by at most 61 seconds", async () => {
  const clock = testClock();
  const signet = createSignet({ strategy: jwt(), secret, now: () => clock.now() });
  const browser = testBrowser();
  const { session, setCookies } = await signet.signIn(browser.headers(), { userId: "ada" });
  browser.receive(setCookies);
  const [, tombstone = ""] = await signet.signOut(browser.headers());
  const maxAge = Number(/Max-Age=(\d+)/.exec(tombstone)?.[1]);
  const left = (session.expiresAt.getTime() - clock.now()) / 1_000;
  expect(maxAge).toBeGreaterThan(left);
  expect(maxAge).toBeLessThanOrEqual(left + 61);
});

test("a tombstone outlives a late renewal by a server with a clock that is ahead", async () => {
  const clock = testClock();
  const server = (ahead: number) =>
    createSignet({ strategy: jwt(), secret, now: () => clock.now() + ahead });
  const [exact, fast] = [server(0), server(60_000)];
  const browser = testBrowser();
  browser.receive((await exact.signIn(browser.headers(), { userId: "ada" })).setCookies);
  clock.advance(2 * 86_400_000);
  const reading = await fast.read(browser.headers());
  const [late = ""] = await fast.renew(browser.headers(), reading);
  const [, tombstone = ""] = await exact.signOut(browser.headers());
  const maxAge = (text: string) => Number(/Max-Age=(\d+)/.exec(text)?.[1]);
  browser.receive([late]);
  const renewed = await exact.read(browser.headers());
  const end = renewed.status === "active" ? renewed.session.expiresAt.getTime() : Number.NaN;
  expect(maxAge(tombstone)).toBeGreaterThanOrEqual((end - clock.now()) / 1_000);
});

test("a tombstone of another secret ends no session", async () => {
  const signet = createSignet({ strategy: jwt(), secret });
  const other = createSignet({
    strategy: jwt(),
    secret: "quite-another-secret-0123456789-abcdefg",
  });
  const { credential } = await signet.signIn(LOCAL, { userId: "ada" });
  const foreign = testBrowser();
  foreign.receive((await other.signIn(foreign.headers(), { userId: "ada" })).setCookies);
  foreign.receive(await other.signOut(foreign.headers()));
  const cookie = `signet=${credential}; ${foreign.headers().cookie}`;
  expect((await signet.read({ ...LOCAL, cookie })).status).toBe("active");
});

test("a signed jwt() token without a claim, or with a claim of another type, is malformed", async () => {
  const tokens = signedCodec(engineKeys(secret), "session:signet", "signet-session+jwt");
  const signet = createSignet({ strategy: jwt(), secret });
  const now = Math.floor(Date.now() / 1_000);
  const times = { iat: now, exp: now + 60, auth_time: now, created: now };
  const claims = { sub: "ada", sid: "a".repeat(26), ...times, data: {} };
  const statusOf = async (changed: object) => {
    const credential = await tokens.issue({ ...claims, ...changed });
    const reading = await signet.read({ ...LOCAL, authorization: `Bearer ${credential}` });
    return reading.status === "rejected" ? reading.reason : reading.status;
  };
  expect(await statusOf({})).toBe("active");
  for (const claim of ["sub", "sid", "iat", "exp", "auth_time", "created"]) {
    for (const value of [undefined, null, true, [], ["ada"], {}]) {
      expect([claim, value, await statusOf({ [claim]: value })]).toEqual([
        claim,
        value,
        "malformed",
      ]);
    }
  }
  expect(await statusOf({ sub: 7 })).toBe("malformed");
  expect(await statusOf({ exp: "9999999999" })).toBe("malformed");
});

test("a token is refused after its secret was removed", async () => {
  const fresh = "quite-a-fresh-secret-0123456789-abcdefghi";
  const before = createSignet({ strategy: jwt(), secret });
  const during = createSignet({ strategy: jwt(), secret: [fresh, secret] });
  const after = createSignet({ strategy: jwt(), secret: fresh });
  const { credential } = await before.signIn(LOCAL, { userId: "ada" });
  const request = { ...LOCAL, authorization: `Bearer ${credential}` };
  expect((await during.read(request)).status).toBe("active");
  expect(await after.read(request)).toEqual({ status: "rejected", reason: "unknown-key" });
});
