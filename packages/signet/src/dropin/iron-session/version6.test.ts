/** `req.session` in Pages API routes, getServerSideProps and Express, compared with iron-session 6. */
import express from "express";
import { expect, test } from "vitest";
import {
  attempt,
  comparable,
  exchanges,
  headersOf,
  nine,
  nodeExchange,
  options,
  otherPassword,
  password,
  type Session,
  type six,
  sixEdge,
  sixExpress,
  sixNext,
  stopClock,
} from "./comparison.test-d.ts";
import * as edge from "./edge/index.ts";
import { ironSession } from "./express/index.ts";
import { withIronSessionApiRoute, withIronSessionSsr } from "./next/index.ts";

stopClock();

type Handler = (...args: readonly unknown[]) => unknown;
interface Request6 {
  session: Session;
}
type Way = (handler: Handler, options: unknown) => (req: unknown, res: unknown) => unknown;

const ours = { withIronSessionApiRoute, withIronSessionSsr, ironSession } as unknown as Record<
  string,
  Handler
>;
const theirs = { ...sixNext, ...sixExpress } as unknown as Record<string, Handler>;

/** The three ways to get `req.session`. Each returns the handler's result. */
const ways: Readonly<Record<string, (library: Record<string, Handler>) => Way>> = {
  withIronSessionApiRoute: (library) => (handler, given) =>
    library["withIronSessionApiRoute"]?.(handler, given) as Handler,
  withIronSessionSsr: (library) => (handler, given) => {
    const onContext = ({ req, res }: { req: unknown; res: unknown }) => handler(req, res);
    const wrapped = library["withIronSessionSsr"]?.(onContext, given) as Handler;
    return (req, res) => wrapped({ req, res });
  },
  ironSession: (library) => (handler, given) => async (req, res) => {
    const middleware = library["ironSession"]?.(given) as Handler;
    let result: unknown;
    await middleware(req, res, (error?: unknown) => {
      if (error !== undefined) throw error;
      result = handler(req, res);
    });
    return result;
  },
};

async function outcomeOf(way: Way, given: unknown, handler: Handler, cookie?: string) {
  const { req, res } = nodeExchange(cookie);
  const outcome = await attempt(() => way(handler, given)(req, res));
  const { session, descriptor } = {
    session: Reflect.get(req, "session") as Session | undefined,
    descriptor: Object.getOwnPropertyDescriptor(req, "session"),
  };
  return {
    outcome,
    data: session && { ...session },
    property: descriptor && [descriptor.enumerable, descriptor.configurable, typeof descriptor.set],
    cookies: headersOf(res).map(comparable),
  };
}

const seal = await nine.sealData({ user: { id: 1 }, theme: "dark" }, { password });
const cookie = `app=${seal}`;
const signIn: Handler = async (req) => {
  const { session } = req as Request6;
  session["user"] = { id: 230, admin: true };
  await session.save();
  return "signed in";
};

const given: Readonly<Record<string, object>> = {
  none: {},
  "ttl 1 hour": { ttl: 3_600 },
  "ttl 0": { ttl: 0 },
  "not secure": { cookieOptions: { secure: false } },
  "SameSite strict": { cookieOptions: { sameSite: "strict" } },
  "a path and a domain": { cookieOptions: { path: "/app", domain: "example.com" } },
  "maxAge undefined": { cookieOptions: { maxAge: undefined } },
  "maxAge 3600": { cookieOptions: { maxAge: 3_600 } },
  "maxAge and ttl": { ttl: 100, cookieOptions: { maxAge: 3_600 } },
  "a map of passwords": { password: { 1: password, 2: otherPassword } },
  "another name": { cookieName: "session" },
  "a password that is too short": { password: "short" },
};
const handlers: Readonly<Record<string, Handler>> = {
  read: (req) => ({ ...(req as Request6).session }),
  "sign in": signIn,
  "sign out": (req) => (req as Request6).session.destroy(),
  "sign out and save": async (req) => {
    const { session } = req as Request6;
    session.destroy();
    session["theme"] = undefined;
    delete session["theme"];
  },
  replace: async (req) => {
    const request = req as Request6;
    request.session = { ...request.session, theme: "light" } as unknown as Session;
    await request.session.save();
  },
  "replace with other data": async (req) => {
    const request = req as Request6;
    request.session = { admin: true } as unknown as Session;
    await request.session.save();
  },
  throw: () => {
    throw new Error("of the handler");
  },
};

test.each(
  Object.keys(ways).flatMap((way) =>
    Object.keys(given).flatMap((title) =>
      Object.keys(handlers).map((handler) => [way, title, handler] as const),
    ),
  ),
)("%s is the same as in iron-session 6: %s, %s", async (way, title, name) => {
  const all = { ...options, ...given[title] };
  const handler = handlers[name] ?? signIn;
  const wayOf = ways[way] ?? (() => () => () => null);
  for (const sent of [undefined, cookie]) {
    const expected = await outcomeOf(wayOf(theirs), all, handler, sent);
    expect(await outcomeOf(wayOf(ours), all, handler, sent)).toEqual(expected);
  }
});

test.each(["withIronSessionApiRoute", "withIronSessionSsr"])(
  "%s takes options from a function of the request, as in iron-session 6",
  async (name) => {
    for (const library of [theirs, ours]) {
      const calls: unknown[] = [];
      const { req, res } = nodeExchange(cookie);
      const way = ways[name]?.(library);
      const result = way?.(handlers["read"] ?? signIn, async (...args: readonly unknown[]) => {
        calls.push(args.map((arg) => arg === req || arg === res));
        return options;
      })(req, res);
      expect(await result).toEqual({ user: { id: 1 }, theme: "dark" });
      expect(calls).toEqual([[true, true]]);
    }
  },
);

test.each(Object.keys(given))(
  "getIronSession of the edge entry sets the cookies of iron-session 6: %s",
  async (title) => {
    for (const kind of ["req, res", "Request, Response"]) {
      const results = await Promise.all(
        [sixEdge, edge as unknown as typeof six].map(async (library) => {
          const { args, cookies } = exchanges[kind]?.(cookie) ?? { args: [], cookies: () => [] };
          const outcome = await attempt(async () => {
            const session = await library.getIronSession(...args, { ...options, ...given[title] });
            await session.save();
            session.destroy();
          });
          return { outcome, cookies: cookies().map(comparable) };
        }),
      );
      expect(results[1]).toEqual(results[0]);
    }
  },
);

test.each([[[]], [[null, null, options]], [[{}, {}]], [[{}, {}, { cookieName: "app" }]]])(
  "getIronSession of the edge entry refuses missing arguments as iron-session 6 does: %j",
  async (args) => {
    for (const library of [sixEdge, edge as unknown as typeof six]) {
      await expect(library.getIronSession(...args)).rejects.toThrow(
        "iron-session: Bad usage. Minimum usage is const session = await getIronSession(req, res, {",
      );
    }
  },
);

test("an Express app signs in, reads and signs out over HTTP", async () => {
  const app = express();
  app.use(ironSession({ ...options, cookieOptions: { secure: false } }));
  app.post("/login", async (req, res) => {
    await signIn(req);
    res.send({ ok: true });
  });
  app.get("/user", (req, res) => void res.send({ ...req.session }));
  app.post("/logout", (req, res) => {
    req.session.destroy();
    res.send({ ok: true });
  });
  const server = app.listen(0);
  try {
    const address = server.address();
    const origin = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
    const call = async (path: string, method: string, sent = "") => {
      const response = await fetch(origin + path, { method, headers: { cookie: sent } });
      const [set = ""] = response.headers.getSetCookie();
      return { body: await response.json(), set: set.split(";", 1)[0] ?? "" };
    };
    const { set } = await call("/login", "POST");
    expect((await call("/user", "GET", set)).body).toEqual({ user: { id: 230, admin: true } });
    expect((await call("/user", "GET")).body).toEqual({});
    expect((await call("/logout", "POST", set)).set).toBe("app=");
  } finally {
    server.close();
  }
});

test("an error of the options reaches the error handlers of Express", async () => {
  const { req, res } = nodeExchange();
  const errors: unknown[] = [];
  await ironSession({ cookieName: "app", password: "short" })(req, res, (error) =>
    errors.push(error),
  );
  expect(errors).toEqual([
    new Error("iron-session: Bad usage. Password must be at least 32 characters long."),
  ]);
});
