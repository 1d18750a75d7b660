/** Compares `getServerSession` with that of next-auth 4. */
import { afterEach, expect, test, vi } from "vitest";
import {
  attempt,
  basicOptions,
  cookieHeader,
  FakeResponse,
  type Library,
  NOW,
  type Options,
  ours,
  SECRET,
  shown,
  stopClock,
  theirs,
  within,
} from "./comparison.test-d.ts";
import { current } from "./next-headers.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
stopClock();
afterEach(() => vi.setSystemTime(NOW));

type Params = Record<string, unknown>;

const COOKIES: readonly [string, (token: string) => Record<string, string>][] = [
  ["no cookie", () => ({})],
  ["a session", (token) => ({ "next-auth.session-token": token })],
  [
    "a session in chunks",
    (token) => ({
      "next-auth.session-token.0": token.slice(0, 60),
      "next-auth.session-token.1": token.slice(60),
    }),
  ],
  ["a damaged cookie", () => ({ "next-auth.session-token": "damaged" })],
  ["a secure cookie", (token) => ({ "__Secure-next-auth.session-token": token })],
];

const OPTIONS: readonly [string, Options][] = [
  ["no more options", {}],
  [
    "a session callback",
    {
      callbacks: {
        session: ({ session, token }: Params) => ({ ...Object(session), id: Object(token)["sub"] }),
      },
    },
  ],
  ["a session callback that returns null", { callbacks: { session: () => null } }],
  ["a session callback that returns a text", { callbacks: { session: () => "text" } }],
  [
    "a jwt callback",
    { callbacks: { jwt: ({ token }: Params) => ({ ...Object(token), name: "changed" }) } },
  ],
  ["secure cookies", { useSecureCookies: true }],
  ["an asynchronous callback", { callbacks: { session: async ({ session }: Params) => session } }],
];

async function inComponent(library: Library, options: Options, cookies: Record<string, string>) {
  current.headers = new Headers({ host: "localhost:3000", cookie: cookieHeader(cookies) });
  return library.getServerSession(basicOptions(library, options));
}

async function inRoute(library: Library, options: Options, cookies: Record<string, string>) {
  const res = new FakeResponse();
  const req = { cookies, headers: { host: "localhost:3000" } };
  const session = await library.getServerSession(req, res, basicOptions(library, options));
  const set = (res.getHeader("set-cookie") as string[] | undefined) ?? [];
  // next-auth also sets the cookies of the CSRF token and of the callback URL. differences.test.ts holds this.
  return { session, ...(await shown(set.filter((text) => /session-token/.test(text)))) };
}

for (const [name, options] of OPTIONS) {
  for (const [place, call] of [
    ["a Server Component", inComponent],
    ["an API route", inRoute],
  ] as const) {
    test.each(COOKIES)(
      `getServerSession in ${place} returns the same with ${name} and %s`,
      async (_name, make) => {
        await within({}, async () => {
          const token = await theirs.encode({
            token: { sub: "1", name: "Ada", picture: "/a" },
            secret: SECRET,
          });
          vi.setSystemTime(NOW + 120_000);
          const seen = [];
          for (const library of [ours, theirs]) {
            seen.push(await attempt(() => call(library, options, make(token))));
          }
          expect(seen[0]).toEqual(seen[1]);
        });
      },
    );
  }
}

test("getServerSession without options uses the secret of the environment", async () => {
  await within({ NEXTAUTH_SECRET: SECRET }, async () => {
    const token = await theirs.encode({ token: { sub: "1", name: "Ada" }, secret: SECRET });
    current.headers = new Headers({ cookie: cookieHeader({ "next-auth.session-token": token }) });
    const seen = [];
    for (const { getServerSession } of [ours, theirs]) seen.push(await getServerSession());
    expect(seen[0]).toEqual(seen[1]);
    expect(seen[0]).toMatchObject({ user: { name: "Ada" } });
  });
});

test("getServerSession without a secret throws the same message in production", async () => {
  vi.stubEnv("NODE_ENV", "production");
  const seen = [];
  for (const library of [ours, theirs]) {
    const call = () => inComponent(library, { secret: undefined }, {});
    seen.push(
      await within({}, async () => {
        vi.stubEnv("NODE_ENV", "production");
        return attempt(call);
      }),
    );
  }
  vi.unstubAllEnvs();
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toMatchObject({ message: expect.stringContaining("server configuration") });
});
