/** Sessions of iron-session 9 and ours, compared by data, cookies and errors, in every kind of exchange. */
import * as nineModule from "iron-session";
import { expect, test } from "vitest";
import {
  attempt,
  comparable,
  compare,
  eight,
  exchanges,
  NOW,
  nine,
  nodeExchange,
  options,
  otherPassword,
  password,
  type Run,
  type Session,
  signet,
  stopClock,
} from "./comparison.test-d.ts";
import { nodeCookies } from "./index.ts";

stopClock();

const kinds = Object.keys(exchanges);
const seal = await nine.sealData({ user: { id: 1 }, theme: "dark" }, { password });
const expired = await nine.sealData({ user: { id: 1 } }, { password, ttl: 1 - NOW / 1_000 });
const large = "x".repeat(3_500);

async function signIn(session: Session): Promise<void> {
  session["user"] = { id: 230, admin: true };
  await session.save();
}

const cookieOptions: Readonly<Record<string, object>> = {
  none: {},
  "ttl 1 hour": { ttl: 3_600 },
  "ttl 0": { ttl: 0 },
  "ttl 60": { ttl: 60 },
  "ttl 61": { ttl: 61 },
  "ttl 1": { ttl: 1 },
  "ttl one year": { ttl: 365 * 86_400 },
  "not secure": { cookieOptions: { secure: false } },
  "not HttpOnly": { cookieOptions: { httpOnly: false } },
  "SameSite strict": { cookieOptions: { sameSite: "strict" } },
  "SameSite none": { cookieOptions: { sameSite: "none" } },
  "SameSite true": { cookieOptions: { sameSite: true } },
  "SameSite false": { cookieOptions: { sameSite: false } },
  "a path": { cookieOptions: { path: "/app" } },
  "no path": { cookieOptions: { path: "" } },
  "a domain": { cookieOptions: { domain: "example.com" } },
  "a wide domain": { cookieOptions: { domain: ".example.com" } },
  "maxAge undefined": { cookieOptions: { maxAge: undefined } },
  "maxAge undefined with a ttl": { ttl: 100, cookieOptions: { maxAge: undefined } },
  "maxAge 100": { cookieOptions: { maxAge: 100 } },
  "maxAge 0": { cookieOptions: { maxAge: 0 } },
  "maxAge and ttl": { ttl: 7_200, cookieOptions: { maxAge: 100 } },
  "expires later": { cookieOptions: { expires: new Date(NOW + 86_400_000) } },
  "expires in the past": { cookieOptions: { expires: new Date(NOW - 1_000) } },
  "expires that is no date": { cookieOptions: { expires: new Date(Number.NaN) } },
  partitioned: { cookieOptions: { partitioned: true } },
  "priority high": { cookieOptions: { priority: "high" } },
  "all attributes": {
    ttl: 1_000,
    cookieOptions: {
      domain: "example.com",
      path: "/a",
      expires: new Date(NOW + 5_000),
      httpOnly: true,
      secure: true,
      partitioned: true,
      priority: "low",
      sameSite: "none",
    },
  },
  "another name": { cookieName: "__Host-my.session" },
  "a name that is no token": { cookieName: "a b" },
  "a name with an equals sign": { cookieName: "a=b" },
  "a domain that is none": { cookieOptions: { domain: "a b;" } },
  "a path that is none": { cookieOptions: { path: "/;x" } },
  "a map of passwords": { password: { 1: password, 2: otherPassword } },
  "a map whose newest is 10": { password: { 9: password, 10: otherPassword } },
  "chunk true, a small session": { chunk: true },
  "cookieOptions undefined": { cookieOptions: undefined },
};

const combinations = (titles: Readonly<Record<string, unknown>>) =>
  Object.keys(titles).flatMap((title) => kinds.map((kind) => [title, kind] as const));

test.each(combinations(cookieOptions))(
  "save and destroy set the same cookies as iron-session 9: %s, %s",
  async (title, kind) => {
    const run = { options: { ...options, ...cookieOptions[title] } };
    await compare(nine, kind, { ...run, steps: signIn });
    await compare(nine, kind, { ...run, steps: (session) => session.destroy() });
  },
);

const same = `app=${seal}`;
const runs: Readonly<Record<string, Run>> = {
  "no cookie": { options },
  "a cookie": { options, cookie: same },
  "a cookie among others": { options, cookie: `a=1; ${same}; b=%20; c` },
  "two cookies of the name": { options, cookie: `${same}; app=x` },
  "an empty cookie": { options, cookie: "app=" },
  "a cookie that is no seal": { options, cookie: "app=hello" },
  "an expired cookie": { options, cookie: `app=${expired}` },
  "a cookie of another name": { options: { ...options, cookieName: "other" }, cookie: same },
  "a cookie with an encoded star": { options, cookie: same.replaceAll("*", "%2A") },
  "a cookie with a bad encoding": { options, cookie: `app=%E0%A4%A` },
  "another password": { options: { ...options, password: otherPassword }, cookie: same },
  "a rotated password": {
    options: { ...options, password: { 1: password, 2: otherPassword } },
    cookie: same,
    steps: signIn,
  },
  "a password that was rotated out": {
    options: { ...options, password: { 2: otherPassword } },
    cookie: same,
  },
  "save without a change": { options, cookie: same, steps: (session) => session.save() },
  "a change": { options, cookie: same, steps: signIn },
  "a removed member": {
    options,
    cookie: same,
    steps: (session) => {
      delete session["user"];
      return session.save();
    },
  },
  "two saves": {
    options,
    steps: async (session) => {
      await signIn(session);
      await signIn(session);
    },
  },
  "two saves at once": {
    options,
    steps: (session) => Promise.all([session.save(), session.save()]),
  },
  destroy: { options, cookie: same, steps: (session) => session.destroy() },
  "destroy without a cookie": { options, steps: (session) => session.destroy() },
  "destroy twice": {
    options,
    cookie: same,
    steps: (session) => {
      session.destroy();
      session.destroy();
    },
  },
  "save after destroy": {
    options,
    cookie: same,
    steps: (session) => {
      session.destroy();
      return session.save();
    },
  },
  "new data after destroy": {
    options,
    cookie: same,
    steps: (session) => {
      session.destroy();
      return signIn(session);
    },
  },
  "new data after destroy and updateConfig with another name": {
    options,
    cookie: same,
    steps: (session, given) => {
      session.destroy();
      session.updateConfig({ ...given, cookieName: "other" });
      return signIn(session);
    },
  },
  "destroy after updateConfig with another name": {
    options,
    cookie: same,
    steps: (session, given) => {
      session.updateConfig({ ...given, cookieName: "other" });
      session.destroy();
      return signIn(session);
    },
  },
  "updateConfig with another ttl": {
    options,
    cookie: same,
    steps: (session, given) => {
      session.updateConfig({ ...given, ttl: 60 * 60 });
      return session.save();
    },
  },
  "updateConfig with another password": {
    options,
    cookie: same,
    steps: (session, given) => {
      session.updateConfig({ ...given, password: { 2: otherPassword } });
      return session.save();
    },
  },
  "updateConfig with another name": {
    options,
    cookie: same,
    steps: (session, given) => {
      session.updateConfig({ ...given, cookieName: "other" });
      return session.save();
    },
  },
  "updateConfig without a password": {
    options,
    steps: (session) => session.updateConfig({ cookieName: "app" }),
  },
  "updateConfig with a short password": {
    options,
    steps: (session) => session.updateConfig({ cookieName: "app", password: "short" }),
  },
  "data that JSON would lose": {
    options,
    steps: (session) => {
      session["at"] = new Map();
      return session.save();
    },
  },
  "a session that is too large": {
    options,
    steps: (session) => {
      session["text"] = large;
      return session.save();
    },
  },
  "a method that is replaced": {
    options,
    steps: (session) => {
      session.save = () => Promise.resolve();
    },
  },
  "a spread session": { options, cookie: same, steps: (session) => ({ ...session }) },
};

test.each(combinations(runs))("a session is the same as in iron-session 9: %s, %s", (title, kind) =>
  compare(nine, kind, runs[title] ?? { options }),
);

const wrongOptions: Readonly<Record<string, unknown>> = {
  "no cookie name": { password },
  "an empty cookie name": { cookieName: "", password },
  "no password": { cookieName: "app" },
  "an empty password": { cookieName: "app", password: "" },
  "a short password": { cookieName: "app", password: "x".repeat(31) },
  "a map with a short password": { cookieName: "app", password: { 1: password, 2: "short" } },
  "an empty map": { cookieName: "app", password: {} },
  "a map without numbers": { cookieName: "app", password: { first: password } },
  "a map with a fraction": { cookieName: "app", password: { 1.5: password } },
  "a password that is no text": { cookieName: "app", password: { 1: 7 } },
  "no options": undefined,
  null: null,
};

test.each(combinations(wrongOptions))(
  "wrong options are refused as in iron-session 9: %s, %s",
  async (title, kind) => {
    const results = await Promise.all(
      [signet, nine].map((library) => {
        const { args } = exchanges[kind]?.() ?? { args: [] };
        return attempt(() => library.getIronSession(...args, wrongOptions[title]));
      }),
    );
    expect(results[0]).toEqual(results[1]);
    expect(results[0]).toHaveProperty("threw");
  },
);

test.each([
  ["no arguments", []],
  ["options alone", [options]],
  ["null and options", [null, options]],
  ["a text and options", ["cookies", options]],
  ["an object without methods and options", [{}, options]],
  ["a store without set", [{ get() {} }, options]],
  ["a jar without write", [{ read() {} }, options]],
  ["no response", [nodeExchange().req, undefined, options]],
  ["no request", [undefined, nodeExchange().res, options]],
] as const)("wrong arguments are refused as in iron-session 9: %s", async (_, args) => {
  const results = await Promise.all(
    [signet, nine].map((library) => attempt(() => library.getIronSession(...args))),
  );
  expect(results[0]).toEqual(results[1]);
  expect(results[0]).toMatchObject({
    threw: { message: "iron-session: Bad usage: use getIronSession" },
  });
});

/** iron-session 8 also subtracts a minute from a ttl of less, and checks fewer options. */
const notInVersion8 = [
  ...["ttl 60", "ttl 1", "expires in the past", "expires that is no date"],
  ...["a domain that is none", "a path that is none"],
];
const inVersion8 = combinations(cookieOptions).filter(
  ([title, kind]) =>
    !notInVersion8.includes(title) && kind !== "a jar" && !title.startsWith("a name"),
);

test.each(inVersion8)(
  "save sets the same cookie as iron-session 8: %s, %s",
  async (title, kind) => {
    const given = { ...options, ...cookieOptions[title] };
    const texts = await Promise.all(
      [eight, signet].map(async (library) => {
        const { args, cookies } = exchanges[kind]?.() ?? { args: [], cookies: () => [] };
        const outcome = await attempt(async () =>
          signIn(await library.getIronSession(...args, given)),
        );
        return "threw" in Object(outcome) ? "refused" : cookies().map(comparable);
      }),
    );
    expect(texts[1]).toEqual(texts[0]);
  },
);

test.each([nine, signet])("save is refused after the headers were sent", async (library) => {
  const { req, res } = nodeExchange();
  const session = await library.getIronSession(req, res, options);
  res.flushHeaders();
  await expect(session.save()).rejects.toThrow(
    "iron-session: Cannot set session cookie: session.save() was called after headers were sent",
  );
});

test.each([nine, signet])(
  "save is refused after the body of the response was read",
  async (library) => {
    const response = new Response("body");
    const session = await library.getIronSession(new Request("http://a/"), response, options);
    await response.text();
    await expect(session.save()).rejects.toThrow(
      "iron-session: Cannot set session cookie: the response body has already been consumed",
    );
  },
);

test("a cookie header that changes between two readings is read again, as in iron-session 9", async () => {
  for (const jarOf of [nineModule.nodeCookies, nodeCookies]) {
    const { req, res } = nodeExchange("app=1");
    const jar = jarOf(req, res);
    expect(jar.read("app")).toBe("1");
    req.headers.cookie = "app=2; b=3";
    expect([jar.read("app"), jar.names?.()]).toEqual(["2", ["app", "b"]]);
  }
});

test("save keeps other cookies of the response, whether one or several", async () => {
  for (const existing of ["a=1", ["a=1", "b=2"], 7]) {
    const texts = await Promise.all(
      [nine, signet].map(async (library) => {
        const { req, res } = nodeExchange();
        res.setHeader("set-cookie", existing);
        await signIn(await library.getIronSession(req, res, options));
        return [res.getHeader("set-cookie")].flat().map((text) => String(text).slice(0, 4));
      }),
    );
    expect(texts[1]).toEqual(texts[0]);
  }
});
