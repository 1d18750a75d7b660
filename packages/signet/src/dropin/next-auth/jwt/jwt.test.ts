/** Compares `encode`, `decode` and `getToken` with those of next-auth 4. */
import fc from "fast-check";
import { NextRequest } from "next/server.js";
import { afterEach, expect, test, vi } from "vitest";
import {
  attempt,
  claimsOf,
  cookieHeader,
  type Library,
  NOW,
  ours,
  SECRET,
  seconds,
  stopClock,
  theirs,
  within,
} from "../comparison.test-d.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
stopClock();
afterEach(() => vi.setSystemTime(NOW));

const BOTH = [
  [ours, theirs],
  [theirs, ours],
] as const;

const CLAIMS: readonly [string, unknown][] = [
  ["no claims", undefined],
  ["an empty object", {}],
  ["a user", { sub: "1", name: "Ada", email: "ada@example.com", picture: null }],
  ["nested data", { a: { b: [1, "2", { c: null }] }, d: "é ✓ 😀" }],
  ["its own times", { iat: 1, exp: 2, jti: "mine" }],
  ["a time before which it is not valid", { nbf: 1 }],
  ["members that are undefined", { sub: undefined, name: "x" }],
  ["a date", { at: new Date(0) }],
  ["__proto__ as a member", JSON.parse('{"__proto__":{"a":1},"b":2}')],
  ["a large text", { large: "y".repeat(20_000) }],
];

test.each(CLAIMS)("each library decodes what the other one encodes: %s", async (_name, token) => {
  for (const [from, to] of BOTH) {
    for (const secret of [SECRET, "x", Buffer.from(SECRET)]) {
      const text = await from.encode({ token, secret });
      expect(text.split(".")[0]).toBe("eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0");
      expect(await to.decode({ token: text, secret })).toEqual(
        await from.decode({ token: text, secret }),
      );
    }
  }
});

test.each(CLAIMS)(
  "both libraries encode the same claims in the same order: %s",
  async (_name, token) => {
    const encoded = await Promise.all(
      [ours, theirs].map(async ({ encode }) =>
        claimsOf(await encode({ token, secret: SECRET, maxAge: 60 })),
      ),
    );
    expect(JSON.stringify(encoded[0])).toBe(JSON.stringify(encoded[1]));
  },
);

const json = fc.jsonValue({ maxDepth: 3 });
const anyClaims = fc.dictionary(
  fc.string().filter((name) => !["iat", "exp", "nbf", "jti"].includes(name)),
  json,
);

test("any claims survive the way from each library to the other one", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyClaims,
      fc.string({ minLength: 1 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.constantFrom("", "next-auth.state", "a salt"),
      async (token, secret, maxAge, salt) => {
        for (const [from, to] of BOTH) {
          const text = await from.encode({ token, secret, maxAge, salt });
          const decoded = await to.decode({ token: text, secret, salt });
          expect(decoded).toEqual({
            ...JSON.parse(JSON.stringify(token)),
            iat: seconds(),
            exp: seconds() + maxAge,
            jti: expect.any(String),
          });
        }
      },
    ),
    { numRuns: 60 },
  );
});

const FAULTS: readonly [string, (good: string) => unknown][] = [
  ["an empty text", () => ""],
  ["no token", () => undefined],
  ["a text without parts", () => "damaged"],
  ["three parts", () => "a.b.c"],
  ["six parts", (good) => `${good}.x`],
  ["an empty header", (good) => good.replace(/^[^.]+/, "")],
  ["a changed ciphertext", (good) => changed(good, 3)],
  ["a changed tag", (good) => changed(good, 4)],
  ["a changed iv", (good) => changed(good, 2)],
  [
    "another header with the same meaning",
    (good) => good.replace(/^[^.]+/, part('{"enc":"A256GCM","alg":"dir"}')),
  ],
  ["a header that is no JSON", (good) => good.replace(/^[^.]+/, part("no"))],
];

function part(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function changed(token: string, at: number): string {
  const parts = token.split(".");
  const text = parts[at] ?? "";
  parts[at] = `${text[0] === "A" ? "B" : "A"}${text.slice(1)}`;
  return parts.join(".");
}

test.each(FAULTS)(
  "both libraries refuse a token with %s in the same way",
  async (_name, damage) => {
    const token = damage(await theirs.encode({ token: { sub: "1" }, secret: SECRET }));
    const [mine, original] = await Promise.all(
      [ours, theirs].map((library) => attempt(() => library.decode({ token, secret: SECRET }))),
    );
    if (original !== null && "code" in Object(original)) {
      expect(mine).toMatchObject({ code: Object(original).code, name: Object(original).name });
    } else {
      expect(mine).toEqual(original);
    }
  },
);

test.each([-16, -15, -14, 0, 14, 15, 16])(
  "a token is judged in the same way %i seconds after its end",
  async (past) => {
    const token = await theirs.encode({ token: { sub: "1" }, secret: SECRET, maxAge: 100 });
    vi.setSystemTime(NOW + (100 + past) * 1_000);
    const seen = await Promise.all(
      [ours, theirs].map((library) => attempt(() => library.decode({ token, secret: SECRET }))),
    );
    expect(seen[0]).toEqual(seen[1]);
  },
);

test.each([
  ["no secret", { token: {}, secret: undefined }],
  ["an empty secret", { token: {}, secret: "" }],
  ["a number as secret", { token: {}, secret: 5 }],
  ["a list as claims", { token: [1], secret: SECRET }],
  ["null as claims", { token: null, secret: SECRET }],
  ["a map as claims", { token: new Map(), secret: SECRET }],
  ["a bigint in the claims", { token: { a: 1n }, secret: SECRET }],
  ["a very long salt", { token: {}, secret: SECRET, salt: "s".repeat(2_000) }],
])("both libraries refuse to encode with %s", async (_name, params) => {
  const seen = await Promise.all(
    [ours, theirs].map((library) => attempt(() => library.encode(params))),
  );
  expect(seen[0]).toMatchObject({ name: "TypeError" });
  expect(seen[1]).toMatchObject({ name: "TypeError" });
});

test("a token of another purpose is refused", async () => {
  for (const [from, to] of BOTH) {
    const token = await from.encode({
      token: { sub: "1" },
      secret: SECRET,
      salt: "next-auth.state",
    });
    const refused = await attempt(() => to.decode({ token, secret: SECRET }));
    expect(refused).toMatchObject({ code: "ERR_JWE_DECRYPTION_FAILED" });
  }
});

/** Requests as the routers pass them. */
const REQUESTS: readonly [
  string,
  (cookies: Record<string, string>, headers?: Record<string, string>) => unknown,
][] = [
  [
    "NextRequest",
    (cookies, headers = {}) =>
      new NextRequest("http://localhost:3000/", {
        headers: { ...headers, cookie: cookieHeader(cookies) },
      }),
  ],
  ["a request of the Pages Router", (cookies, headers = {}) => ({ cookies, headers })],
  [
    "a request with a Map of cookies",
    (cookies, headers = {}) => ({
      cookies: new Map(Object.entries(cookies)),
      headers: new Headers(headers),
    }),
  ],
];

type TokenCase = readonly [
  string,
  (token: string) => {
    readonly cookies?: Record<string, string>;
    readonly headers?: Record<string, string>;
    readonly params?: Record<string, unknown>;
    readonly environment?: Record<string, string>;
  },
];

const plain = "next-auth.session-token";
const secured = "__Secure-next-auth.session-token";

const TOKENS: readonly TokenCase[] = [
  ["no cookie", () => ({})],
  ["a cookie", (token) => ({ cookies: { [plain]: token } })],
  ["a cookie among others", (token) => ({ cookies: { a: "1", [plain]: token, b: "2" } })],
  ["a secure cookie on http", (token) => ({ cookies: { [secured]: token } })],
  [
    "a secure cookie on https",
    (token) => ({
      cookies: { [secured]: token },
      environment: { NEXTAUTH_URL: "https://app.example" },
    }),
  ],
  [
    "a plain cookie on https",
    (token) => ({
      cookies: { [plain]: token },
      environment: { NEXTAUTH_URL: "https://app.example" },
    }),
  ],
  [
    "a secure cookie on Vercel",
    (token) => ({ cookies: { [secured]: token }, environment: { VERCEL: "1" } }),
  ],
  [
    "a plain cookie on http and Vercel",
    (token) => ({
      cookies: { [plain]: token },
      environment: { VERCEL: "1", NEXTAUTH_URL: "http://localhost" },
    }),
  ],
  ["secureCookie", (token) => ({ cookies: { [secured]: token }, params: { secureCookie: true } })],
  [
    "secureCookie: false on https",
    (token) => ({
      cookies: { [plain]: token },
      params: { secureCookie: false },
      environment: { NEXTAUTH_URL: "https://app.example" },
    }),
  ],
  ["cookieName", (token) => ({ cookies: { mine: token }, params: { cookieName: "mine" } })],
  [
    "a wrong cookieName",
    (token) => ({ cookies: { [plain]: token }, params: { cookieName: "mine" } }),
  ],
  [
    "chunks",
    (token) => ({
      cookies: {
        [`${plain}.0`]: token.slice(0, 50),
        [`${plain}.1`]: token.slice(50, 90),
        [`${plain}.2`]: token.slice(90),
      },
    }),
  ],
  [
    "chunks in another order",
    (token) => ({
      cookies: { [`${plain}.1`]: token.slice(50), [`${plain}.0`]: token.slice(0, 50) },
    }),
  ],
  [
    "eleven chunks",
    (token) => ({
      cookies: Object.fromEntries(
        Array.from({ length: 11 }, (_, at) => [
          `${plain}.${at}`,
          at === 10 ? token.slice(100) : token.slice(at * 10, at * 10 + 10),
        ]),
      ),
    }),
  ],
  [
    "a missing chunk",
    (token) => ({
      cookies: { [`${plain}.0`]: token.slice(0, 50), [`${plain}.2`]: token.slice(90) },
    }),
  ],
  ["a damaged cookie", () => ({ cookies: { [plain]: "damaged" } })],
  ["an empty cookie", () => ({ cookies: { [plain]: "" } })],
  ["raw", (token) => ({ cookies: { [plain]: token }, params: { raw: true } })],
  [
    "raw with chunks",
    (token) => ({
      cookies: { [`${plain}.0`]: token.slice(0, 50), [`${plain}.1`]: token.slice(50) },
      params: { raw: true },
    }),
  ],
  ["raw with a damaged cookie", () => ({ cookies: { [plain]: "damaged" }, params: { raw: true } })],
  ["raw without a cookie", () => ({ params: { raw: true } })],
  ["a bearer token", (token) => ({ headers: { authorization: `Bearer ${token}` } })],
  [
    "a raw bearer token",
    (token) => ({ headers: { authorization: `Bearer ${token}` }, params: { raw: true } }),
  ],
  [
    "an encoded bearer token",
    (token) => ({ headers: { authorization: `Bearer ${token.replaceAll(".", "%2E")}` } }),
  ],
  ["a malformed bearer token", () => ({ headers: { authorization: "Bearer %" } })],
  ["a damaged bearer token", () => ({ headers: { authorization: "Bearer damaged" } })],
  ["another scheme", () => ({ headers: { authorization: "Basic YTpi" } })],
  ["bearer in lower case", (token) => ({ headers: { authorization: `bearer ${token}` } })],
  [
    "a cookie before a bearer token",
    (token) => ({ cookies: { [plain]: token }, headers: { authorization: "Bearer damaged" } }),
  ],
  [
    "a damaged cookie before a bearer token",
    (token) => ({ cookies: { [plain]: "damaged" }, headers: { authorization: `Bearer ${token}` } }),
  ],
  ["another secret", (token) => ({ cookies: { [plain]: token }, params: { secret: "another" } })],
  [
    "NEXTAUTH_SECRET",
    (token) => ({
      cookies: { [plain]: token },
      params: { secret: undefined },
      environment: { NEXTAUTH_SECRET: SECRET },
    }),
  ],
  [
    "AUTH_SECRET",
    (token) => ({
      cookies: { [plain]: token },
      params: { secret: undefined },
      environment: { AUTH_SECRET: SECRET },
    }),
  ],
  [
    "NEXTAUTH_SECRET before AUTH_SECRET",
    (token) => ({
      cookies: { [plain]: token },
      params: { secret: undefined },
      environment: { NEXTAUTH_SECRET: SECRET, AUTH_SECRET: "other" },
    }),
  ],
  ["no secret", (token) => ({ cookies: { [plain]: token }, params: { secret: undefined } })],
  [
    "its own decode",
    () => ({
      cookies: { [plain]: "x.y" },
      params: { decode: async ({ token }: { token: string }) => ({ sub: token }) },
    }),
  ],
  [
    "its own decode that throws",
    () => ({
      cookies: { [plain]: "x.y" },
      params: {
        decode: async () => {
          throw new Error("no");
        },
      },
    }),
  ],
  [
    "its own decode that returns null",
    () => ({ cookies: { [plain]: "x.y" }, params: { decode: async () => null } }),
  ],
];

for (const [kind, request] of REQUESTS) {
  test.each(TOKENS)(`getToken returns the same for ${kind} with %s`, async (_name, make) => {
    const token = await theirs.encode({ token: { sub: "1", name: "Ada" }, secret: SECRET });
    const { cookies = {}, headers, params, environment = {} } = make(token);
    const call = (library: Library) =>
      within(environment, () =>
        attempt(() =>
          library.getToken({ req: request(cookies, headers), secret: SECRET, ...params }),
        ),
      );
    expect(await call(ours)).toEqual(await call(theirs));
  });
}

test("getToken without a request throws the same error", async () => {
  const seen = await Promise.all([ours, theirs].map(({ getToken }) => attempt(() => getToken({}))));
  expect(seen[0]).toEqual(seen[1]);
});
