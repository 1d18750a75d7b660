/** Compares `withAuth` with that of next-auth 4. */
import { NextRequest, NextResponse } from "next/server.js";
import { expect, test, vi } from "vitest";
import {
  cookieHeader,
  type Library,
  ours,
  SECRET,
  stopClock,
  theirs,
  within,
} from "../comparison.test-d.ts";

vi.mock("next/headers.js", async () => (await import("../next-headers.test-d.ts")).nextHeaders);
stopClock();

type Proxy = (...args: unknown[]) => Promise<Response | undefined>;
type Use = (library: Library, seen: unknown[]) => Proxy;

const USES: readonly [string, Use][] = [
  ["the default export", ({ withAuth }) => withAuth as Proxy],
  ["empty options", ({ withAuth }) => withAuth({}) as Proxy],
  [
    "own pages",
    ({ withAuth }) => withAuth({ pages: { signIn: "/login", error: "/oops" } }) as Proxy,
  ],
  [
    "a callback that looks for a role",
    ({ withAuth }) =>
      withAuth({
        callbacks: {
          authorized: ({ token }: { token: Record<string, unknown> | null }) =>
            token?.["role"] === "admin",
        },
      }) as Proxy,
  ],
  [
    "a callback that allows everything",
    ({ withAuth }) => withAuth({ callbacks: { authorized: () => true } }) as Proxy,
  ],
  [
    "a callback that returns nothing",
    ({ withAuth }) => withAuth({ callbacks: { authorized: () => undefined } }) as Proxy,
  ],
  [
    "an asynchronous callback",
    ({ withAuth }) => withAuth({ callbacks: { authorized: async () => false } }) as Proxy,
  ],
  [
    "a callback that sees its parameters",
    ({ withAuth }, seen) =>
      withAuth({
        callbacks: {
          authorized: ({ token, req }: { token: object | null; req: NextRequest }) =>
            seen.push(Object.keys(token ?? {}), req.nextUrl.pathname) > 0,
        },
      }) as Proxy,
  ],
  [
    "a function",
    ({ withAuth }, seen) =>
      withAuth((req: NextRequest & { nextauth: { token: { sub?: string } | null } }) => {
        seen.push(req.nextauth.token?.sub);
        return NextResponse.rewrite(new URL("/rewritten", req.url));
      }) as Proxy,
  ],
  [
    "a function that returns nothing",
    ({ withAuth }, seen) =>
      withAuth((...args: unknown[]) => {
        seen.push(args.length);
      }) as Proxy,
  ],
  [
    "a function with options",
    ({ withAuth }) =>
      withAuth(() => NextResponse.json({ ok: true }), {
        callbacks: { authorized: () => true },
        pages: { signIn: "/login" },
      }) as Proxy,
  ],
  [
    "another cookie",
    ({ withAuth }) => withAuth({ cookies: { sessionToken: { name: "mine" } } }) as Proxy,
  ],
  [
    "its own decode",
    ({ withAuth }) => withAuth({ jwt: { decode: async () => ({ role: "admin" }) } }) as Proxy,
  ],
  ["its own secret", ({ withAuth }) => withAuth({ secret: "another secret" }) as Proxy],
];

const VISITS: readonly [string, string, boolean][] = [
  ["a page without a session", "http://localhost:3000/account", false],
  ["a page with a session", "http://localhost:3000/account", true],
  ["a page with a query", "http://localhost:3000/account?tab=1&x=%2F", false],
  ["the routes", "http://localhost:3000/api/auth/session", false],
  ["the sign-in page of the program", "http://localhost:3000/login", false],
  ["the error page of the program", "http://localhost:3000/oops", false],
  ["a file of Next", "http://localhost:3000/_next/static/a.js", false],
  ["the icon", "http://localhost:3000/favicon.ico", false],
  ["a path with two slashes", "http://localhost:3000//evil.example", false],
];

async function visit(
  library: Library,
  use: Use,
  url: string,
  hasSession: boolean,
): Promise<unknown> {
  const seen: unknown[] = [];
  const token = await theirs.encode({ token: { sub: "1", role: "member" }, secret: SECRET });
  const cookie = cookieHeader({ "next-auth.session-token": token });
  const request = new NextRequest(url, { headers: hasSession ? { cookie } : {} });
  const response = await use(library, seen)(request, {});
  if (response === undefined) return { seen, response };
  const headers = Object.fromEntries(response.headers);
  return { seen, status: response.status, headers, body: await response.text() };
}

for (const [name, use] of USES) {
  test.each(VISITS)(
    `withAuth does the same with ${name} for %s`,
    async (_visit, url, hasSession) => {
      await within({ NEXTAUTH_SECRET: SECRET }, async () => {
        expect(await visit(ours, use, url, hasSession)).toEqual(
          await visit(theirs, use, url, hasSession),
        );
      });
    },
  );
}

test.each(["", "https://app.example/shop/api/auth"])(
  "withAuth without a secret redirects to the same error page with the URL %j",
  async (url) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await within(url === "" ? {} : { NEXTAUTH_URL: url }, async () => {
      const seen = [];
      for (const library of [ours, theirs]) {
        seen.push(
          await visit(
            library,
            ({ withAuth }) => withAuth({}) as Proxy,
            "http://localhost:3000/a",
            false,
          ),
        );
      }
      expect(seen[0]).toEqual(seen[1]);
    });
  },
);
