/**
 * A rolling switch from next-auth 4: one server runs it and one runs signet-auth/next-auth. One browser
 * goes back and forth.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { parseCookie, parseSetCookie } from "cookie";
import { hybrid, memoryStore } from "signet-auth";
import NextAuth, {
  getServerSession,
  type NextAuthOptions,
  sessionsOf,
} from "signet-auth/next-auth";
import { getToken } from "signet-auth/next-auth/jwt";
import Credentials from "signet-auth/next-auth/providers/credentials";
import { afterEach, expect, test } from "vitest";

const require = createRequire(import.meta.url);
const original = {
  NextAuth: require("next-auth").default,
  getServerSession: require("next-auth").getServerSession,
  getToken: require("next-auth/jwt").getToken,
  Credentials: require("next-auth/providers/credentials").default,
};
const signet = { NextAuth, getServerSession, getToken, Credentials };

/** Calls that both libraries have. The arguments are those of an API route. */
type Call = (...args: unknown[]) => Promise<unknown>;
interface Library {
  readonly NextAuth: (options: unknown) => Call;
  readonly getServerSession: Call;
  readonly getToken: Call;
  readonly Credentials: (options: unknown) => object;
}

const SECRET = "a secret that both servers share, 0123456789";
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((done) => server.close(done));
});

function optionsOf({ Credentials }: Library, more: object = {}): object {
  return {
    secret: SECRET,
    providers: [
      Credentials({
        credentials: { name: {}, password: { type: "password" } },
        authorize: async (given: { name?: string; password?: string } | undefined) =>
          given?.password === "right" ? { id: `id of ${given.name}`, name: given.name } : null,
      }),
    ],
    callbacks: {
      jwt: ({ token, user, trigger, session }: Record<string, Record<string, unknown>>) => ({
        ...token,
        ...(user && { role: "member" }),
        ...(String(trigger) === "update" && { nick: session?.["nick"] }),
      }),
      session: ({ session, token }: Record<string, Record<string, unknown>>) => ({
        ...session,
        role: token?.["role"],
        nick: token?.["nick"],
        size: String(token?.["large"] ?? "").length,
      }),
    },
    logger: { error() {}, warn() {}, debug() {} },
    ...more,
  };
}

/** Starts a server with the routes, a guarded page at `/page` and a route at `/token`. Returns its origin. */
async function start(library: Library, more: object = {}): Promise<string> {
  const options = optionsOf(library, more);
  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? "/", "http://localhost");
    const request = Object.assign(req, {
      cookies: parseCookie(req.headers.cookie ?? ""),
      query: {
        ...Object.fromEntries(searchParams),
        nextauth: pathname.split("/").slice(3),
      },
      body: await bodyOf(req),
    });
    const response = Object.assign(res, {
      status(code: number) {
        res.statusCode = code;
        return response;
      },
      json(body: unknown) {
        res.setHeader("content-type", "application/json").end(JSON.stringify(body));
      },
      send(body: unknown) {
        if (typeof body === "object" && body !== null) response.json(body);
        else res.end(body);
      },
    });
    if (pathname === "/page") {
      return response.json(await library.getServerSession(request, response, options));
    }
    if (pathname === "/token")
      return response.json(await library.getToken({ req, secret: SECRET }));
    await library.NextAuth(options)(request, response);
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(req: IncomingMessage): Promise<unknown> {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? undefined : Object.fromEntries(new URLSearchParams(text));
}

/** A browser with one jar for all servers, as behind one address. */
function browser() {
  const jar = new Map<string, string>();
  async function send(url: string, fields?: Record<string, string>) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      redirect: "manual",
      headers: cookie === "" ? {} : { cookie },
      ...(fields && { method: "POST", body: new URLSearchParams(fields) }),
    });
    for (const text of response.headers.getSetCookie()) {
      const { name, value = "", maxAge } = parseSetCookie(text, { decode: (raw) => raw });
      if (maxAge === 0) jar.delete(name);
      else jar.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : JSON.parse(text) };
  }
  const csrf = async (server: string) => (await send(`${server}/api/auth/csrf`)).body.csrfToken;
  return {
    jar,
    read: async (server: string) => (await send(`${server}/api/auth/session`)).body,
    page: async (server: string) => (await send(`${server}/page`)).body,
    token: async (server: string) => (await send(`${server}/token`)).body,
    async signIn(server: string, name: string, password = "right") {
      const fields = { csrfToken: await csrf(server), json: "true", name, password };
      return send(`${server}/api/auth/callback/credentials`, fields);
    },
    async signOut(server: string) {
      const fields = { csrfToken: await csrf(server), json: "true" };
      return send(`${server}/api/auth/signout`, fields);
    },
    /** next-auth's client sends JSON; these servers parse forms only. */
    async update(server: string, csrfToken?: string) {
      const fields = { csrfToken: csrfToken ?? (await csrf(server)), data: "x" };
      return send(`${server}/api/auth/session`, fields);
    },
  };
}

const theirs = original as Library;
const ours = signet as unknown as Library;

test.each([
  ["next-auth", 0],
  ["signet-auth", 1],
])(
  "a user who signs in on a server of %s stays signed in on both, back and forth",
  async (_name, first) => {
    const both = [await start(theirs), await start(ours)];
    const { signIn, read, page, token, update, jar } = browser();
    expect(await signIn(both[first] ?? "", "Ada")).toMatchObject({ status: 200 });
    for (let turn = 0; turn < 6; turn++) {
      const server = both[turn % 2] ?? "";
      expect(await read(server)).toMatchObject({ user: { name: "Ada" }, role: "member" });
      expect(await page(server)).toMatchObject({ user: { name: "Ada" }, role: "member" });
      expect(await token(server)).toMatchObject({ sub: "id of Ada", role: "member" });
      expect((await update(server)).status).toBe(200);
    }
    expect([...jar.keys()].filter((name) => name.includes("session"))).toEqual([
      "next-auth.session-token",
    ]);
  },
);

test("a user who signs out on either server is signed out on both, and can sign in again on either", async () => {
  const both = [await start(theirs), await start(ours)];
  const { signIn, signOut, read } = browser();
  for (const [out, back] of [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 0],
    [1, 0],
  ] as const) {
    await signIn(both[back] ?? "", "Ada");
    for (const server of both) expect(await read(server)).toMatchObject({ user: { name: "Ada" } });
    expect(await signOut(both[out] ?? "")).toMatchObject({ status: 200 });
    for (const server of both) expect(await read(server)).toEqual({});
  }
});

test("a CSRF token of one server is valid on the other one", async () => {
  const both = [await start(theirs), await start(ours)];
  for (const [from, to] of [both, [...both].reverse()]) {
    const { jar, update } = browser();
    const { body } = await fetchCsrf(from ?? "", jar);
    expect((await update(to ?? "", body.csrfToken)).status).toBe(200);
  }
});

async function fetchCsrf(server: string, jar: Map<string, string>) {
  const response = await fetch(`${server}/api/auth/csrf`);
  for (const text of response.headers.getSetCookie()) {
    const { name, value = "" } = parseSetCookie(text, { decode: (raw) => raw });
    jar.set(name, value);
  }
  return { body: await response.json() };
}

test("a session in chunks survives the way between the servers", async () => {
  const callbacks = (size: number) => ({
    callbacks: {
      ...Object(optionsOf(ours)).callbacks,
      jwt: ({ token }: { token: object }) => ({ ...token, large: "x".repeat(size) }),
    },
  });
  const large = [await start(theirs, callbacks(7_000)), await start(ours, callbacks(7_000))];
  const small = [await start(theirs, callbacks(10)), await start(ours, callbacks(10))];
  const { signIn, read, jar } = browser();
  await signIn(large[0] ?? "", "Ada");
  for (const [server, size] of [
    [large[1], 7_000],
    [small[1], 10],
    [large[0], 7_000],
    [small[0], 10],
    [large[1], 7_000],
  ] as const) {
    expect(await read(server ?? "")).toMatchObject({ user: { name: "Ada" }, size });
    const names = [...jar.keys()].filter((name) => name.includes("session-token"));
    expect(names.length > 1).toBe(size > 1_000);
  }
});

test("the switch to a store signs nobody out, and then devices can be listed and ended", async () => {
  const strategy = hybrid({ store: memoryStore() });
  const [before, after] = [await start(theirs), await start(ours, { session: { strategy } })];
  const [laptop, phone] = [browser(), browser()];
  await laptop.signIn(before, "Ada");
  await phone.signIn(before, "Ada");
  for (const { read, page, jar } of [laptop, phone]) {
    expect(await page(after)).toMatchObject({ user: { name: "Ada" } });
    expect(await read(after)).toMatchObject({ user: { name: "Ada" }, role: "member" });
    expect([...jar.keys()].filter((name) => name.includes("session"))).toEqual([
      "next-auth-session",
    ]);
  }
  const options = optionsOf(ours, { session: { strategy } }) as NextAuthOptions;
  const listed = await sessionsOf(options).listSessions("id of Ada");
  expect(listed).toHaveLength(2);
  await sessionsOf(options).revoke(listed[0]?.id ?? "", { ownedBy: "id of Ada" });
  const states = await Promise.all([laptop, phone].map(({ read }) => read(after)));
  expect(states.filter((body) => "user" in body)).toHaveLength(1);
});
