import { parseSetCookie } from "cookie";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import {
  apiRoute,
  type PagesServer,
  propsPage,
  servePages,
} from "../../../fixtures/pages-router.ts";
import { StoreUnavailableError } from "../../errors.ts";
import type { Store } from "../../store/contract.ts";
import { memoryStore } from "../../store/memory/index.ts";
import { database } from "../../strategy/database.ts";
import { testClock } from "../../testing/clock.ts";
import { createAuth } from "../create-auth.ts";

const clock = testClock();
const memory = memoryStore();
/** Called while a session is written to the store. */
let whileCreating = () => {};
const store: Store = {
  ...memory,
  async create(...session) {
    const ended = await memory.create(...session);
    whileCreating();
    return ended;
  },
};
const options = {
  strategy: database({ store }),
  data: z.object({ theme: z.string().optional() }),
  secret: "a-secret-for-pages-router-tests-0123456789",
  now: () => clock.now(),
  lifetime: { idle: "1h", absolute: "2h", renewAfter: "1m" },
} as const;
const auth = createAuth({ ...options, signInPath: "/sign-in", clientUpdates: ["theme"] });
const bare = createAuth(options);

let server: PagesServer;
let cookie = "";

beforeAll(async () => {
  server = await servePages({
    "/sign-in": apiRoute(
      auth.openApi(async (req, res) => {
        await auth.signIn({ userId: "ada", data: {} }, { req, res });
        res.setHeader("x-seen", (await auth({ req, res }))?.userId ?? "no session");
        res.json({ returnTo: await auth.returnTo("/home", { req, res }) });
      }),
    ),
    "/late": apiRoute(
      auth.openApi(async (req, res) => {
        res.write("begun ");
        const thrown = await auth.signIn({ userId: "late", data: {} }, { req, res }).catch(String);
        res.end(thrown);
      }),
    ),
    "/sent-meanwhile": apiRoute(
      auth.openApi(async (req, res) => {
        whileCreating = () => res.write("begun ");
        res.end(await auth.signIn({ userId: "late", data: {} }, { req, res }).catch(String));
        whileCreating = () => {};
      }),
    ),
    "/sessions": async (_req, res) => res.end(JSON.stringify(await auth.sessions.list("late"))),
    "/unguarded": async (req, res) => {
      await auth.signIn({ userId: "other", data: {} }, { req, res });
      res.writeHead(200, { "Cache-Control": "public, max-age=60" }).end();
    },
    "/begun": apiRoute(
      auth.openApi((_req, res) => {
        res.write("begun ");
        throw new StoreUnavailableError(null);
      }),
    ),
    "/begun-page": propsPage(
      auth.props(async (context) => {
        context.res.write("begun ");
        throw new StoreUnavailableError(null);
      }),
    ),
    "/elsewhere": propsPage(auth.props(async () => ({ props: {} }), { returnTo: "/chosen" })),
    "/me": apiRoute(auth.api((_req, res, session) => res.json({ userId: session.userId }))),
    "/whoami": async (req, res) => res.end((await auth({ req, res }))?.userId),
    "/failing": apiRoute(
      auth.api(async (req, res) => {
        res.setHeader("Content-Length", 3);
        res.setHeader("ETag", '"x"');
        await auth.signOut({ req, res });
        await auth.update({}, { req, res });
      }),
    ),
    "/broken": apiRoute(
      auth.api(() => {
        throw new Error("A mistake of the application.");
      }),
    ),
    "/others": apiRoute(
      auth.api(async (req, res) => res.json(await auth.sessions.revokeOthers({ req, res }))),
    ),
    "/page": propsPage(auth.props(async (_context, { userId }) => ({ props: { userId } }))),
    "/bare": propsPage(bare.props(async (_context, { userId }) => ({ props: { userId } }))),
    "/throws": propsPage(
      auth.props(async (context) => {
        await auth.signOut(context);
        return { props: { session: await auth.update({}, context) } };
      }),
    ),
    "/auth/session": apiRoute(auth.handlers.api),
    "/raw/session": apiRoute(auth.handlers.api, { bodyParser: false }),
    "/auth/sign-out": apiRoute(auth.handlers.api, { bodyParser: false }),
  });
});
afterAll(() => server.close());

const send = async (path: string, init: RequestInit = {}) => {
  const headers = { cookie, origin: server.url, ...init.headers };
  const response = await fetch(server.url + path, { redirect: "manual", ...init, headers });
  return { response, text: await response.text() };
};
const valueIn = (response: Response) =>
  response.headers.getSetCookie().map((text) => parseSetCookie(text).value);

beforeEach(async () => {
  cookie = "";
  const { response } = await send("/sign-in", { method: "POST" });
  cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
});

test("a read after a sign-in in the same request sees the new session", async () => {
  const { response } = await send("/sign-in", { method: "POST" });
  expect(response.headers.get("x-seen")).toBe("ada");
});

test("a response with a cookie of the library is no-store, also without a guard", async () => {
  const { response } = await send("/unguarded", { method: "POST" });
  expect(response.headers.getSetCookie()).toHaveLength(1);
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("an error after the response has started is left to Next", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  expect((await send("/begun")).text).toMatch(/^begun StoreUnavailableError: /);
  expect((await send("/begun-page")).text).toMatch(/^begun StoreUnavailableError: /);
  logged.mockRestore();
});

test("a sign-in after the headers were sent says so, and starts no session", async () => {
  for (const path of ["/late", "/sent-meanwhile"]) {
    const { response, text } = await send(path, { method: "POST" });
    expect(text).toContain("begun SignetError: The headers of the response were sent already");
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(JSON.parse((await send("/sessions")).text)).toEqual([]);
    // The session of the request is not ended by a sign-in that starts none.
    if (path === "/late") expect((await send("/me")).response.status).toBe(200);
  }
});

test("an error of a write inside a guarded route becomes a problem with its own headers", async () => {
  const { response, text } = await send("/failing", { method: "POST" });
  expect(response.status).toBe(401);
  expect(JSON.parse(text)).toMatchObject({ status: 401 });
  expect(response.headers.get("etag")).toBeNull();
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(valueIn(response)).toEqual([""]);
});

test("an error of the application is left to Next", async () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  const { response } = await send("/broken");
  expect(logged).toHaveBeenCalledOnce();
  logged.mockRestore();
  expect(response.status).toBe(500);
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("revokeOthers keeps the session of the request, and refuses a request of another site", async () => {
  await fetch(`${server.url}/sign-in`, { method: "POST", headers: { origin: server.url } });
  const evil = { method: "POST", headers: { origin: "https://evil.example" } };
  expect((await send("/others", evil)).response.status).toBe(403);
  expect(Number((await send("/others", { method: "POST" })).text)).toBeGreaterThan(0);
  expect((await send("/others", { method: "POST" })).text).toBe("0");
  expect((await send("/me")).response.status).toBe(200);
});

test("a renewal that is due sets its cookie on a page and on a route, and on no refused request", async () => {
  clock.advance(61_000);
  for (const path of ["/me", "/page"]) {
    expect((await send(path)).response.headers.getSetCookie()).toHaveLength(1);
    clock.advance(61_000);
  }
  const evil = { method: "POST", headers: { origin: "https://evil.example" } };
  for (const path of ["/me", "/page"]) {
    const { response } = await send(path, evil);
    expect([response.status, response.headers.getSetCookie()]).toEqual([403, []]);
  }
});

test("a read without a guard sets no cookie, and keeps a stored session alive", async () => {
  // Together longer than the idle lifetime of one hour.
  for (const minutes of [40, 40]) {
    clock.advance(minutes * 60_000);
    const { response, text } = await send("/whoami");
    expect([text, response.headers.getSetCookie()]).toEqual(["ada", []]);
  }
});

test("a call without the request and the response says to pass them", async () => {
  const advice = /In the Pages Router pass the request and the response: auth\(\{ req, res \}\)/;
  await expect(auth()).rejects.toThrow(advice);
  await expect(auth.signOut()).rejects.toThrow(advice);
  await expect(auth.signIn({ userId: "ada", data: {} })).rejects.toMatchObject({
    code: "not-supported",
  });
});

test("without a session, a page redirects to the sign-in page, after a form with GET", async () => {
  cookie = "";
  const { response } = await send("/page?a=1");
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toBe("/sign-in?returnTo=%2Fpage%3Fa%3D1");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect((await send("/page", { method: "POST" })).response.status).toBe(303);
  const chosen = (await send("/elsewhere")).response.headers.get("location");
  expect(chosen).toBe("/sign-in?returnTo=%2Fchosen");
});

test("without a sign-in page, a page responds with 401: HTML for a person, JSON for a script", async () => {
  cookie = "";
  const script = await send("/bare");
  expect(script.response.status).toBe(401);
  expect(script.response.headers.get("www-authenticate")).toBe("Bearer");
  expect(script.response.headers.get("content-type")).toBe("application/problem+json");
});

test("an error of a write inside getServerSideProps becomes a problem", async () => {
  const { response, text } = await send("/throws", { method: "POST" });
  expect([response.status, JSON.parse(text).status]).toEqual([401, 401]);
  expect(valueIn(response)).toEqual([""]);
});

test("the way back comes from the address of the request, or from the sign-in page of a form", async () => {
  const returnTo = async (path: string, headers: Record<string, string>) =>
    JSON.parse((await send(path, { method: "POST", headers })).text).returnTo;
  const referer = `${server.url}/sign-in?returnTo=%2Fb`;
  expect(await returnTo("/sign-in?returnTo=%2Fa", { referer })).toBe("/a");
  expect(await returnTo("/sign-in", { referer })).toBe("/b");
  expect(await returnTo("/sign-in?returnTo=//evil.example", {})).toBe("/home");
  expect(await returnTo("/sign-in", {})).toBe("/home");
});

test("the endpoints work with a parsed body and with an unread body", async () => {
  expect(JSON.parse((await send("/auth/session")).text)).toMatchObject({
    session: { userId: "ada" },
  });
  const { response, text } = await send("/auth/sign-out", { method: "POST", body: "{}" });
  expect([response.status, text]).toEqual([200, '{"session":null}']);
  expect((await send("/me")).response.status).toBe(401);
});

test.each(["/auth/session", "/raw/session"])(
  "PATCH %s changes only the members that clientUpdates names",
  async (path) => {
    const patch = (body: string, type = "application/json") =>
      send(path, { method: "PATCH", body, headers: { "content-type": type } });
    const changed = await patch('{"theme":"dark"}');
    expect(changed.response.status).toBe(200);
    expect(JSON.parse(changed.text)).toMatchObject({ session: { data: { theme: "dark" } } });
    const asText = await patch('{"theme":"light"}', "text/plain");
    expect(JSON.parse(asText.text)).toMatchObject({ session: { data: { theme: "light" } } });
    expect((await patch('{"role":"admin"}')).response.status).toBe(403);
    expect((await patch("[]")).response.status).toBe(400);
    expect((await patch(`{"theme":"${"x".repeat(70_000)}"}`)).response.status).toBe(400);
    const { text } = await send("/auth/session");
    expect(JSON.parse(text)).toMatchObject({ session: { data: { theme: "light" } } });
  },
);
