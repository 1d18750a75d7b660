import { expect, test } from "vitest";
import { methodBench } from "../../../../fixtures/method-context.ts";
import { fakeOpenId, openId, whoOf } from "../../../../fixtures/provider-answers.ts";
import { refused } from "../../contract/makers.ts";
import { auth0, cognito, keycloak, microsoftEntra, okta } from "../index.ts";
import type { ProviderMethod } from "../method.ts";

const client = { clientId: "shop", clientSecret: "secret-of-the-shop" };

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

test("O8: Entra: xms_edov of a token without an address verifies no address of userinfo", async () => {
  const fake = await fakeOpenId(`https://login.microsoftonline.com/${TENANT}/v2.0`);
  fake.userinfo = { sub: "ada", email: "ada@example.com" };
  const make = (fetch: typeof globalThis.fetch) =>
    microsoftEntra({ ...client, tenant: TENANT, fetch });
  const outcome = await openId(fake, make, { tid: TENANT, oid: "object-1", xms_edov: true });
  expect(whoOf(outcome).profile).toMatchObject({
    email: "ada@example.com",
    emailVerified: false,
    trusted: false,
  });
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
    ...refused("provider-failed"),
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
