import { generateKeyPairSync } from "node:crypto";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { expect, test } from "vitest";
import { methodBench } from "../../../../fixtures/method-context.ts";
import {
  answerTo,
  beginAt,
  type FakeOpenId,
  fakeOpenId,
  fakeProvider,
} from "../../../../fixtures/provider-answers.ts";
import type { MethodOutcome } from "../../contract.ts";
import {
  apple,
  auth0,
  cognito,
  discord,
  facebook,
  github,
  gitlab,
  google,
  keycloak,
  linkedin,
  microsoftEntra,
  okta,
  slack,
  x,
} from "../index.ts";
import type { ProviderMethod } from "../method.ts";

const client = { clientId: "shop", clientSecret: "secret-of-the-shop" };

/** Returns issuer, subject and profile of a proved identity. */
function whoOf(outcome: MethodOutcome) {
  if (outcome.type !== "proved" || outcome.proved.who.kind !== "identity") {
    throw new Error(`Not proved: ${JSON.stringify(outcome)}`);
  }
  const { issuer, subject, profile } = outcome.proved.who;
  return { issuer, subject, profile };
}

const token = () => ({ access_token: "access-1", token_type: "bearer", scope: "x" });

/** Signs in at a provider of plain OAuth. */
async function plain(
  make: (fetch: typeof globalThis.fetch) => ProviderMethod,
  answers: Record<string, object>,
) {
  const fake = fakeProvider(
    Object.fromEntries(Object.entries(answers).map(([url, answer]) => [url, () => answer])),
  );
  const bench = methodBench(make(fake.fetch));
  const begun = await beginAt(bench);
  return { begun, calls: fake.calls, outcome: await answerTo(bench, begun) };
}

const GITHUB = {
  "https://github.com/login/oauth/access_token": token(),
  "https://api.github.com/user": {
    login: "octocat",
    id: 583231,
    name: "The Octocat",
    email: null,
    avatar_url: "https://avatars.githubusercontent.com/u/583231?v=4",
  },
  "https://api.github.com/user/emails": [
    { email: "other@example.com", primary: false, verified: true, visibility: null },
    { email: "Octo@Example.com", primary: true, verified: true, visibility: "private" },
  ],
};

test("GitHub: the subject is the id, and the address is the primary one of the list", async () => {
  const { begun, calls, outcome } = await plain((fetch) => github({ ...client, fetch }), GITHUB);
  expect(begun.origin + begun.pathname).toBe("https://github.com/login/oauth/authorize");
  expect(begun.searchParams.get("scope")).toBe("read:user user:email");
  expect(begun.searchParams.get("code_challenge_method")).toBe("S256");
  expect(begun.searchParams.has("nonce")).toBe(false);
  expect(whoOf(outcome)).toEqual({
    issuer: "https://github.com/login/oauth",
    subject: "583231",
    profile: {
      email: "octo@example.com",
      emailVerified: true,
      trusted: true,
      name: "The Octocat",
      image: "https://avatars.githubusercontent.com/u/583231?v=4",
    },
  });
  expect(calls.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "POST https://github.com/login/oauth/access_token",
    "GET https://api.github.com/user",
    "GET https://api.github.com/user/emails",
  ]);
  expect(calls[1]?.headers.get("authorization")).toBe("Bearer access-1");
});

test("GitHub: an unverified primary address, and a public address without the list, is not verified", async () => {
  const emails = [{ email: "octo@example.com", primary: true, verified: false }];
  const unverified = { ...GITHUB, "https://api.github.com/user/emails": emails };
  const { outcome } = await plain((fetch) => github({ ...client, fetch }), unverified);
  expect(whoOf(outcome).profile).toMatchObject({ emailVerified: false, trusted: false });

  const forbidden = Response.json({ message: "Resource not accessible" }, { status: 403 });
  const hidden = {
    ...GITHUB,
    "https://api.github.com/user": { id: 1, login: "o", email: "octo@example.com" },
    "https://api.github.com/user/emails": forbidden,
  };
  const second = await plain((fetch) => github({ ...client, fetch }), hidden);
  expect(whoOf(second.outcome).profile).toMatchObject({
    email: "octo@example.com",
    emailVerified: false,
    name: "o",
  });
});

test("O3: GitHub's own issuer in an answer is accepted, and another one is refused", async () => {
  const { fetch } = fakeProvider(
    Object.fromEntries(Object.entries(GITHUB).map(([url, answer]) => [url, () => answer])),
  );
  const bench = methodBench(github({ ...client, fetch }));
  const own = { iss: "https://github.com/login/oauth" };
  expect(await answerTo(bench, await beginAt(bench), own)).toMatchObject({ type: "proved" });
  const other = { iss: "https://github.com" };
  expect(await answerTo(bench, await beginAt(bench), other)).toMatchObject({
    reason: "provider-failed",
  });
});

test("GitHub: an error in the body of the token endpoint is a failure with its code", async () => {
  const answers = {
    "https://github.com/login/oauth/access_token": { error: "bad_verification_code" },
  };
  const { outcome } = await plain((fetch) => github({ ...client, fetch }), answers);
  expect(outcome).toMatchObject({ type: "refused", reason: "provider-failed" });
});

test("Discord: the address counts as verified by `verified`, and is not trusted by itself", async () => {
  const answers = {
    "https://discord.com/api/oauth2/token": token(),
    "https://discord.com/api/users/@me": {
      id: "80351110224678912",
      username: "nelly",
      global_name: "Nelly",
      avatar: "8342729096ea3675442027381ff50dfe",
      verified: true,
      email: "nelly@example.com",
    },
  };
  const { begun, outcome } = await plain((fetch) => discord({ ...client, fetch }), answers);
  expect(begun.searchParams.get("scope")).toBe("identify email");
  expect(whoOf(outcome)).toEqual({
    issuer: "https://discord.com",
    subject: "80351110224678912",
    profile: {
      email: "nelly@example.com",
      emailVerified: true,
      trusted: false,
      name: "Nelly",
      image:
        "https://cdn.discordapp.com/avatars/80351110224678912/8342729096ea3675442027381ff50dfe.png",
    },
  });
});

test("Facebook: an address is never verified, whatever the answer says", async () => {
  const answers = {
    "https://graph.facebook.com/oauth/access_token": { ...token(), expires_in: 5_183_944 },
    "https://graph.facebook.com/me?fields=id,name,email,picture": {
      id: "10221",
      name: "Ada",
      email: "ada@example.com",
      verified: true,
      email_verified: true,
      picture: { data: { url: "https://platform-lookaside.fbsbx.com/p.jpg" } },
    },
  };
  const { outcome } = await plain(
    (fetch) => facebook({ ...client, trustedDomains: "all", fetch }),
    answers,
  );
  expect(whoOf(outcome)).toMatchObject({
    subject: "10221",
    profile: {
      email: "ada@example.com",
      emailVerified: false,
      trusted: false,
      image: "https://platform-lookaside.fbsbx.com/p.jpg",
    },
  });
});

test("X: the client authenticates by Basic, and a confirmed address is verified", async () => {
  const user = "https://api.x.com/2/users/me?user.fields=confirmed_email,profile_image_url";
  const answers = {
    "https://api.x.com/2/oauth2/token": { ...token(), expires_in: 7_200 },
    [user]: { data: { id: "2244994945", name: "Dev", confirmed_email: "dev@example.com" } },
  };
  const { calls, outcome } = await plain((fetch) => x({ ...client, fetch }), answers);
  expect(calls[0]?.headers.get("authorization")).toBe(`Basic ${btoa("shop:secret-of-the-shop")}`);
  expect(calls[0]?.body.has("client_secret")).toBe(false);
  expect(whoOf(outcome)).toMatchObject({
    subject: "2244994945",
    profile: { email: "dev@example.com", emailVerified: true, trusted: false },
  });
  const without = { ...answers, [user]: { data: { id: "2", name: "Dev" } } };
  const second = await plain((fetch) => x({ ...client, fetch }), without);
  expect(whoOf(second.outcome).profile).toMatchObject({ email: null, emailVerified: false });
});

/** Signs in at a preset of OpenID Connect. */
async function openId(
  fake: FakeOpenId,
  make: (fetch: typeof globalThis.fetch) => ProviderMethod,
  claims: Record<string, unknown>,
) {
  fake.claims = claims;
  return fake.signIn(methodBench(make(fake.fetch)));
}

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

const TENANT = "0d5f2b1e-8a3c-4c7d-9e11-5a6b7c8d9e0f";
const OTHER = "11111111-2222-4333-8444-555555555555";

test("Entra: the identity is the object id in the tenant, and an address counts only with xms_edov", async () => {
  const fake = await fakeOpenId(`https://login.microsoftonline.com/${TENANT}/v2.0`);
  const make = (fetch: typeof globalThis.fetch) =>
    microsoftEntra({ ...client, tenant: TENANT, fetch });
  const claims = { tid: TENANT, oid: "object-1", email: "ada@example.com", email_verified: true };
  expect(whoOf(await openId(fake, make, claims))).toEqual({
    issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    subject: "object-1",
    profile: {
      email: "ada@example.com",
      emailVerified: false,
      trusted: false,
      name: null,
      image: null,
    },
  });
  const verified = await openId(fake, make, { ...claims, xms_edov: true });
  expect(whoOf(verified).profile).toMatchObject({ emailVerified: true, trusted: true });
});

test("Entra: another tenant is refused, and so are a token without tenant and one without object id", async () => {
  const fake = await fakeOpenId(`https://login.microsoftonline.com/${TENANT}/v2.0`);
  const make = (fetch: typeof globalThis.fetch) =>
    microsoftEntra({ ...client, tenant: TENANT, fetch });
  for (const claims of [{ tid: OTHER, oid: "1" }, { oid: "1" }, { tid: TENANT }]) {
    const outcome = await openId(fake, make, { email: "a@example.com", ...claims });
    expect(outcome).toMatchObject({ type: "refused", reason: "provider-failed" });
  }
});

test("Entra: with the metadata of all tenants, only the listed tenants pass, each under its own issuer", async () => {
  const base = "https://login.microsoftonline.com";
  const fake = await fakeOpenId(`${base}/common/v2.0`, { issuer: `${base}/{tenantid}/v2.0` });
  const make = (fetch: typeof globalThis.fetch) =>
    microsoftEntra({ ...client, tenant: "common", tenants: [TENANT], fetch });
  const claims = (tid: string) => ({
    iss: `${base}/${tid}/v2.0`,
    tid,
    oid: "object-1",
    email: "ada@example.com",
  });
  expect(whoOf(await openId(fake, make, claims(TENANT)))).toMatchObject({
    issuer: `${base}/${TENANT}/v2.0`,
    subject: "object-1",
  });
  expect(await openId(fake, make, claims(OTHER))).toEqual({
    type: "refused",
    reason: "provider-failed",
    detail: expect.stringContaining("(not-accepted)"),
  });
  const mixed = { ...claims(TENANT), iss: `${base}/${OTHER}/v2.0` };
  expect(await openId(fake, make, mixed)).toMatchObject({ reason: "provider-failed" });
});

test("O4: Entra's metadata of another host than its own is refused", async () => {
  const base = "https://login.microsoftonline.com";
  const evil = await fakeOpenId(`${base}/common/v2.0`, {
    issuer: "https://evil.example/{tenantid}",
  });
  const method = microsoftEntra({ ...client, tenant: "common", tenants: "any", fetch: evil.fetch });
  expect(await methodBench(method).run("signIn")).toMatchObject({
    detail: expect.stringContaining("(issuer-mismatch)"),
  });
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
  expect(await bench.run("callback", answer)).toEqual({ type: "refused", reason: "cancelled" });
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

type Make = (fetch: typeof globalThis.fetch) => ProviderMethod;

const COMPANIES: readonly [string, Make][] = [
  [
    "https://example.eu.auth0.com/",
    (fetch) => auth0({ ...client, domain: "example.eu.auth0.com", fetch }),
  ],
  ...["https://example.okta.com", "https://example.okta.com/oauth2/default"].map(
    (issuer): [string, Make] => [issuer, (fetch) => okta({ ...client, issuer, fetch })],
  ),
  [
    "https://login.example.com/realms/staff",
    (fetch) => keycloak({ ...client, issuer: "https://login.example.com/realms/staff", fetch }),
  ],
  [
    "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbC",
    (fetch) =>
      cognito({ ...client, region: "eu-central-1", userPoolId: "eu-central-1_AbC", fetch }),
  ],
];

test.each(COMPANIES)("the preset of %s signs in at that issuer", async (issuer, make) => {
  const claims = { email: "ada@example.com", email_verified: "true" };
  expect(whoOf(await openId(await fakeOpenId(issuer), make, claims))).toMatchObject({
    issuer,
    subject: "ada",
    profile: { emailVerified: true, trusted: false },
  });
});
