/** Attacks on a sign-in at a provider, and mistakes of providers, against an OpenID provider that does what a test says. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import {
  callApi,
  callRoute,
  type Options,
  ours,
  prepareTests,
  SECRET,
} from "../comparison.test-d.ts";
import {
  CLIENT,
  company,
  type Log,
  memoryAdapter,
  recorded,
  SITE,
  signInAt,
  type Visit,
} from "./flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
prepareTests();

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

type Claims = Record<string, unknown>;
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

let keys: Keys;
let otherKeys: Keys;
beforeAll(async () => {
  [keys, otherKeys] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
});

/** The behaviour of the provider. */
interface World {
  issuer: string;
  metadata: Claims;
  claims: Claims;
  algorithm: string;
  key: CryptoKey | Uint8Array;
  userinfo: Claims;
  tokens: Claims;
  /** Endpoints that redirect. */
  redirects: string[];
  requests: { url: string; authorization: string | null; body: URLSearchParams }[];
}

let world: World;
let nonce: string | null;
let site = 0;
beforeEach(() => {
  // The metadata of an issuer is kept, so each test has another one.
  site += 1;
  world = {
    issuer: `https://login${site}.example.com`,
    metadata: {},
    claims: {},
    algorithm: "RS256",
    key: keys.privateKey,
    userinfo: {},
    tokens: {},
    redirects: [],
    requests: [],
  };
  vi.stubGlobal("fetch", respond);
});

async function respond(url: string, init: RequestInit = {}): Promise<Response> {
  const { issuer, metadata, redirects, userinfo, tokens, requests } = world;
  const { pathname } = new URL(url);
  const headers = new Headers(init.headers);
  const body = new URLSearchParams(init.body instanceof URLSearchParams ? init.body : "");
  requests.push({ url, authorization: headers.get("authorization"), body });
  if (redirects.includes(pathname)) {
    expect(init.redirect).toBe("manual");
    return new Response(null, { status: 302, headers: { location: "https://evil.example/" } });
  }
  switch (pathname) {
    case "/.well-known/openid-configuration":
      return Response.json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/me`,
        jwks_uri: `${issuer}/keys`,
        ...metadata,
      });
    case "/keys":
      return Response.json({
        keys: [{ ...(await exportJWK(keys.publicKey)), kid: "1", use: "sig", alg: "RS256" }],
      });
    case "/token":
      return Response.json({
        access_token: "the access token",
        token_type: "Bearer",
        id_token: await idToken(),
        ...tokens,
      });
    default:
      return Response.json({ sub: "1", name: "Ada", ...userinfo });
  }
}

async function idToken(): Promise<string> {
  const { issuer, claims, algorithm, key } = world;
  const payload = {
    iss: issuer,
    aud: CLIENT.clientId,
    sub: "1",
    name: "Ada",
    email: "ada@example.com",
    ...(nonce !== null && { nonce }),
    iat: Math.floor(Date.now() / 1_000),
    exp: Math.floor(Date.now() / 1_000) + 60,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: algorithm, kid: "1" }).sign(key);
}

const visitor = {
  async visit(location: string): Promise<string> {
    const { searchParams } = new URL(location);
    nonce = searchParams.get("nonce");
    const back = new URL(searchParams.get("redirect_uri") ?? "");
    back.search = new URLSearchParams({
      code: "the code",
      ...(searchParams.has("state") && { state: searchParams.get("state") ?? "" }),
    }).toString();
    return back.href;
  },
};

interface Setting {
  readonly provider?: object;
  readonly more?: Options;
  readonly visit?: Partial<Visit>;
}

async function attempt({ provider = {}, more = {}, visit = {} }: Setting = {}) {
  const log: Log = [];
  const options = {
    secret: SECRET,
    providers: [company({ issuer: world.issuer }, provider)],
    ...recorded(log),
    ...more,
  };
  const result = await signInAt(ours, options, { provider: visitor, call: callApi, ...visit });
  return { ...result, log };
}

const REFUSED = `${SITE}/api/auth/error?error=OAuthCallback`;
const plain = {
  idToken: false,
  authorization: { params: { scope: "profile" } },
  checks: ["state"],
};

test("the provider of this file signs a user in, unless a test changes it", async () => {
  for (const [, call] of ROUTERS) {
    const { answer, jar } = await attempt({ visit: { call } });
    expect(answer.location).toBe(`${SITE}/account`);
    expect(jar).toHaveProperty(["next-auth.session-token"]);
  }
});

test.each([
  ["a key that is not the provider's", () => ({ key: otherKeys.privateKey })],
  [
    "the secret of the client in place of a key",
    () => ({ algorithm: "HS256", key: new TextEncoder().encode(CLIENT.clientSecret) }),
  ],
])("O5: an ID token signed with %s is refused", async (_name, change) => {
  Object.assign(world, change());
  const { answer, log } = await attempt();
  expect(answer.location).toBe(REFUSED);
  expect(log.map(([name]) => name)).not.toContain("callback signIn");
});

test.each([
  ["issuer", { iss: "https://evil.example" }],
  ["audience", { aud: "another" }],
  ["authorized party", { aud: [CLIENT.clientId, "b"], azp: "b" }],
  ["nonce", { nonce: "another" }],
  ["time", { exp: 1 }],
])("O5: an ID token with another %s is refused", async (_name, claims) => {
  world.claims = claims;
  expect((await attempt()).answer.location).toBe(REFUSED);
});

test("O5: an ID token without the expected nonce is refused", async () => {
  world.claims = { nonce: undefined };
  expect((await attempt()).answer.location).toBe(REFUSED);
});

test("an ID token that is signed with the client's secret is accepted where the options say so, with the right secret", async () => {
  const client = { id_token_signed_response_alg: "HS256" };
  Object.assign(world, { algorithm: "HS256", key: new TextEncoder().encode(CLIENT.clientSecret) });
  expect((await attempt({ provider: { client } })).answer.location).toBe(`${SITE}/account`);
  world.key = new TextEncoder().encode("another secret of 32 characters, or more");
  expect((await attempt({ provider: { client } })).answer.location).toBe(REFUSED);
});

test("O2: the state is compared without PKCE too", async () => {
  for (const [, call] of ROUTERS) {
    const change = (params: Record<string, string>) => Object.assign(params, { state: "another" });
    const { answer } = await attempt({ provider: { checks: ["state"] }, visit: { call, change } });
    expect(answer.location).toBe(REFUSED);
  }
});

test("O1: the cookies of one provider are refused at the callback of another one", async () => {
  const providers = ["company", "other"].map((id) => company({ issuer: world.issuer }, { id }));
  const { start } = await attempt({ more: { providers } });
  const back = new URL(await visitor.visit(start.location ?? ""));
  const cookies = Object.fromEntries(
    start.setCookies.map((text) => [
      text.slice(0, text.indexOf("=")),
      text.slice(text.indexOf("=") + 1, text.indexOf(";")),
    ]),
  );
  const answer = await callApi(
    ours,
    { secret: SECRET, providers, ...recorded([]) },
    { path: ["callback", "other"], query: Object.fromEntries(back.searchParams), cookies },
  );
  expect(answer.location).toBe(REFUSED);
});

test("O3: a response without an issuer is refused when the metadata promises one", async () => {
  world.metadata = { authorization_response_iss_parameter_supported: true };
  expect((await attempt()).answer.location).toBe(REFUSED);
  const change = (params: Record<string, string>) => Object.assign(params, { iss: world.issuer });
  expect((await attempt({ visit: { change } })).answer.location).toBe(`${SITE}/account`);
});

test("O3: without a configured issuer, only an issuer on the site of the sign-in page is accepted", async () => {
  const provider = {
    ...plain,
    wellKnown: undefined,
    authorization: `${world.issuer}/authorize`,
    token: `${world.issuer}/token`,
    userinfo: `${world.issuer}/me`,
  };
  for (const [iss, location] of [
    [world.issuer, `${SITE}/account`],
    ["https://evil.example", REFUSED],
  ]) {
    const change = (params: Record<string, string>) => Object.assign(params, { iss });
    expect((await attempt({ provider, visit: { change } })).answer.location).toBe(location);
  }
});

test("O4: metadata with another issuer than the configured one is refused", async () => {
  const { origin } = new URL(world.issuer);
  world.metadata = { issuer: "https://evil.example" };
  const log: Log = [];
  const providers = [company({ issuer: origin }, { issuer: origin })];
  const options = { secret: SECRET, providers, ...recorded(log) };
  const visit = { provider: { visit: async (url: string) => url }, call: callApi };
  const { start } = await signInAt(ours, options, visit);
  expect(start.location).toBe(`${SITE}/api/auth/error?error=OAuthSignin`);
});

test("a slash at the end of an issuer makes no difference", async () => {
  const issuer = world.issuer;
  world.metadata = { issuer: `${issuer}/` };
  world.claims = { iss: `${issuer}/` };
  const { answer } = await attempt({ provider: { issuer } });
  expect(answer.location).toBe(`${SITE}/account`);
});

test("O6: a profile of another user than that of the ID token is refused", async () => {
  const userinfo = {
    request: ({
      client,
      tokens,
    }: Record<string, { userinfo: (token: unknown) => unknown } & { access_token: string }>) =>
      client?.userinfo(tokens?.access_token),
  };
  expect((await attempt({ provider: { userinfo } })).answer.location).toBe(`${SITE}/account`);
  world.userinfo = { sub: "2" };
  expect((await attempt({ provider: { userinfo } })).answer.location).toBe(REFUSED);
});

test.each(["/token", "/me", "/keys", "/.well-known/openid-configuration"])(
  "O10: a redirect of %s is not followed",
  async (path) => {
    world.redirects = [path];
    const provider = path === "/me" ? plain : {};
    const visit = {
      provider: { visit: async (url: string) => (url.startsWith(SITE) ? url : visitor.visit(url)) },
    };
    const { start, answer } = await attempt({ provider, visit });
    expect([start.location, answer.location].join()).toContain("error?error=OAuth");
    expect(world.requests.map(({ url }) => url).join()).not.toContain("evil");
  },
);

test("a request cannot choose the parameters that the callback relies on", async () => {
  const query = {
    redirect_uri: "https://evil.example",
    client_id: "another",
    response_type: "token",
    state: "chosen",
    nonce: "chosen",
    code_challenge: "chosen",
    login_hint: "ada",
  };
  const { start } = await attempt({ visit: { query } });
  const { searchParams } = new URL(start.location ?? "");
  expect(searchParams.getAll("redirect_uri")).toEqual([`${SITE}/api/auth/callback/company`]);
  expect(searchParams.getAll("client_id")).toEqual([CLIENT.clientId]);
  expect(searchParams.get("response_type")).toBe("code");
  expect(searchParams.get("login_hint")).toBe("ada");
  expect([...searchParams.values()]).not.toContain("chosen");
});

test("an endpoint without TLS in the metadata is refused when the address of the metadata has TLS", async () => {
  world.metadata = { token_endpoint: world.issuer.replace("https", "http") };
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

test.each([
  ["email_verified", false],
  ["email_verified", "false"],
  ["email_verified", null],
  ["verified", false],
])(
  "L5: an address whose %s is %j links no account, even where linking by address is allowed",
  async (name, value) => {
    world.claims = { [name]: value };
    const adapter = memoryAdapter();
    adapter.users.push({ id: "1", email: "ada@example.com", emailVerified: new Date() });
    const provider = { allowDangerousEmailAccountLinking: true };
    const { answer } = await attempt({ provider, more: { adapter } });
    expect(answer.location).toBe(`${SITE}/api/auth/error?error=OAuthAccountNotLinked`);
    expect(adapter.accounts).toEqual([]);
  },
);

test("L6: an ended session of the adapter links no account", async () => {
  const adapter = memoryAdapter();
  adapter.users.push({ id: "1", email: "bob@example.com", emailVerified: null });
  adapter.sessions.push({ sessionToken: "old", userId: "1", expires: new Date(Date.now() - 1) });
  const jar = { "next-auth.session-token": "old" };
  await attempt({ more: { adapter }, visit: { jar } });
  expect(adapter.accounts).toMatchObject([{ userId: adapter.users[1]?.id }]);
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

test("no secret and no token is logged when a provider answers wrongly", async () => {
  const seen: string[] = [];
  const note = (...all: unknown[]) => void seen.push(JSON.stringify(all.map(described)));
  const logger = { error: note, warn: note, debug: note };
  world.tokens = { token_type: 1, access_token: ["a leaked token"], id_token: "leaked.token.x" };
  await attempt({ more: { logger } });
  expect(seen.join()).toContain("OAUTH_CALLBACK_ERROR");
  for (const secret of ["leaked", CLIENT.clientSecret, SECRET]) {
    expect(seen.join()).not.toContain(secret);
  }
});

/** Shows an error with all that it holds. */
function described(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const names = [...Object.getOwnPropertyNames(value)].filter((name) => name !== "stack");
  return Object.fromEntries(names.map((name) => [name, described(Reflect.get(value, name))]));
}

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
