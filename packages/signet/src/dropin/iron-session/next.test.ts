/** Sessions on the cookies of Next: Server Actions, Server Components and the proxy. */
import { RequestCookies } from "next/dist/compiled/@edge-runtime/cookies";
import {
  MutableRequestCookiesAdapter,
  RequestCookiesAdapter,
} from "next/dist/server/web/spec-extension/adapters/request-cookies";
import { NextRequest, NextResponse } from "next/server.js";
import { expect, test, vi } from "vitest";
import {
  attempt,
  comparable,
  type Library,
  nine,
  nodeExchange,
  options,
  password,
  signet,
  stopClock,
} from "./comparison.test-d.ts";
import { nextProxyCookies, sealData } from "./index.ts";

stopClock();
const libraries: readonly (readonly [string, Library])[] = [
  ["iron-session 9", nine],
  ["our", signet],
];

const seal = await nine.sealData({ user: { id: 1 } }, { password });
const requestCookies = (cookie = `app=${seal}`) => new RequestCookies(new Headers({ cookie }));

/** `cookies()` in a Server Action, with the Set-Cookie texts that Next sends. */
function actionCookies(cookie?: string) {
  const sent = vi.fn<(texts: string[]) => void>();
  const store = MutableRequestCookiesAdapter.wrap(requestCookies(cookie), sent);
  return { store, texts: () => sent.mock.lastCall?.[0] ?? [] };
}

test("Server Actions sign in, change and sign out with the cookies of iron-session 9", async () => {
  const seen = await Promise.all(
    libraries.map(async ([, library]) => {
      const { store, texts } = actionCookies("");
      const states: unknown[] = [];
      const session = await library.getIronSession(store, options);
      session["user"] = { id: 230 };
      await session.save();
      states.push(texts().map(comparable));
      const again = await library.getIronSession(store, options);
      states.push({ ...again });
      delete again["user"];
      await again.save();
      states.push(texts().map(comparable), { ...(await library.getIronSession(store, options)) });
      again.destroy();
      states.push(texts().map(comparable), { ...(await library.getIronSession(store, options)) });
      return states;
    }),
  );
  expect(seen[1]).toEqual(seen[0]);
  expect(seen[1]).toContainEqual({ user: { id: 230 } });
  expect(seen[1]?.at(-1)).toEqual({});
});

test("a Server Component reads the session, and save and destroy throw the error of Next", async () => {
  const results = await Promise.all(
    libraries.map(async ([, library]) => {
      const store = RequestCookiesAdapter.seal(requestCookies());
      const session = await library.getIronSession(store, options);
      const data = { ...session };
      const save = await attempt(() => session.save());
      return { data, save, destroy: await attempt(() => session.destroy()) };
    }),
  );
  expect(results[1]).toEqual(results[0]);
  expect(results[1]).toMatchObject({
    data: { user: { id: 1 } },
    save: {
      threw: { message: expect.stringContaining("Cookies can only be modified in a Server") },
    },
  });
});

test("the proxy writes to the response, and to the request for the pages behind it", async () => {
  const results = await Promise.all(
    [nine, signet].map(async (library, at) => {
      const { nextProxyCookies: theirs } = await import("iron-session");
      const headers = { cookie: `app=${seal}; app.1=stale` };
      const request = new NextRequest("http://localhost/", { headers });
      const response = NextResponse.next();
      const jar = (at === 0 ? theirs : nextProxyCookies)(request, response);
      const session = await library.getIronSession(jar, options);
      session["seen"] = 1;
      await session.save();
      return {
        names: jar.names?.(),
        response: response.headers.getSetCookie().map(comparable),
        request: request.cookies.getAll().map(({ name, value }) => [name, comparable(value)]),
        data: { ...(await library.getIronSession(jar, options)) },
      };
    }),
  );
  expect(results[1]).toEqual(results[0]);
  expect(results[1]?.data).toEqual({ user: { id: 1 }, seen: 1 });
});

test.each(libraries)("a captured cookie stays valid after destroy: %s", async (_, library) => {
  const cookie = `app=${seal}`;
  const { req, res } = nodeExchange(cookie);
  (await library.getIronSession(req, res, options)).destroy();
  const later = nodeExchange(cookie);
  const session = await library.getIronSession(later.req, later.res, options);
  expect({ ...session }).toEqual({ user: { id: 1 } });
});

test.each(libraries)(
  "a magic link with the password of the session is a valid cookie: %s",
  async (_, library) => {
    const link = await sealData({ userId: 7 }, { password });
    const { req, res } = nodeExchange(`app=${link}`);
    expect({ ...(await library.getIronSession(req, res, options)) }).toEqual({ userId: 7 });
    const { req: other, res: answer } = nodeExchange(`app=${link}`);
    const separate = { ...options, password: "a-password-of-its-own-for-the-sessions" };
    expect({ ...(await library.getIronSession(other, answer, separate)) }).toEqual({});
  },
);
