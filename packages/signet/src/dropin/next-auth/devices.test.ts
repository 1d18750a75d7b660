/** Tests lists of devices, outages of a store and limits, under `session.strategy`. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Store } from "../../store/contract.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { database } from "../../strategy/database.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { sealed } from "../../strategy/sealed.ts";
import {
  after,
  basicOptions,
  callApi,
  callRoute,
  cookieHeader,
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
import { optionsWith, post, read, SESSION } from "./strategy-options.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
beforeEach(() => {
  stopClock();
  vi.stubEnv("NEXTAUTH_URL", "https://app.example");
});
afterEach(() => {
  vi.unstubAllEnvs();
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

  test("a jwt callback that returns no token ends the session in the store", async () => {
    const { options, sessions } = program();
    const { jar } = await signedIn(ours, options);
    const refusing = { ...options, callbacks: { jwt: () => null } };
    const { body, setCookies } = await callApi(ours, refusing, read(jar));
    expect(body).toEqual({});
    expect(Object.keys(after(jar, setCookies))).not.toContain(SESSION);
    expect(await sessions.listSessions("id-ada")).toEqual([]);
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
