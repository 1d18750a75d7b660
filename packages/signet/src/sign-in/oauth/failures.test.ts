import { afterEach, expect, test, vi } from "vitest";
import { methodBench } from "../../../fixtures/method-context.ts";
import {
  answerTo,
  beginAt,
  type FakeOpenId,
  fakeOpenId,
} from "../../../fixtures/provider-answers.ts";
import { refused } from "../contract/makers.ts";
import { github, oidc } from "./index.ts";

const ISSUER = "https://login.example";
const METADATA = `${ISSUER}/.well-known/openid-configuration`;
const UNAVAILABLE = refused("provider-unavailable");

afterEach(() => {
  vi.useRealTimers();
});

function benchAt({ fetch, issuer }: FakeOpenId, options = {}) {
  return methodBench(oidc({ issuer, clientId: "shop", clientSecret: "s", fetch, ...options }));
}

const broken: readonly [string, () => Response | Promise<Response>][] = [
  ["an error of its server", () => new Response("down", { status: 503 })],
  ["too many requests", () => new Response(null, { status: 429 })],
  ["no connection", () => Promise.reject(new TypeError("fetch failed"))],
  ["silence", () => Promise.reject(new DOMException("slow", "TimeoutError"))],
];

test.each(broken)(
  "a provider that answers with %s is unavailable in every step",
  async (_name, answer) => {
    for (const path of ["/.well-known/openid-configuration", "/token", "/me", "/jwks"]) {
      const provider = await fakeOpenId(ISSUER);
      provider.claims = {};
      provider.answers.set(ISSUER + path, answer);
      const bench = benchAt(provider);
      const outcome = await bench.run("signIn");
      if (path.startsWith("/.well-known")) {
        expect(outcome).toEqual(UNAVAILABLE);
        continue;
      }
      expect(await provider.signIn(bench)).toEqual(UNAVAILABLE);
    }
  },
);

test("a connection that breaks off in the middle of an answer is an outage", async () => {
  const broken = () =>
    new Response(
      new ReadableStream({ pull: (controller) => controller.error(new TypeError("terminated")) }),
      { headers: { "content-type": "application/json" } },
    );
  const provider = await fakeOpenId(ISSUER);
  const { fetch, answers } = provider;
  answers.set(`${ISSUER}/token`, broken);
  expect(await provider.signIn(benchAt(provider))).toEqual(UNAVAILABLE);
  const bench = methodBench(github({ clientId: "shop", clientSecret: "s", fetch }));
  answers.set("https://github.com/login/oauth/access_token", () => ({
    access_token: "a",
    token_type: "bearer",
  }));
  answers.set("https://api.github.com/user", broken);
  expect(await answerTo(bench, await beginAt(bench))).toEqual(UNAVAILABLE);
});

test("metadata that is no JSON is an outage, because a proxy in front of the provider answers so", async () => {
  const provider = await fakeOpenId(ISSUER);
  for (const answer of [new Response("<html>"), new Response(null, { status: 404 })]) {
    provider.answers.set(METADATA, () => answer);
    expect(await benchAt(provider).run("signIn")).toEqual(UNAVAILABLE);
  }
});

test("a failed discovery is not kept, and a good one is for an hour", async () => {
  const provider = await fakeOpenId(ISSUER);
  const good = provider.answers.get(METADATA);
  if (good === undefined) throw new Error("no metadata");
  provider.answers.set(METADATA, () => new Response(null, { status: 500 }));
  const bench = benchAt(provider);
  const asked = () => provider.calls.filter(({ url }) => url === METADATA).length;
  expect(await bench.run("signIn")).toEqual(UNAVAILABLE);
  provider.answers.set(METADATA, good);
  const now = Date.now();
  for (const [later, requests] of [
    [0, 2],
    [3_599_999, 2],
    [3_600_000, 3],
  ] as const) {
    expect((await bench.run("signIn", {}, { now: now + later })).type).toBe("redirect");
    expect(asked()).toBe(requests);
  }
});

test("an outage of the token endpoint keeps no transaction, so that a new sign-in begins", async () => {
  const provider = await fakeOpenId(ISSUER);
  provider.answers.set(`${ISSUER}/token`, () => new Response(null, { status: 502 }));
  const bench = benchAt(provider);
  const begun = await beginAt(bench);
  expect(await answerTo(bench, begun)).toEqual(UNAVAILABLE);
  expect(await answerTo(bench, begun)).toEqual(refused("no-transaction"));
});

test.each([
  ["access_denied", refused("cancelled")],
  ["user_cancelled_login", refused("cancelled")],
  ["temporarily_unavailable", refused("provider-unavailable")],
  ["server_error", refused("provider-unavailable")],
  [
    "invalid_scope",
    { ...refused("provider-failed"), detail: expect.stringContaining("(invalid_scope)") },
  ],
])("the error %s of an answer becomes a stable reason", async (error, expected) => {
  const provider = await fakeOpenId(ISSUER);
  const outcome = await provider.signIn(benchAt(provider), { code: null, error });
  expect(outcome).toEqual(expected);
});

test("texts of the provider are not passed on", async () => {
  const provider = await fakeOpenId(ISSUER);
  const answer = { code: null, error: "<script>alert(1)</script>", error_description: "secret" };
  expect(await provider.signIn(benchAt(provider), answer)).toEqual(refused("provider-failed"));
});

test("a wrong client secret is a failure that names the code", async () => {
  const provider = await fakeOpenId(ISSUER);
  const answer = () => Response.json({ error: "invalid_client" }, { status: 401 });
  provider.answers.set(`${ISSUER}/token`, answer);
  expect(await provider.signIn(benchAt(provider))).toEqual({
    ...refused("provider-failed"),
    detail: expect.stringContaining("(invalid_client)"),
  });
});

test("an error of the accounts is no error of the provider, and is thrown on", async () => {
  const provider = await fakeOpenId(ISSUER);
  const bench = benchAt(provider, { providerSignOut: true });
  bench.accounts.oneTime.put = () => Promise.reject(new Error("the store is down"));
  await expect(provider.signIn(bench)).rejects.toThrow("the store is down");
});

test("a user endpoint of plain OAuth that answers no user proves nothing", async () => {
  const { fetch, answers } = await fakeOpenId(ISSUER);
  const bench = methodBench(github({ clientId: "shop", clientSecret: "s", fetch }));
  answers.set("https://github.com/login/oauth/access_token", () => ({
    access_token: "a",
    token_type: "bearer",
  }));
  for (const [user, detail] of [
    [new Response("<html>"), "no-user"],
    [Response.json([]), "no-user"],
    [Response.json({ message: "Bad credentials" }, { status: 401 }), "no-user"],
    [Response.json({ login: "octocat" }), "no-subject"],
    [Response.json({ id: "" }), "no-subject"],
    [Response.json({ id: "x".repeat(256) }), "no-subject"],
  ] as const) {
    answers.set("https://api.github.com/user", () => user);
    expect(await answerTo(bench, await beginAt(bench))).toEqual({
      ...refused("provider-failed"),
      detail: expect.stringContaining(`(${detail})`),
    });
  }
});
