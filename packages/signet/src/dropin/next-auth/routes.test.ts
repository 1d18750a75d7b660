/** Sends the same requests to the routes of next-auth 4 and of this package, under both routers. */
import { expect, test, vi } from "vitest";
import {
  after,
  basicOptions,
  type Call,
  callApi,
  callRoute,
  type Jar,
  type Library,
  type Options,
  ours,
  SECRET,
  shownAnswer,
  stopClock,
  theirs,
  within,
} from "./comparison.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
stopClock();

const ENVIRONMENTS: readonly [string, Record<string, string>][] = [
  ["without a configured URL", {}],
  ["on https", { NEXTAUTH_URL: "https://app.example" }],
  ["under another path", { NEXTAUTH_URL: "https://app.example/shop/api/auth" }],
  ["behind a trusted proxy", { AUTH_TRUST_HOST: "true" }],
];
const ROUTERS: readonly [string, typeof callApi][] = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
];

const proxied = { "x-forwarded-host": "shop.example", "x-forwarded-proto": "https" };

/** A cookie under its names on http and on https. */
const under = (name: string, value: string): Jar => ({
  [`next-auth.${name}`]: value,
  [`__Secure-next-auth.${name}`]: value,
});

/** A call of a visitor. `csrf` adds the CSRF token to the body. */
type Case = readonly [string, Call & { readonly csrf?: boolean; readonly options?: Options }];

const VISITORS: readonly Case[] = [
  ["the session", { path: ["session"] }],
  ["a CSRF token", { path: ["csrf"] }],
  ["the providers", { path: ["providers"] }],
  ["the sign-in page", { path: ["signin"] }],
  ["the sign-in page of a provider", { path: ["signin", "credentials"] }],
  ["the sign-in page with an error", { path: ["signin"], query: { error: "CredentialsSignin" } }],
  [
    "the sign-in page with a path to return to",
    { path: ["signin"], query: { callbackUrl: "/account" } },
  ],
  [
    "the sign-in page with another site",
    { path: ["signin"], query: { callbackUrl: "https://evil.example/" } },
  ],
  [
    "the sign-in page with a URL without scheme",
    { path: ["signin"], query: { callbackUrl: "//evil.example" } },
  ],
  ["the sign-out page", { path: ["signout"] }],
  ["the error page", { path: ["error"] }],
  ["the error page of a refusal", { path: ["error"], query: { error: "AccessDenied" } }],
  ["the error page of a configuration", { path: ["error"], query: { error: "Configuration" } }],
  ["the error page of a link", { path: ["error"], query: { error: "Verification" } }],
  ["the error page of a sign-in", { path: ["error"], query: { error: "CredentialsSignin" } }],
  [
    "the error page of a session that is required",
    { path: ["error"], query: { error: "SessionRequired" } },
  ],
  ["the error page with a path", { path: ["error", "AccessDenied"] }],
  ["the page after a mail", { path: ["verify-request"] }],
  ["an unknown route", { path: ["unknown"] }],
  ["an unknown route by POST", { method: "POST", path: ["unknown"], body: {} }],
  ["the session by PUT", { method: "PUT", path: ["session"] }],
  ["the session by DELETE", { method: "DELETE", path: ["session"] }],
  ["a callback by GET", { path: ["callback", "credentials"] }],
  ["a callback of an unknown provider", { path: ["callback", "github"] }],
  [
    "a callback of an unknown provider by POST",
    { method: "POST", path: ["callback", "github"], body: {}, csrf: true },
  ],
  [
    "a sign-in without a CSRF token",
    {
      method: "POST",
      path: ["callback", "credentials"],
      body: { username: "ada", password: "right" },
    },
  ],
  [
    "a sign-in with a wrong CSRF token",
    {
      method: "POST",
      path: ["callback", "credentials"],
      body: { csrfToken: "wrong", username: "ada", password: "right" },
    },
  ],
  [
    "a sign-in",
    {
      method: "POST",
      path: ["callback", "credentials"],
      csrf: true,
      body: { username: "ada", password: "right" },
    },
  ],
  [
    "a sign-in with JSON",
    {
      method: "POST",
      path: ["callback", "credentials"],
      csrf: true,
      body: { json: "true", username: "ada", password: "right" },
    },
  ],
  [
    "a sign-in with a path",
    {
      method: "POST",
      path: ["callback", "credentials"],
      csrf: true,
      body: { json: "true", callbackUrl: "/account", username: "ada", password: "right" },
    },
  ],
  [
    "a sign-in with another site",
    {
      method: "POST",
      path: ["callback", "credentials"],
      csrf: true,
      body: {
        json: "true",
        callbackUrl: "https://evil.example/x",
        username: "ada",
        password: "right",
      },
    },
  ],
  [
    "a sign-in with a wrong password",
    {
      method: "POST",
      path: ["callback", "credentials"],
      csrf: true,
      body: { username: "ada", password: "wrong" },
    },
  ],
  [
    "a sign-in with a wrong password and JSON",
    {
      method: "POST",
      path: ["callback", "credentials"],
      csrf: true,
      body: { json: "true", username: "ada", password: "wrong" },
    },
  ],
  [
    "the start of a sign-in",
    { method: "POST", path: ["signin", "credentials"], csrf: true, body: { json: "true" } },
  ],
  [
    "the start of a sign-in without a CSRF token",
    { method: "POST", path: ["signin", "credentials"], body: {} },
  ],
  [
    "the start of a sign-in without a provider",
    { method: "POST", path: ["signin"], csrf: true, body: {} },
  ],
  ["a sign-out without a session", { method: "POST", path: ["signout"], csrf: true, body: {} }],
  ["a sign-out without a CSRF token", { method: "POST", path: ["signout"], body: {} }],
  [
    "a message for the log",
    { method: "POST", path: ["_log"], body: { level: "error", code: "X", message: "y" } },
  ],
  [
    "an old URL in the cookie",
    { path: ["csrf"], cookies: under("callback-url", "http://localhost:3000/old") },
  ],
  ["a damaged CSRF cookie", { path: ["csrf"], cookies: { "next-auth.csrf-token": "a|b" } }],
  ["a damaged session cookie", { path: ["session"], cookies: under("session-token", "damaged") }],
  [
    "damaged chunks of a session cookie",
    {
      path: ["session"],
      cookies: { ...under("session-token.0", "a"), ...under("session-token.1", "b") },
    },
  ],
];

for (const [environment, variables] of ENVIRONMENTS) {
  for (const [router, call] of ROUTERS) {
    test.each(VISITORS)(
      `a visitor gets the same answer ${environment} under ${router}: %s`,
      async (_name, given) => {
        await within(variables, async () => {
          expect(await visit(ours, call, given)).toEqual(await visit(theirs, call, given));
        });
      },
    );
  }
}

async function visit(library: Library, call: typeof callApi, given: Case[1]): Promise<unknown> {
  const { csrf = false, options = {}, headers, ...rest } = given;
  const all = basicOptions(library, options);
  const start = await startOf(library, all, { call, csrf, headers: { ...proxied, ...headers } });
  const answer = await call(library, all, {
    ...rest,
    headers: { ...proxied, ...headers },
    cookies: { ...start.jar, ...rest.cookies },
    ...(rest.body === undefined ? {} : { body: { ...start.fields, ...rest.body } }),
  });
  return shownAnswer(answer);
}

async function startOf(
  library: Library,
  options: Options,
  { call, csrf, headers }: { call: typeof callApi; csrf: boolean; headers: Record<string, string> },
): Promise<{ jar: Jar; fields: object }> {
  if (!csrf) return { jar: {}, fields: {} };
  const answer = await call(library, options, { path: ["csrf"], headers });
  const { csrfToken } = answer.body as { csrfToken: string };
  return { jar: after({}, answer.setCookies), fields: { csrfToken } };
}

test("each router reads the same one of two cookies of one name as next-auth", async () => {
  await within({}, async () => {
    const token = await theirs.encode({ token: { sub: "1", name: "Ada" }, secret: SECRET });
    const name = "next-auth.session-token";
    for (const cookie of [`${name}=x; ${name}=${token}`, `${name}=${token}; ${name}=x`]) {
      const answers = [];
      for (const library of [ours, theirs]) {
        const call: Call = { path: ["session"], headers: { cookie } };
        answers.push((await callRoute(library, basicOptions(library), call)).body);
      }
      expect(answers[0]).toEqual(answers[1]);
    }
  });
});

test.each(["error", "warn", "debug", "unknown"])(
  "a message of the browser of the level %s reaches the same member of the logger",
  async (level) => {
    await within({}, async () => {
      const seen = [];
      for (const library of [ours, theirs]) {
        const codes: unknown[] = [];
        const member = (kind: string) => (code: string) => void codes.push([kind, code]);
        const logger = { error: member("error"), warn: member("warn"), debug: member("debug") };
        const body = { level, code: "CLIENT_FETCH_ERROR", message: "m" };
        await callApi(library, basicOptions(library, { logger }), {
          method: "POST",
          path: ["_log"],
          body,
        });
        seen.push(codes.filter((entry) => Object(entry)[1] === "CLIENT_FETCH_ERROR"));
      }
      expect(seen[0]).toEqual(seen[1]);
    });
  },
);
