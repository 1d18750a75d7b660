import { expect, test } from "vitest";
import { settled } from "../testing.ts";
import type { BrowserInit } from "./browser-types.ts";
import { browser, clock, inRequest, signInWithCredentials } from "./index.ts";

const answer =
  (...setCookies: string[]) =>
  (): Response => {
    const headers = new Headers();
    for (const text of setCookies) headers.append("set-cookie", text);
    return new Response(null, { headers });
  };

test("a browser keeps the cookies of responses and sends them again", async () => {
  const mine = browser();
  await mine.fetch(answer("a=1; HttpOnly; Path=/", "b=2; Path=/"), "/sign-in", { method: "POST" });
  expect(mine.cookies).toEqual({ a: "1", b: "2" });
  expect(mine.documentCookie).toBe("b=2");
  let seen: unknown;
  await mine.fetch((request: Request) => {
    seen = [request.method, request.url, request.headers.get("cookie")];
    return new Response();
  }, "/me?x=1");
  expect(seen).toEqual(["GET", "http://localhost:3000/me?x=1", "a=1; b=2"]);
  const copy = mine.copy();
  mine.receive(["a=; Max-Age=0; Path=/"]);
  expect([mine.headers("/")["cookie"], copy.headers("/")["cookie"]]).toEqual(["b=2", "a=1; b=2"]);
});

test("a cookie ends by the virtual clock", async () => {
  const mine = browser();
  mine.receive(["a=1; Max-Age=3600"]);
  await settled(clock.advance("59m"));
  expect(mine.cookies).toEqual({ a: "1" });
  await settled(clock.advance("1m"));
  expect(mine.cookies).toEqual({});
});

const OWN = { origin: "http://localhost:3000", host: "localhost:3000" };

test.each<[string, BrowserInit, Record<string, string | undefined>]>([
  [
    "a script reads",
    {},
    {
      host: OWN.host,
      origin: undefined,
      "sec-fetch-site": "same-origin",
      "sec-fetch-mode": "cors",
      cookie: "lax=1; strict=1; none=1",
    },
  ],
  ["a script writes", { method: "POST" }, { origin: OWN.origin, "sec-fetch-site": "same-origin" }],
  [
    "a form is sent",
    { mode: "navigate", body: { a: "b c" } },
    {
      origin: OWN.origin,
      "sec-fetch-mode": "navigate",
      "content-type": "application/x-www-form-urlencoded",
    },
  ],
  [
    "another port reads",
    { from: "http://localhost:4000" },
    {
      origin: "http://localhost:4000",
      "sec-fetch-site": "same-site",
      cookie: "lax=1; strict=1; none=1",
    },
  ],
  [
    "another site reads",
    { from: "https://evil.example" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site", cookie: "none=1" },
  ],
  [
    "a form of another site is sent",
    { from: "https://evil.example", mode: "navigate", body: {} },
    { origin: "https://evil.example", cookie: "none=1" },
  ],
  [
    "a link of another site is followed",
    { from: "https://evil.example", mode: "navigate" },
    { origin: undefined, "sec-fetch-site": "cross-site", cookie: "lax=1; none=1" },
  ],
  [
    "a script sends JSON",
    { body: { a: 1 } },
    { "content-type": "application/json", "content-length": "7" },
  ],
  ["a script sends a token", { bearer: "x.y.z" }, { authorization: "Bearer x.y.z" }],
])("the headers are those of a browser when %s", (_title, init, wanted) => {
  const mine = browser();
  mine.receive([
    "lax=1; SameSite=Lax; Path=/",
    "strict=1; SameSite=Strict; Path=/",
    "none=1; SameSite=None; Secure; Path=/",
  ]);
  const headers = mine.headers("/api", init);
  for (const [name, value] of Object.entries(wanted))
    expect([name, headers[name]]).toEqual([name, value]);
});

test("a page cannot set the headers of the browser", () => {
  for (const name of ["Cookie", "Origin", "host", "Sec-Fetch-Site"]) {
    expect(() => browser().headers("/", { headers: { [name]: "x" } })).toThrow("No page can set");
  }
  expect(browser().headers("/", { headers: { "X-A": "1" } })["x-a"]).toBe("1");
});

test("a session of iron-session lives in the browser of a Pages API route", async () => {
  const { withIronSessionApiRoute } = await import("signet-auth/iron-session/next");
  const options = { cookieName: "s", password: "a-password-with-at-least-32-characters" };
  const signIn = withIronSessionApiRoute(async (req, res) => {
    Object.assign(req.session, { user: { id: 7 } });
    await req.session.save();
    res.json({ ok: true });
  }, options);
  const me = withIronSessionApiRoute((req, res) => {
    res.json(Reflect.get(req.session, "user") ?? null);
  }, options);
  const late = withIronSessionApiRoute(async (req, res) => {
    res.json({ ok: true });
    await req.session.save();
  }, options);
  const mine = browser();
  expect((await mine.pages(me, "/api/me")).json()).toBeNull();
  await mine.pages(signIn, "/api/sign-in", { method: "POST" });
  expect((await mine.pages(me, "/api/me")).json()).toEqual({ id: 7 });
  await expect(mine.pages(late, "/api/late")).rejects.toThrow("after headers were sent");
});

test("a session of next-auth begins with its own routes", async () => {
  const { default: NextAuth } = await import("signet-auth/next-auth");
  const { default: Credentials } = await import("signet-auth/next-auth/providers/credentials");
  const { getServerSession } = await import("signet-auth/next-auth/next");
  const options = {
    secret: "a-secret-for-tests-0123456789-0123456789",
    providers: [
      Credentials({
        credentials: { name: {} },
        authorize: async (fields) => (fields?.name === "ada" ? { id: "7", name: "Ada" } : null),
      }),
    ],
  };
  const handler = NextAuth(options);
  const mine = browser();
  const refused = await signInWithCredentials(mine, handler, { name: "eve" });
  expect([refused.status, Object.keys(mine.cookies).join()]).toEqual([
    401,
    expect.not.stringContaining("session-token"),
  ]);
  const response = await signInWithCredentials(mine, handler, { name: "ada" });
  expect(response.status).toBe(200);
  const session = await mine.pages(handler, "/api/auth/session");
  expect(session.json()).toMatchObject({ user: { name: "Ada" } });
  const page = async (req: never, res: never) => {
    const found = await getServerSession(req, res, options);
    (res as { json(body: unknown): void }).json(found?.user ?? null);
  };
  expect((await mine.pages(page, "/api/me")).json()).toEqual({ name: "Ada" });
  expect((await browser().pages(page, "/api/me")).json()).toBeNull();
});

test("code of the App Router reads and sets the cookies of its request", async () => {
  const { cookies, headers } = await import("../next/headers.ts");
  const { redirect, unstable_rethrow } = await import("../next/navigation.ts");
  const { after } = await import("../next/server.ts");
  const mine = browser();
  mine.receive(["a=1; Path=/"]);
  await expect(cookies()).rejects.toThrow("`cookies` was called outside a request scope");
  const seen = await inRequest(mine, async () => {
    const jar = await cookies();
    const head = await headers();
    jar.set("b", "x y", { httpOnly: true, maxAge: 60 });
    jar.delete("a");
    after(() => mine.receive(["after=1; Path=/"]));
    expect(() => head.set("a", "b")).toThrow("Headers cannot be modified");
    expect(await headers()).toBe(head);
    return [jar.get("b")?.value, jar.has("a"), head.get("host"), head.get("origin")];
  });
  expect(seen).toEqual(["x y", true, "localhost:3000", "http://localhost:3000"]);
  expect(mine.cookies).toEqual({ b: "x%20y", after: "1" });
  await inRequest(
    mine,
    async () => {
      const jar = await cookies();
      expect(jar.get("b")?.value).toBe("x y");
      expect(() => jar.set("c", "1")).toThrow(
        "Cookies can only be modified in a Server Action or Route Handler.",
      );
    },
    { render: true },
  );
  await expect(
    inRequest(mine, async () => {
      (await cookies()).set("d", "1");
      try {
        redirect("/home");
      } catch (error) {
        unstable_rethrow(error);
      }
    }),
  ).rejects.toMatchObject({ message: "NEXT_REDIRECT", digest: "NEXT_REDIRECT;push;/home;307;" });
  expect(mine.cookies).toMatchObject({ d: "1" });
  await inRequest(mine, async () => {
    await expect(inRequest(mine, cookies)).rejects.toThrow("several requests ran");
    await expect(cookies()).resolves.toBeDefined();
  });
});

test("a Route Handler sets cookies in both ways, and its own response wins", async () => {
  const { cookies, headers } = await import("../next/headers.ts");
  const mine = browser({ origin: "https://app.example" });
  const POST = async (): Promise<Response> => {
    const jar = await cookies();
    jar.set("a", "store").set("b", "store", { secure: true });
    const proto = (await headers()).get("x-forwarded-proto");
    return Response.json({ proto }, { headers: { "set-cookie": "a=response" } });
  };
  const response = await mine.fetch(POST, "/api", { method: "POST" });
  expect(response.headers.getSetCookie()).toEqual(["a=response", "b=store; Path=/; Secure"]);
  expect(await response.json()).toEqual({ proto: "https" });
  expect(mine.cookies).toEqual({ a: "response", b: "store" });
});

test("a redirect and a missing page of a handler become responses, other errors do not", async () => {
  const { notFound, redirect } = await import("../next/navigation.ts");
  const { cookies } = await import("../next/headers.ts");
  const mine = browser();
  const moved = await mine.fetch(async () => {
    (await cookies()).set("a", "1");
    redirect("/home;x?y=1");
  }, "/");
  expect([moved.status, moved.headers.get("location"), mine.cookies]).toEqual([
    307,
    "/home;x?y=1",
    { a: "1" },
  ]);
  expect((await mine.fetch(() => notFound(), "/")).status).toBe(404);
  await expect(mine.fetch(() => Promise.reject(new TypeError("x")), "/")).rejects.toThrow("x");
  for (const wrong of [undefined, null, { ok: true }, "text"]) {
    await expect(mine.fetch(() => wrong, "/x?y")).rejects.toThrow("No response is returned");
  }
  expect((await mine.fetch(() => {}, "/", { proxy: true })).headers.get("x-middleware-next")).toBe(
    "1",
  );
});

test("requests at the same time work as long as they do not ask for the current request", async () => {
  const { cookies } = await import("../next/headers.ts");
  const mine = browser();
  const slow = async (request: Request) => {
    await new Promise((resolve) => setImmediate(resolve));
    return Response.json(request.url);
  };
  const both = await Promise.all([mine.fetch(slow, "/1"), mine.fetch(slow, "/2")]);
  expect(await Promise.all(both.map((each) => each.json()))).toEqual([
    "http://localhost:3000/1",
    "http://localhost:3000/2",
  ]);
  const reading = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return Response.json((await cookies()).getAll());
  };
  const results = await Promise.allSettled([mine.fetch(reading, "/1"), mine.fetch(reading, "/2")]);
  expect(results.map(({ status }) => status)).toContain("rejected");
});
