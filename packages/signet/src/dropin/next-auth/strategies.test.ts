/** Tests `session.strategy` with the strategies of this package. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memoryStore } from "../../store/memory/index.ts";
import type { Strategy } from "../../strategy/contract.ts";
import { database } from "../../strategy/database.ts";
import { hybrid } from "../../strategy/hybrid/index.ts";
import { jwt } from "../../strategy/jwt.ts";
import { sealed } from "../../strategy/sealed.ts";
import {
  after,
  basicOptions,
  callApi,
  callRoute,
  cookieHeader,
  FakeResponse,
  NOW,
  ours,
  SECRET,
  signedIn,
  stopClock,
  theirs,
} from "./comparison.test-d.ts";
import { current } from "./next-headers.test-d.ts";
import {
  FORMER,
  optionsWith,
  type Params,
  post,
  read,
  SESSION,
} from "./strategy-options.test-d.ts";

vi.mock("next/headers.js", async () => (await import("./next-headers.test-d.ts")).nextHeaders);
beforeEach(() => {
  stopClock();
  vi.stubEnv("NEXTAUTH_URL", "https://app.example");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const STRATEGIES: readonly [string, () => Strategy][] = [
  ["hybrid()", () => hybrid({ store: memoryStore() })],
  ["database()", () => database({ store: memoryStore() })],
  ["sealed()", () => sealed()],
  ["jwt()", () => jwt()],
];

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
