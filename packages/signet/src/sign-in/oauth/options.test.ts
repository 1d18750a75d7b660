import { expect, test } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import { engineKeys } from "../../token/engine/keys.ts";
import { done } from "../contract/makers.ts";
import {
  apple,
  auth0,
  cognito,
  github,
  google,
  keycloak,
  microsoftEntra,
  oauth2,
  oidc,
  type ProviderMethod,
} from "./index.ts";

const client = { clientId: "shop", clientSecret: "secret-of-the-shop" };
const company = { ...client, issuer: "https://login.example" };
const forge = {
  ...client,
  issuer: "https://forge.example",
  authorization: "https://forge.example/authorize",
  token: "https://forge.example/token",
  user: "https://forge.example/me",
  scopes: ["profile"],
  profile: () => ({ email: null, emailVerified: false, name: null, image: null }),
};
const ENTRA = { ...client, tenant: "0d5f2b1e-8a3c-4c7d-9e11-5a6b7c8d9e0f" };

/** Options as JavaScript may pass them. */
function as<T extends object>(options: T, change: object): T {
  return Object.assign({ ...options }, change);
}

const wrong: readonly [string, () => ProviderMethod, RegExp][] = [
  ["a client id that is not set", () => github({ ...client, clientId: undefined }), /clientId/],
  [
    "a secret that is not set",
    () => github({ ...client, clientSecret: undefined }),
    /clientSecret/,
  ],
  ["an empty secret", () => github({ ...client, clientSecret: "" }), /clientSecret/],
  ["an unknown option", () => github(as(client, { scope: "repo" })), /scope is not an option/],
  ["a scope that is no text", () => github(as(client, { scopes: [7] })), /scopes/],
  ["a flag that is no boolean", () => github(as(client, { keepTokens: "yes" })), /keepTokens/],
  ["a parameter of the protocol", () => google({ ...client, parameters: { state: "x" } }), /state/],
  [
    "another redirect",
    () => google({ ...client, parameters: { redirect_uri: "x" } }),
    /redirect_uri/,
  ],
  ["a domain with an @", () => google({ ...client, trustedDomains: ["@a.com"] }), /trustedDomains/],
  [
    "a pattern of domains",
    () => google({ ...client, trustedDomains: ["*.a.com"] }),
    /trustedDomains/,
  ],
  ["a fetch that is no function", () => google(as(client, { fetch: "x" })), /fetch/],
  ["a timeout below a second", () => google({ ...client, timeout: 0.5 }), /timeout/],
  ["an issuer over http", () => oidc({ ...company, issuer: "http://login.example" }), /issuer/],
  ["no issuer", () => oidc({ ...company, issuer: undefined }), /issuer/],
  [
    "the address of a discovery document",
    () => oidc({ ...company, issuer: "https://a.example/.well-known/openid-configuration" }),
    /well-known/,
  ],
  ["sign-out without OpenID Connect", () => github({ ...client, providerSignOut: true }), /OpenID/],
  ["logout without OpenID Connect", () => github({ ...client, backchannelLogout: true }), /OpenID/],
  ["an age without OpenID Connect", () => github({ ...client, maxAge: "1h" }), /OpenID/],
  [
    "a token endpoint over http",
    () => oauth2({ ...forge, token: "http://forge.example" }),
    /token/,
  ],
  ["no profile", () => oauth2(as(forge, { profile: undefined })), /profile/],
  ["a wrong way to authenticate", () => oidc(as(company, { clientAuth: "jwt" })), /clientAuth/],
  ["no tenant", () => microsoftEntra({ ...ENTRA, tenant: undefined }), /tenant/],
  ["a tenant by name", () => microsoftEntra({ ...ENTRA, tenant: "example.com" }), /tenant/],
  [
    "all tenants by omission",
    () => microsoftEntra({ ...ENTRA, tenant: "common" }),
    /every company/,
  ],
  ["a domain with a path", () => auth0({ ...client, domain: "https://a.auth0.com/" }), /domain/],
  [
    "no user pool",
    () => cognito({ ...client, region: "eu-1", userPoolId: undefined }),
    /userPoolId/,
  ],
  [
    "no key of Apple",
    () => apple({ clientId: "shop", teamId: "T", keyId: "K", privateKey: undefined }),
    /privateKey/,
  ],
];

test.each(wrong)("%s is refused when the method is made", (_name, make, message) => {
  expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
  expect(make).toThrow(message);
});

test("no message shows a client secret", () => {
  for (const [, make] of wrong) {
    expect(make).not.toThrow(/secret-of-the-shop/);
  }
});

test("http is allowed for a provider on this machine", () => {
  for (const issuer of ["http://localhost:4000", "http://127.0.0.1:4000", "http://[::1]:4000"]) {
    expect(oidc({ ...company, issuer }).kind).toBe("oauth");
  }
});

test("O16: back-channel logout under a strategy without a store is refused at construction", () => {
  const method = keycloak({ ...company, backchannelLogout: true });
  const prepare = (hasStore: boolean) =>
    method.prepare({
      name: "company",
      keys: engineKeys("a-secret-for-tests-of-methods-0123456789"),
      hasStore,
      appName: "Test",
      hasSecondFactor: false,
      requiresSecondFactor: false,
      signUp: "open",
    });
  expect(() => prepare(false)).toThrow(expect.objectContaining({ code: "invalid-config" }));
  expect(() => prepare(false)).toThrow(/hybrid\(\{ store \}\)/);
  expect(Object.keys(prepare(true))).toEqual([
    "signIn",
    "callback",
    "signOut",
    "backchannelLogout",
  ]);
});

test("without the options, sign-out ends the session here only, and the provider ends none", async () => {
  const bench = methodBench(oidc(company));
  expect(await bench.run("signOut")).toEqual(
    done({ value: { signedOut: true, provider: "not-configured" }, endsSession: true }),
  );
  await expect(bench.run("backchannelLogout")).rejects.toThrow("no operation");
});

test("tokens of a method that keeps none, or that no application uses, are a mistake", async () => {
  const { accounts } = methodBench(oidc(company));
  await expect(oidc(company).tokens.get(accounts, "1")).rejects.toThrow(/keepTokens/);
  const unused = oidc({ ...company, keepTokens: true });
  await expect(unused.tokens.get(accounts, "1")).rejects.toThrow(/createAuth/);
});
