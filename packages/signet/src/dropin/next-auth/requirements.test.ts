/** Tests the fixed incidents of next-auth that concern sessions. docs/sessions-requirements.md names them. */
import { NextRequest } from "next/server.js";
import { expect, test, vi } from "vitest";
import {
  basicOptions,
  callApi,
  callRoute,
  cookieHeader,
  FakeResponse,
  ours,
  prepareTests,
  SECRET,
  signedIn,
} from "./comparison.test-d.ts";
import { current } from "./next-headers.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

const NAME = "next-auth.session-token";
const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

/** Everything that a program can ask for the session of a request with these cookies and headers. */
async function allReads(cookies: Record<string, string>, headers: Record<string, string> = {}) {
  const options = basicOptions(ours);
  const head = { ...headers, cookie: cookieHeader(cookies) };
  current.headers = new Headers(head);
  const request = new NextRequest("http://localhost:3000/page", { headers: head });
  const api = { cookies, headers: head };
  const proxy = ours.withAuth({ secret: SECRET }) as (...args: unknown[]) => Promise<Response>;
  return {
    component: await ours.getServerSession(options),
    api: await ours.getServerSession(api, new FakeResponse(), options),
    route: (await callApi(ours, options, { path: ["session"], cookies, headers })).body,
    token: await ours.getToken({ req: request, secret: SECRET }),
    apiToken: await ours.getToken({ req: api, secret: SECRET }),
    proxy: (await proxy(request, {}))?.headers.get("location"),
  };
}

const SIGNED_OUT = {
  component: null,
  api: null,
  route: {},
  token: null,
  apiToken: null,
  proxy: "http://localhost:3000/api/auth/signin?callbackUrl=%2Fpage",
};

test("an error while the session is resolved gives null and no other value", async () => {
  const token = await ours.encode({ token: { sub: "1" }, secret: SECRET });
  const thrown = [new Error("x"), "text", null, { error: "x" }];
  for (const error of thrown) {
    for (const name of ["jwt", "session"]) {
      const options = basicOptions(ours, {
        callbacks: {
          [name]: () => {
            throw error;
          },
        },
      });
      current.headers = new Headers({ cookie: `${NAME}=${token}` });
      expect(await ours.getServerSession(options)).toBeNull();
      for (const [, call] of ROUTERS) {
        const answer = await call(ours, options, { path: ["session"], cookies: { [NAME]: token } });
        expect(answer).toMatchObject({ status: 200, body: {} });
      }
    }
  }
});

test.each([
  "%",
  "%E0%A4%A",
  "a%zz",
  "",
  " ",
  "undefined",
  ".....",
  "eyJhbGciOiJkaXIifQ....",
  "\u00e9",
])("a malformed bearer token %j gives no session and no error", async (token) => {
  expect(await allReads({}, { authorization: `Bearer ${token}` })).toEqual(SIGNED_OUT);
});

test.each([
  "%",
  "%E0%A4%A",
  ".",
  "....",
  "null",
  "{}",
  "eyJhbGciOiJub25lIn0.e30.",
  "a".repeat(9_000),
])("a malformed session cookie %j gives no session and no error", async (value) => {
  for (const name of [NAME, `${NAME}.0`]) {
    expect(await allReads({ [name]: value })).toEqual(SIGNED_OUT);
  }
});

test.each([
  "next-auth.state",
  "next-auth.pkce.code_verifier",
  "next-auth.nonce",
  `signed-out.${NAME}`,
])("a token that was made for the cookie %s is no session", async (salt) => {
  const token = await ours.encode({ token: { sub: "1" }, secret: SECRET, salt });
  expect(await allReads({ [NAME]: token })).toEqual(SIGNED_OUT);
  expect(await allReads({}, { authorization: `Bearer ${token}` })).toEqual(SIGNED_OUT);
});

test("a CSRF token is no session", async () => {
  const { jar } = await signedIn(ours, basicOptions(ours));
  expect(await allReads({ [NAME]: jar["next-auth.csrf-token"] ?? "" })).toEqual(SIGNED_OUT);
});

test.each(ROUTERS)("a configured URL beats the forwarded host under %s", async (_router, call) => {
  vi.stubEnv("NEXTAUTH_URL", "https://app.example");
  for (const trust of ["VERCEL", "AUTH_TRUST_HOST", "NONE"]) {
    vi.stubEnv(trust, "1");
    const headers = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      host: "evil.example",
    };
    const options = basicOptions(ours);
    const providers = await call(ours, options, { path: ["providers"], headers });
    expect(JSON.stringify(providers.body)).toContain(
      "https://app.example/api/auth/callback/credentials",
    );
    expect(JSON.stringify(providers.body)).not.toContain("evil");
    const error = await call(ours, options, {
      path: ["error"],
      query: { error: "Signin" },
      headers,
    });
    expect(error.location).toBe("https://app.example/api/auth/signin?error=Signin");
  }
});

test("without a configured URL and without trust the forwarded host has no effect", async () => {
  const headers = { "x-forwarded-host": "evil.example", host: "evil.example" };
  const { body } = await callApi(ours, basicOptions(ours), { path: ["providers"], headers });
  expect(JSON.stringify(body)).toContain("http://localhost:3000/api/auth");
});

test.each(ROUTERS)("an invalid callbackUrl gives 400 at once under %s", async (_router, call) => {
  const started = performance.now();
  for (const callbackUrl of [
    "http://",
    "://x",
    "javascript:alert(1)",
    "data:text/html,x",
    `${"a".repeat(50_000)}:`,
  ]) {
    for (const path of ["csrf", "session", "signin", "signout", "providers"]) {
      const answer = await call(ours, basicOptions(ours), {
        path: [path],
        query: { callbackUrl },
      });
      expect(answer.status).toBe(400);
    }
    for (const path of [["signout"], ["callback", "credentials"], ["session"]]) {
      const body = { callbackUrl };
      const answer = await call(ours, basicOptions(ours), { method: "POST", path, body });
      // javascript: and data: are URLs, and the callback redirect refuses them.
      expect([400, 302]).toContain(answer.status);
    }
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});

const EVIL = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "https://evil.example",
  "http://localhost:3000@evil.example",
  "http://localhost:3000.evil.example",
  "http://localhost:30001",
  "https://localhost:3000",
  "javascript:alert(1)",
  "/\t/evil.example",
  "http://localhost:3000\\@evil.example/",
];

test.each(EVIL)(
  "a sign-in and a sign-out with the callbackUrl %j lead to no other site",
  async (callbackUrl) => {
    for (const [, call] of ROUTERS) {
      const options = basicOptions(ours);
      const { answer, jar, csrfToken } = await signedIn(ours, options, {
        call,
        body: { callbackUrl },
      });
      const out = await call(ours, options, {
        method: "POST",
        path: ["signout"],
        cookies: jar,
        body: { csrfToken, json: "true", callbackUrl },
      });
      for (const { status, body } of [answer, out]) {
        if (status === 400) continue;
        expect(new URL(Object(body).url).origin).toBe("http://localhost:3000");
      }
    }
  },
);

test("texts of a request are escaped in the built-in pages", async () => {
  const script = '"><script>alert(1)</script>';
  for (const path of [["signin"], ["error"], ["error", script], ["signout"]]) {
    const query = { error: script, callbackUrl: `/${script}` };
    const { body } = await callApi(ours, basicOptions(ours), { path, query });
    expect(String(body)).not.toContain("<script>");
  }
});
