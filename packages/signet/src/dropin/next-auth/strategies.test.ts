/** Tests `session.strategy` with the strategies of this package. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Store } from "../../store/contract.ts";
import { memoryStore } from "../../store/memory/index.ts";
import type { Strategy } from "../../strategy/contract.ts";
import { database } from "../../strategy/database.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { jwt } from "../../strategy/jwt.ts";
import { sealed } from "../../strategy/sealed.ts";
import {
  after,
  basicOptions,
  type Call,
  callApi,
  callRoute,
  cookieHeader,
  FakeResponse,
  type Jar,
  type MakeOptions,
  NOW,
  type Options,
  ours,
  SECRET,
  signedIn,
  stopClock,
  theirs,
} from "./comparison.test-d.ts";
import { type NextAuthOptions, sessionsOf } from "./index.ts";
import { current } from "./next-headers.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
beforeEach(() => {
  stopClock();
  vi.stubEnv("NEXTAUTH_URL", "https://app.example");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

type Params = Record<string, unknown>;
const SESSION = "__Host-next-auth-session";
const FORMER = "__Secure-next-auth.session-token";

const STRATEGIES: readonly [string, () => Strategy][] = [
  ["hybrid()", () => hybrid({ store: memoryStore() })],
  ["database()", () => database({ store: memoryStore() })],
  ["sealed()", () => sealed()],
  ["jwt()", () => jwt()],
];

function optionsWith(strategy: Strategy, more: Options = {}): Options {
  return basicOptions(ours, {
    session: { strategy },
    callbacks: {
      jwt: ({ token, user, trigger, session }: Params) => ({
        ...Object(token),
        ...(user ? { role: "member" } : {}),
        ...(trigger === "update" ? { nick: Object(session)["nick"] } : {}),
      }),
      session: ({ session, token }: Params) => ({
        ...Object(session),
        user: {
          ...Object(session)["user"],
          id: Object(token)["sub"],
          role: Object(token)["role"],
          nick: Object(token)["nick"],
        },
      }),
    },
    ...more,
  });
}

const read = (jar: Jar): Call => ({ path: ["session"], cookies: jar });
const post = (path: string, jar: Jar, csrfToken: string, body: object = {}): Call => ({
  method: "POST",
  path: [path],
  cookies: jar,
  body: { csrfToken, json: "true", ...body },
});

describe.each(STRATEGIES)("under %s", (_name, make) => {
  test.each([
    ["the Pages Router", callApi],
    ["a Route Handler", callRoute],
  ] as const)(
    "a credentials provider signs in, reads, updates and signs out under %s",
    async (_router, call) => {
      const options = optionsWith(make());
      const { jar, csrfToken, answer } = await signedIn(ours, options, { call });
      expect(answer).toMatchObject({ status: 200, body: { url: "https://app.example" } });
      expect(Object.keys(jar)).toContain(SESSION);
      expect(Object.keys(jar)).not.toContain(FORMER);
      const session = await call(ours, options, read(jar));
      expect(session.body).toEqual({
        user: { name: "ada", email: "ada@example.com", id: "id-ada", role: "member" },
        expires: new Date(NOW + 30 * 86_400_000).toISOString(),
      });
      expect(session.setCookies.filter((text) => text.includes("session"))).toEqual([]);
      const updated = await call(
        ours,
        options,
        post("session", jar, csrfToken, { data: { nick: "countess" } }),
      );
      expect(updated.body).toMatchObject({ user: { nick: "countess" } });
      const held = after(jar, updated.setCookies);
      expect((await call(ours, options, read(held))).body).toMatchObject({
        user: { nick: "countess", role: "member" },
      });
      const out = await call(
        ours,
        options,
        post("signout", held, csrfToken, { callbackUrl: "/bye" }),
      );
      expect(out.body).toEqual({ url: "https://app.example/bye" });
      const gone = after(held, out.setCookies);
      expect(Object.keys(gone)).not.toContain(SESSION);
      expect((await call(ours, options, read(gone))).body).toEqual({});
      // A late response cannot restore the session, and a stored session is over for every copy.
      expect(
        (await call(ours, options, read({ ...gone, [SESSION]: held[SESSION] ?? "" }))).body,
      ).toEqual({});
    },
  );

  test("a live session of next-auth 4 is read on, and moves at the first response that can set cookies", async () => {
    const options = optionsWith(make());
    const former = await signedIn(theirs, basicOptions(theirs));
    expect(Object.keys(former.jar)).toContain(FORMER);
    current.headers = new Headers({ cookie: cookieHeader(former.jar) });
    expect(await ours.getServerSession(options)).toMatchObject({ user: { id: "id-ada" } });
    const first = await callApi(ours, options, read(former.jar));
    expect(first.body).toMatchObject({ user: { name: "ada" } });
    const moved = after(former.jar, first.setCookies);
    expect(Object.keys(moved)).toContain(SESSION);
    expect(Object.keys(moved)).not.toContain(FORMER);
    expect((await callApi(ours, options, read(moved))).body).toMatchObject({
      user: { id: "id-ada" },
    });
  });

  test("a former session in chunks moves too, when the strategy has room for it", async () => {
    const options = optionsWith(make());
    const callbacks = {
      jwt: ({ token }: Params) => ({ ...Object(token), large: "x".repeat(3_000) }),
    };
    const former = await signedIn(theirs, basicOptions(theirs, { callbacks }));
    expect(Object.keys(former.jar)).toContain(`${FORMER}.0`);
    const first = await callApi(ours, options, read(former.jar));
    expect(first.body).toMatchObject({ user: { name: "ada" } });
  });

  test("a former session that signs out stays signed out, also with its old cookie", async () => {
    const options = optionsWith(make());
    const { jar, csrfToken } = await signedIn(theirs, basicOptions(theirs));
    const out = await callApi(ours, options, post("signout", jar, csrfToken));
    const gone = after(jar, out.setCookies);
    expect(Object.keys(gone)).not.toContain(FORMER);
    const late = { ...gone, [FORMER]: jar[FORMER] ?? "" };
    expect((await callApi(ours, options, read(late))).body).toEqual({});
  });

  test("a sign-in deletes the cookie of a former session", async () => {
    const options = optionsWith(make());
    const former = await signedIn(theirs, basicOptions(theirs));
    const { jar } = await signedIn(ours, options, { jar: former.jar });
    expect(Object.keys(jar)).toContain(SESSION);
    expect(Object.keys(jar)).not.toContain(FORMER);
  });

  test("a second cookie that another host has planted deletes nothing", async () => {
    const options = optionsWith(make());
    const { jar } = await signedIn(ours, options);
    const headers = { cookie: `${cookieHeader(jar)}; ${SESSION}=planted` };
    const answer = await callApi(ours, options, { path: ["session"], cookies: jar, headers });
    expect(answer.body).toEqual({});
    expect(Object.keys(after(jar, answer.setCookies))).toContain(SESSION);
  });

  test("getServerSession in an API route moves a former session and sets its cookie", async () => {
    const options = optionsWith(make());
    const { jar } = await signedIn(theirs, basicOptions(theirs));
    const res = new FakeResponse();
    const session = await ours.getServerSession(
      { cookies: jar, headers: { cookie: cookieHeader(jar) } },
      res,
      options,
    );
    expect(session).toMatchObject({ user: { id: "id-ada" } });
    expect(Object.keys(after(jar, res.getHeader("set-cookie") as string[]))).toContain(SESSION);
  });

  test("getToken and withAuth read the session when they get the option session", async () => {
    const strategy = make();
    const options = optionsWith(strategy);
    const { jar } = await signedIn(ours, options);
    const req = { cookies: jar, headers: { cookie: cookieHeader(jar) } };
    const token = await ours.getToken({ req, secret: SECRET, session: { strategy } });
    expect(token).toMatchObject({
      sub: "id-ada",
      role: "member",
      iat: NOW / 1_000,
      jti: expect.any(String),
    });
    expect(await ours.getToken({ req, secret: SECRET })).toBeNull();
    const { NextRequest } = await import("next/server.js");
    const request = new NextRequest("https://app.example/account", { headers: req.headers });
    const proxy = (session: object) =>
      ours.withAuth({ secret: SECRET, session }) as (
        ...args: unknown[]
      ) => Promise<Response | undefined>;
    expect(await proxy({ strategy })(request, {})).toBeUndefined();
    expect((await proxy({})(request, {}))?.status).toBe(307);
  });

  test("a session stays alive for as long as its user visits, and ends without visits", async () => {
    const options = optionsWith(make());
    let { jar } = await signedIn(ours, options);
    for (let day = 20; day <= 100; day += 20) {
      vi.setSystemTime(NOW + day * 86_400_000);
      const answer = await callApi(ours, options, read(jar));
      expect(answer.body).toMatchObject({ user: { name: "ada" } });
      jar = after(jar, answer.setCookies);
    }
    vi.setSystemTime(NOW + 131 * 86_400_000);
    expect((await callApi(ours, options, read(jar))).body).toEqual({});
  });

  test("a member that the jwt callback removes is gone at the next read", async () => {
    const strategy = make();
    const { jar } = await signedIn(ours, optionsWith(strategy));
    const without = ({ token }: Params) => {
      const { role: _, ...rest } = Object(token);
      return rest;
    };
    const changed = await callApi(
      ours,
      optionsWith(strategy, { callbacks: { jwt: without } }),
      read(jar),
    );
    const next = await callApi(ours, optionsWith(strategy), read(after(jar, changed.setCookies)));
    expect(next.body).toMatchObject({ user: { id: "id-ada" } });
    expect(JSON.stringify(next.body)).not.toContain("member");
  });
});

describe.each([
  ["hybrid()", (store: Store) => hybrid({ store: store as ReturnType<typeof memoryStore> })],
  ["database()", (store: Store) => database({ store })],
] as const)("devices under %s", (_name, make) => {
  function program() {
    const options = optionsWith(make(memoryStore()));
    return { options, sessions: sessionsOf(options as unknown as NextAuthOptions) };
  }

  async function isSignedIn(options: Options, jar: Jar): Promise<boolean> {
    const { body } = await callApi(ours, options, read(jar));
    return "user" in Object(body);
  }

  test("a user lists the devices, ends one, and the ended cookie is deleted", async () => {
    const { options, sessions } = program();
    const laptop = await signedIn(ours, options);
    vi.setSystemTime(NOW + 1_000);
    const phone = await signedIn(ours, options);
    const listed = await sessions.listSessions("id-ada");
    expect(listed.map(({ userId, data }) => [userId, data["role"]])).toEqual([
      ["id-ada", "member"],
      ["id-ada", "member"],
    ]);
    current.headers = new Headers({ cookie: cookieHeader(phone.jar) });
    expect(await sessions.current()).toEqual({ id: listed[0]?.id, userId: "id-ada" });
    expect(await sessions.revoke(listed[1]?.id ?? "", { ownedBy: "id-bob" })).toBe(false);
    expect(await sessions.revoke(listed[1]?.id ?? "", { ownedBy: "id-ada" })).toBe(true);
    expect(await isSignedIn(options, laptop.jar)).toBe(false);
    expect(await isSignedIn(options, phone.jar)).toBe(true);
    const { setCookies } = await callApi(ours, options, read(laptop.jar));
    expect(Object.keys(after(laptop.jar, setCookies))).not.toContain(SESSION);
  });

  test("a user ends the other devices, and all devices", async () => {
    const { options, sessions } = program();
    const jars = [];
    for (let at = 0; at < 3; at++) jars.push((await signedIn(ours, options)).jar);
    const req = { cookies: jars[1], headers: { cookie: cookieHeader(jars[1] ?? {}) } };
    const mine = await sessions.current(req as never);
    expect(await sessions.revokeOthers(mine ?? { id: "", userId: "" })).toBe(2);
    expect(await Promise.all(jars.map((jar) => isSignedIn(options, jar)))).toEqual([
      false,
      true,
      false,
    ]);
    expect(await sessions.revokeAll("id-ada")).toBe(1);
    expect(await Promise.all(jars.map((jar) => isSignedIn(options, jar)))).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("concurrent requests with one former cookie give one device", async () => {
    const { options, sessions } = program();
    const { jar } = await signedIn(theirs, basicOptions(theirs));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => callApi(ours, options, read(jar))),
    );
    expect(answers.map(({ body }) => "user" in Object(body))).toEqual(Array(5).fill(true));
    expect(await sessions.listSessions("id-ada")).toHaveLength(1);
  });

  test("a former session that was moved and ended stays ended with its old cookie", async () => {
    const { options, sessions } = program();
    const { jar } = await signedIn(theirs, basicOptions(theirs));
    await callApi(ours, options, read(jar));
    expect(await sessions.revokeAll("id-ada")).toBe(1);
    expect(await isSignedIn(options, jar)).toBe(false);
  });
});

describe("while the store does not answer", () => {
  function failing() {
    const store = memoryStore();
    let fails = false;
    const broken = new Proxy(store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...args: unknown[]) => {
          if (fails) return Promise.reject(new Error("The store is away."));
          return Reflect.apply(member, target, args);
        };
      },
    });
    const options = optionsWith(database({ store: broken }));
    return {
      options,
      fail: () => {
        fails = true;
      },
    };
  }

  test("the route answers 503 and keeps the cookies, and getServerSession throws", async () => {
    const { options, fail } = failing();
    const { jar, csrfToken } = await signedIn(ours, options);
    fail();
    const answers = [
      await callApi(ours, options, read(jar)),
      await callRoute(ours, options, read(jar)),
      await callApi(ours, options, post("session", jar, csrfToken, { data: {} })),
      await callApi(ours, options, post("signout", jar, csrfToken)),
    ];
    for (const { status, setCookies, body } of answers) {
      expect({ status, setCookies }).toEqual({ status: 503, setCookies: [] });
      expect(body).toEqual({ message: expect.stringContaining("not available") });
    }
    current.headers = new Headers({ cookie: cookieHeader(jar) });
    await expect(ours.getServerSession(options)).rejects.toMatchObject({
      code: "store-unavailable",
    });
    const req = { cookies: jar, headers: { cookie: cookieHeader(jar) } };
    const session = options["session"];
    await expect(ours.getToken({ req, secret: SECRET, session })).rejects.toMatchObject({
      code: "store-unavailable",
    });
    const { NextRequest } = await import("next/server.js");
    const proxy = ours.withAuth({ secret: SECRET, session }) as (
      ...args: unknown[]
    ) => Promise<Response>;
    const page = new NextRequest("https://app.example/account", { headers: req.headers });
    expect(await proxy(page, {})).toMatchObject({ status: 503 });
  });

  test("a sign-in answers 503 and sets no session", async () => {
    const { options, fail } = failing();
    const first = await callApi(ours, options, { path: ["csrf"] });
    fail();
    const { csrfToken } = first.body as { csrfToken: string };
    const answer = await callApi(ours, options, {
      method: "POST",
      path: ["callback", "credentials"],
      cookies: after({}, first.setCookies),
      body: { csrfToken, json: "true", username: "ada", password: "right" },
    });
    expect(answer).toMatchObject({ status: 503, setCookies: [] });
  });
});

test("withAuth without the option session names it in development, for a cookie that it cannot read", async () => {
  vi.stubEnv("NODE_ENV", "development");
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { jar } = await signedIn(ours, optionsWith(sealed()));
  const { NextRequest } = await import("next/server.js");
  const proxy = ours.withAuth({ secret: SECRET }) as (...args: unknown[]) => Promise<Response>;
  for (const cookies of [{}, jar, jar]) {
    const headers = { cookie: cookieHeader(cookies) };
    expect(await proxy(new NextRequest("https://app.example/a", { headers }), {})).toMatchObject({
      status: 307,
    });
  }
  const warned = warn.mock.calls
    .map(([text]) => String(text))
    .filter((text) => text.includes("withAuth"));
  expect(warned).toEqual([expect.stringContaining("withAuth({ session: authOptions.session })")]);
  warn.mockRestore();
});

describe("limits of strategies of this package", () => {
  test("a short secret is refused", async () => {
    const options = optionsWith(sealed(), { secret: "short" });
    await expect(callApi(ours, options, { path: ["session"] })).rejects.toMatchObject({
      code: "invalid-config",
    });
  });

  test("a user without an id cannot sign in", async () => {
    const provider = ours.Credentials({ credentials: {}, authorize: () => ({ name: "Ada" }) });
    const options = optionsWith(sealed(), { providers: [provider] });
    await expect(signedIn(ours, options)).rejects.toMatchObject({ code: "invalid-input" });
  });

  test("a site on plain http, other than localhost, cannot sign in", async () => {
    vi.stubEnv("NEXTAUTH_URL", "http://app.example");
    await expect(signedIn(ours, optionsWith(sealed()))).rejects.toMatchObject({
      code: "insecure-origin",
    });
    vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
    const { jar } = await signedIn(ours, optionsWith(sealed()));
    expect(Object.keys(jar)).toContain("next-auth-session");
  });

  test("a session ends after 400 days", async () => {
    const options = optionsWith(database({ store: memoryStore() }));
    let { jar } = await signedIn(ours, options);
    const isActive = async (day: number) => {
      vi.setSystemTime(NOW + day * 86_400_000);
      const { body, setCookies } = await callApi(ours, options, read(jar));
      jar = after(jar, setCookies);
      return "user" in Object(body);
    };
    for (let day = 20; day < 400; day += 20)
      expect([day, await isActive(day)]).toEqual([day, true]);
    expect(await isActive(400)).toBe(false);
  });
});

test("sessionsOf under the strategy jwt says what to use", () => {
  const make: MakeOptions = (library) => basicOptions(library);
  expect(() => sessionsOf(make(ours) as unknown as NextAuthOptions)).toThrow(
    /hybrid\(\{ store \}\)/,
  );
});
