/** Providers that differ from the standards, and the ways in which a client authenticates. */
import { exportJWK, generateKeyPair } from "jose";
import { expect, test, vi } from "vitest";
import { callApi, callRoute, ours, prepareTests, SECRET } from "../comparison.test-d.ts";
import { attempt, plain, REFUSED, visitor, world } from "./fake-provider.test-d.ts";
import { CLIENT, company, type Log, recorded, SITE, signInAt } from "./flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
prepareTests();

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

test("an ID token that is signed with the client's secret is accepted where the options say so, with the right secret", async () => {
  const client = { id_token_signed_response_alg: "HS256" };
  Object.assign(world, { algorithm: "HS256", key: new TextEncoder().encode(CLIENT.clientSecret) });
  expect((await attempt({ provider: { client } })).answer.location).toBe(`${SITE}/account`);
  world.key = new TextEncoder().encode("another secret of 32 characters, or more");
  expect((await attempt({ provider: { client } })).answer.location).toBe(REFUSED);
});

test("a slash at the end of an issuer makes no difference", async () => {
  const issuer = world.issuer;
  world.metadata = { issuer: `${issuer}/` };
  world.claims = { iss: `${issuer}/` };
  const { answer } = await attempt({ provider: { issuer } });
  expect(answer.location).toBe(`${SITE}/account`);
});

test("an endpoint without TLS in the metadata is refused when the address of the metadata has TLS", async () => {
  world.metadata = { token_endpoint: `${world.issuer.replace("https", "http")}/token` };
  expect((await attempt()).answer.location).toBe(REFUSED);
});

test.each([
  ["no type of the token", { token_type: undefined }],
  ["scopes in a list", { scope: ["a", "b"] }],
  ["members that are null", { refresh_token: null, scope: null }],
])("a token response with %s is accepted", async (_name, tokens) => {
  world.tokens = tokens;
  const { answer, log } = await attempt();
  expect(answer.location).toBe(`${SITE}/account`);
  const [, params] = log.find(([name]) => name === "callback signIn") ?? [];
  const { account } = Object(params);
  if ("scope" in tokens && tokens.scope !== null) expect(account.scope).toBe("a b");
});

test("an ID token that was not asked for and that no key can verify is left out", async () => {
  const provider = {
    ...plain,
    wellKnown: undefined,
    authorization: `${world.issuer}/authorize`,
    token: `${world.issuer}/token`,
    userinfo: `${world.issuer}/me`,
  };
  const { answer, log } = await attempt({ provider });
  expect(answer.location).toBe(`${SITE}/account`);
  const [, params] = log.find(([name]) => name === "callback signIn") ?? [];
  expect(Object(params).account).not.toHaveProperty("id_token");
});

test("the answer of a provider with a form gets cookies that browsers send with it", async () => {
  vi.stubEnv("NEXTAUTH_URL", "https://app.example");
  const provider = { authorization: { params: { scope: "openid", response_mode: "form_post" } } };
  const visit = { provider: { visit: async () => `${SITE}/` } };
  const { start } = await attempt({ provider, visit });
  const cookies = start.setCookies.filter((text) => !text.includes("csrf"));
  expect(cookies.filter((text) => text.includes("SameSite=None"))).toHaveLength(4);
  for (const text of cookies.slice(-4)) expect(text).toMatch(/Secure/);
});

test("a callback by a form signs in", async () => {
  const provider = {
    authorization: { params: { scope: "openid", response_mode: "form_post" } },
    checks: ["pkce", "state"],
  };
  const log: Log = [];
  const options = {
    secret: SECRET,
    providers: [company({ issuer: world.issuer }, provider)],
    ...recorded(log),
  };
  for (const [, call] of ROUTERS) {
    const { back, start } = await signInAt(ours, options, { provider: visitor, call });
    const cookies = Object.fromEntries(
      start.setCookies.map((text) => [
        text.slice(0, text.indexOf("=")),
        text.slice(text.indexOf("=") + 1, text.indexOf(";")),
      ]),
    );
    const body = Object.fromEntries(back.searchParams);
    const answer = await call(ours, options, {
      method: "POST",
      path: ["callback", "company"],
      cookies,
      body,
    });
    expect(answer.setCookies.join()).toContain("session-token");
  }
});

test("the metadata of a provider is read once for many sign-ins", async () => {
  await attempt();
  await attempt();
  const read = world.requests.filter(({ url }) => url.includes("well-known"));
  expect(read).toHaveLength(1);
});

test("metadata that could not be read is read again", async () => {
  world.redirects = ["/.well-known/openid-configuration"];
  const visit = { provider: { visit: async () => `${SITE}/` } };
  await attempt({ visit });
  world.redirects = [];
  expect((await attempt()).answer.location).toBe(`${SITE}/account`);
});

test.each([
  ["by HTTP Basic", {}, {}, "Basic"],
  [
    "in the body, where the metadata names only that",
    {},
    { token_endpoint_auth_methods_supported: ["client_secret_post"] },
    null,
  ],
  ["in the body", { client: { token_endpoint_auth_method: "client_secret_post" } }, {}, null],
  ["with a signed JWT", { client: { token_endpoint_auth_method: "client_secret_jwt" } }, {}, null],
  ["not", { client: { token_endpoint_auth_method: "none" }, clientSecret: undefined }, {}, null],
])("the client sends its secret %s", async (name, provider, metadata, scheme) => {
  world.metadata = metadata;
  expect((await attempt({ provider })).answer.location).toBe(`${SITE}/account`);
  const { authorization, body } = world.requests.find(({ url }) => url.endsWith("/token")) ?? {};
  expect(authorization?.split(" ")[0] ?? null).toBe(scheme);
  expect(body?.has("client_secret")).toBe(name.startsWith("in the body"));
  expect(body?.has("client_assertion")).toBe(name.includes("JWT"));
});

test.each(["RS256", "ES256", "PS256"])(
  "the client proves itself with a private key for %s",
  async (alg) => {
    const pair = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(pair.privateKey)), alg, kid: "k" };
    const provider = {
      client: { token_endpoint_auth_method: "private_key_jwt" },
      jwks: { keys: [jwk] },
    };
    expect((await attempt({ provider })).answer.location).toBe(`${SITE}/account`);
  },
);

test("a tenant of Microsoft signs in under the address of all tenants, with a token of that tenant", async () => {
  const origin = "https://login.microsoftonline.com";
  world.issuer = origin;
  world.metadata = { issuer: `${origin}/{tenantid}/v2.0` };
  const wellKnown = `${origin}/common/v2.0/.well-known/openid-configuration?appid=1`;
  for (const [iss, location] of [
    [`${origin}/tenant-1/v2.0`, `${SITE}/account`],
    [`${origin}/tenant-2/v2.0`, REFUSED],
  ]) {
    world.claims = { iss, tid: "tenant-1" };
    expect((await attempt({ provider: { wellKnown } })).answer.location).toBe(location);
  }
  expect(world.requests[0]?.url).toBe(wellKnown);
});

test("a refusal with the status 200, as GitHub sends it, is logged with its reason", async () => {
  world.tokens = { error: "bad_verification_code", error_description: "expired" };
  const messages: string[] = [];
  const error = (_code: string, metadata: unknown) => {
    messages.push(Object(Object(metadata).error).message);
  };
  const { answer } = await attempt({ more: { logger: { error, warn() {}, debug() {} } } });
  expect(answer.location).toBe(REFUSED);
  expect(messages).toEqual(["bad_verification_code (expired)"]);
});
