/** Attacks on a sign-in at a provider. */
import { expect, test, vi } from "vitest";
import { callApi, callRoute, ours, prepareTests, SECRET } from "../comparison.test-d.ts";
import { attempt, otherKeys, plain, REFUSED, visitor, world } from "./fake-provider.test-d.ts";
import {
  CLIENT,
  company,
  type Log,
  memoryAdapter,
  recorded,
  SITE,
  signInAt,
} from "./flow.test-d.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
prepareTests();

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

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
