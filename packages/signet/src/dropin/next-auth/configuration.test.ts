/** Compares the answers under wrong configurations, and the messages in the log, with those of next-auth 4. */
import { expect, test, vi } from "vitest";
import {
  attempt,
  basicOptions,
  type Call,
  callApi,
  callRoute,
  type Library,
  type Options,
  ours,
  prepareTests,
  shownAnswer,
  signedIn,
  theirs,
} from "./comparison.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
prepareTests();

const ROUTERS = [
  ["the Pages Router", callApi],
  ["a Route Handler", callRoute],
] as const;

/** A logger that records the level and the code of each message. */
function recorded(log: unknown[]): object {
  return Object.fromEntries(
    ["error", "warn", "debug"].map((level) => [
      level,
      (code: string, metadata: unknown) => {
        if (level !== "error") return;
        const { message } = Object(metadata);
        log.push([level, code, typeof message]);
      },
    ]),
  );
}

const FAULTS: readonly [string, (library: Library) => Options][] = [
  ["no secret in production", () => ({ secret: undefined })],
  ["no secret and an own error page", () => ({ secret: undefined, pages: { error: "/oops" } })],
  [
    "a provider without authorize",
    () => ({ providers: [{ id: "x", type: "credentials", name: "X" }] }),
  ],
];

const CALLS: readonly Call[] = [
  { path: ["session"] },
  { path: ["csrf"] },
  { path: ["signin"] },
  { path: ["signout"] },
  { path: ["error"], query: { error: "Configuration" } },
  { path: ["verify-request"] },
  { path: ["signin"], query: { callbackUrl: "/oops" } },
  { method: "POST", path: ["signin"], body: {} },
  { method: "POST", path: ["callback", "credentials"], body: { json: "true" } },
  { path: [] },
];

for (const [router, call] of ROUTERS) {
  test.each(FAULTS)(
    `a program with %s gets the same answers and messages under ${router}`,
    async (_name, more) => {
      vi.stubEnv("NODE_ENV", "production");
      const seen = [];
      for (const library of [ours, theirs]) {
        const log: unknown[] = [];
        const answers = [];
        for (const each of CALLS) {
          const options = basicOptions(library, { logger: recorded(log), ...more(library) });
          answers.push(await attempt(async () => shownAnswer(await call(library, options, each))));
        }
        seen.push({ answers, log });
      }
      expect(seen[0]).toEqual(seen[1]);
    },
  );
}

test("the same codes are logged for damaged cookies, refused tokens and errors of events", async () => {
  const visit = async (library: Library) => {
    const log: unknown[] = [];
    const fail = () => Promise.reject(new Error("x"));
    const options = basicOptions(library, {
      logger: recorded(log),
      events: { signIn: fail, signOut: fail, session: fail },
    });
    const { jar, csrfToken } = await signedIn(library, options);
    await callApi(library, options, { path: ["session"], cookies: jar });
    const damaged = { ...jar, "next-auth.session-token": "damaged" };
    await callApi(library, options, { path: ["session"], cookies: damaged });
    for (const cookies of [damaged, jar]) {
      await callApi(library, options, {
        method: "POST",
        path: ["signout"],
        cookies,
        body: { csrfToken },
      });
    }
    const body = { level: "error", code: "CLIENT", message: "m" };
    await callApi(library, options, { method: "POST", path: ["_log"], body });
    return log;
  };
  const log = await visit(ours);
  expect(log).toEqual(await visit(theirs));
  expect(log.map((entry) => Object(entry)[1])).toEqual([
    "SIGN_IN_EVENT_ERROR",
    "SESSION_EVENT_ERROR",
    "JWT_SESSION_ERROR",
    "SIGNOUT_ERROR",
    "SIGN_OUT_EVENT_ERROR",
    "CLIENT",
  ]);
});

test("a token in chunks is logged in the same way for debug", async () => {
  const seen = [];
  for (const library of [ours, theirs]) {
    const debug = vi.fn();
    const callbacks = {
      jwt: ({ token }: { token: object }) => ({ ...token, large: "x".repeat(8_000) }),
    };
    const options = { callbacks, debug: true, logger: { debug, error() {}, warn() {} } };
    await signedIn(library, basicOptions(library, options));
    seen.push(debug.mock.calls);
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]).toEqual([
    ["CHUNKING_SESSION_COOKIE", expect.objectContaining({ emptyCookieSize: 163 })],
  ]);
});

test("messages without a logger go to the console in the same form", async () => {
  const visit = async (library: Library) => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const options = basicOptions(library, { logger: undefined });
    const cookies = { "next-auth.session-token": "damaged" };
    await callApi(library, options, { path: ["session"], cookies });
    const [call] = error.mock.calls;
    error.mockRestore();
    return call?.slice(0, 3);
  };
  // next-auth keeps the logger of the last options, so it has to run with a fresh one.
  expect(await visit(ours)).toEqual([
    "[next-auth][error][JWT_SESSION_ERROR]",
    "\nhttps://next-auth.js.org/errors#jwt_session_error",
    "Invalid Compact JWE",
  ]);
});

test("warnings appear once in a process", async () => {
  vi.resetModules();
  const fresh = await import("./index.ts");
  const warn = vi.fn();
  const options = basicOptions(ours, {
    secret: undefined,
    debug: true,
    logger: { warn, error() {}, debug() {} },
  });
  const library = { ...ours, NextAuth: fresh.default as unknown as Library["NextAuth"] };
  await callApi(library, options, { path: ["csrf"] });
  await callApi(library, options, { path: ["csrf"] });
  expect(warn.mock.calls).toEqual([["NEXTAUTH_URL"], ["NO_SECRET"], ["DEBUG_ENABLED"]]);
});

test("without a secret in development the same hash of the options is the secret", async () => {
  const cookies = [];
  for (const library of [ours, theirs]) {
    const options = {
      providers: [],
      logger: { error() {}, warn() {}, debug() {} },
      theme: { brandColor: "#123456" },
    };
    const { setCookies, body } = await callApi(library, options, { path: ["csrf"] });
    const other = library === ours ? theirs : ours;
    const [, value = ""] = /csrf-token=([^;]+)/.exec(setCookies.join()) ?? [];
    const jar = { "next-auth.csrf-token": decodeURIComponent(value) };
    const answer = await callApi(other, { ...options }, { path: ["csrf"], cookies: jar });
    cookies.push(Object(answer.body).csrfToken === Object(body).csrfToken);
  }
  expect(cookies).toEqual([true, true]);
});
