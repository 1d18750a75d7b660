import { generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect, test } from "vitest";
import { methodBench } from "../../../../fixtures/method-context.ts";
import {
  answerTo,
  beginAt,
  fakeOpenId,
  openId,
  whoOf,
} from "../../../../fixtures/provider-answers.ts";
import { refused } from "../../contract/makers.ts";
import { apple, gitlab, google, linkedin, slack } from "../index.ts";

const client = { clientId: "shop", clientSecret: "secret-of-the-shop" };

test("Google is trusted for its own addresses and for Workspace, and for no others", async () => {
  const fake = await fakeOpenId("https://accounts.google.com");
  for (const [claims, trusted] of [
    [{ email: "ada@gmail.com", email_verified: true }, true],
    [{ email: "ada@example.com", email_verified: true, hd: "example.com" }, true],
    [{ email: "ada@example.com", email_verified: true }, false],
    [{ email: "ada@example.com", email_verified: true, hd: "" }, false],
    [{ email: "ada@gmail.com.evil.org", email_verified: true }, false],
    [{ email: "ada@gmail.com", email_verified: false }, false],
  ] as const) {
    const outcome = await openId(fake, (fetch) => google({ ...client, fetch }), claims);
    expect(whoOf(outcome).profile.trusted).toBe(trusted);
  }
});

test("Google is asked for a refresh token only with keepTokens", async () => {
  const { fetch } = await fakeOpenId("https://accounts.google.com");
  const kept = await beginAt(methodBench(google({ ...client, keepTokens: true, fetch })));
  expect(kept.searchParams.get("access_type")).toBe("offline");
  expect(kept.searchParams.get("prompt")).toBe("consent");
  const other = await beginAt(methodBench(google({ ...client, fetch })));
  expect(other.searchParams.has("access_type")).toBe(false);
});

const key = generateKeyPairSync("ec", { namedCurve: "P-256" });
const applePrivateKey = key.privateKey.export({ format: "pem", type: "pkcs8" }).toString();

function appleWith(fetch: typeof globalThis.fetch) {
  return apple({
    clientId: "shop",
    teamId: "TEAM123456",
    keyId: "KEY1234567",
    // As it stands in an environment variable.
    privateKey: applePrivateKey.replaceAll("\n", "\\n"),
    fetch,
  });
}

test("Apple: the answer is a form of Apple's page, and the client secret is a signed token", async () => {
  const fake = await fakeOpenId("https://appleid.apple.com", { userinfo_endpoint: undefined });
  fake.claims = { email: "ada@privaterelay.appleid.com", email_verified: "true" };
  const bench = methodBench(appleWith(fake.fetch));
  const outcome = await bench.run("signIn");
  if (outcome.type !== "redirect") throw new Error("not sent");
  expect(outcome.transaction?.crossSitePost).toBe(true);
  const begun = new URL(outcome.url);
  expect(begun.searchParams.get("response_mode")).toBe("form_post");
  expect(begun.searchParams.get("scope")).toBe("openid email name");
  expect(begun.searchParams.has("code_challenge")).toBe(false);
  fake.nonce = begun.searchParams.get("nonce");
  const user = JSON.stringify({
    name: { firstName: "Ada", lastName: "Lovelace" },
    email: "victim@example.com",
  });
  const state = begun.searchParams.get("state");
  expect(whoOf(await bench.run("callback", { code: "the-code", state, user }))).toEqual({
    issuer: "https://appleid.apple.com",
    subject: "ada",
    profile: {
      email: "ada@privaterelay.appleid.com",
      emailVerified: true,
      trusted: true,
      name: "Ada Lovelace",
      image: null,
    },
  });
  const secret =
    fake.calls.find(({ method }) => method === "POST")?.body.get("client_secret") ?? "";
  expect(decodeProtectedHeader(secret)).toEqual({ alg: "ES256", kid: "KEY1234567" });
  expect(decodeJwt(secret)).toMatchObject({
    iss: "TEAM123456",
    sub: "shop",
    aud: "https://appleid.apple.com",
  });
});

test("Apple: an address comes from the ID token only, and a malformed `user` changes nothing", async () => {
  const fake = await fakeOpenId("https://appleid.apple.com", { userinfo_endpoint: undefined });
  fake.claims = {};
  const users = ['{"email":"victim@example.com","email_verified":true}', "{", "null", '{"name":7}'];
  for (const user of users) {
    const bench = methodBench(appleWith(fake.fetch));
    const begun = await beginAt(bench);
    fake.nonce = begun.searchParams.get("nonce");
    const state = begun.searchParams.get("state");
    expect(whoOf(await bench.run("callback", { code: "c", state, user })).profile).toMatchObject({
      email: null,
      emailVerified: false,
      name: null,
    });
  }
});

test("Apple: a user who says no in the form gets the reason cancelled", async () => {
  const fake = await fakeOpenId("https://appleid.apple.com");
  const bench = methodBench(appleWith(fake.fetch));
  const state = (await beginAt(bench)).searchParams.get("state");
  const answer = { state, error: "user_cancelled_authorize" };
  expect(await bench.run("callback", answer)).toEqual(refused("cancelled"));
});

test("LinkedIn gets neither nonce nor PKCE, and an ID token with a nonce is refused", async () => {
  const fake = await fakeOpenId("https://www.linkedin.com/oauth");
  const bench = methodBench(linkedin({ ...client, fetch: fake.fetch }));
  const begun = await beginAt(bench);
  expect(begun.searchParams.has("nonce")).toBe(false);
  expect(begun.searchParams.has("code_challenge")).toBe(false);
  fake.claims = { email: "ada@example.com" };
  expect(whoOf(await answerTo(bench, begun)).profile).toMatchObject({ emailVerified: false });
  fake.claims = { nonce: "of-another-request" };
  expect(await answerTo(bench, await beginAt(bench))).toMatchObject({ reason: "provider-failed" });
});

test("Slack: the subject is the workspace with the user", async () => {
  const fake = await fakeOpenId("https://slack.com");
  const claims = {
    sub: "U123",
    "https://slack.com/team_id": "T1",
    "https://slack.com/user_id": "U123",
    email: "ada@example.com",
    email_verified: true,
  };
  const make = (fetch: typeof globalThis.fetch) => slack({ ...client, fetch });
  expect(whoOf(await openId(fake, make, claims))).toMatchObject({
    subject: "T1:U123",
    profile: { emailVerified: true, trusted: false },
  });
  const { "https://slack.com/team_id": _team, ...without } = claims;
  expect(await openId(fake, make, without)).toMatchObject({
    detail: expect.stringContaining("(no-subject)"),
  });
});

test("GitLab: gitlab.com is trusted for verified addresses, and an own GitLab is not", async () => {
  const claims = { email: "ada@example.com", email_verified: true };
  for (const [issuer, trusted] of [
    ["https://gitlab.com", true],
    ["https://git.example.com", false],
  ] as const) {
    const fake = await fakeOpenId(issuer);
    const own = issuer === "https://gitlab.com" ? {} : { issuer };
    const outcome = await openId(fake, (fetch) => gitlab({ ...client, ...own, fetch }), claims);
    expect(whoOf(outcome)).toMatchObject({ issuer, profile: { emailVerified: true, trusted } });
  }
});
