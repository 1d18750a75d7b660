/** Tests the differences from iron-session that docs/from-iron-session.md lists. */
import { ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import {
  attempt,
  comparable,
  eight,
  exchanges,
  forge,
  headersOf,
  type Library,
  NOW,
  nine,
  nodeExchange,
  options,
  otherPassword,
  password,
  type Session,
  signet,
  six,
  stopClock,
  webRequest,
} from "./comparison.test-d.ts";
import { ironSession } from "./express/index.ts";
import type { OnUnsealError } from "./types.ts";

stopClock();

const good = await nine.sealData({ user: { id: 1 } }, { password });
const parts = good.slice(0, -2).split("*");

async function refusalOf(library: Library, seal: string, given: unknown = password) {
  const onUnsealError = vi.fn<OnUnsealError>();
  const data = await library.unsealData(seal, { password: given, onUnsealError });
  const [reason, error] = onUnsealError.mock.calls[0] ?? [];
  return { data, reason, message: error instanceof Error ? error.message : undefined };
}

test("a seal without its mark gives the same data, and version 8 gives the legacy part of it", async () => {
  const data = { user: { id: 1 }, persistent: { user: { id: 2 }, admin: true } };
  const seal = await nine.sealData(data, { password });
  const unmarked = seal.slice(0, -2);
  expect(await eight.unsealData(unmarked, { password })).toEqual(data.persistent);
  expect(await six.unsealData(unmarked, { password })).toEqual(data.persistent);
  for (const mark of ["", "~", "~1", "~2", "~3"]) {
    expect(await signet.unsealData(unmarked + mark, { password })).toEqual(data);
  }
});

test("the legacy layout is not unwrapped; a program can read it through its member", async () => {
  const seal = (await nine.sealData({ persistent: { userId: 7 } }, { password })).slice(0, -2);
  expect(await six.unsealData(seal, { password })).toEqual({ userId: 7 });
  expect(await signet.unsealData(seal, { password })).toEqual({ persistent: { userId: 7 } });
});

test("a MAC is accepted in one form only, and version 9 accepts other forms of the same bytes", async () => {
  const mac = parts[7] ?? "";
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const next = alphabet[alphabet.indexOf(mac.at(-1) ?? "") + 1] ?? "";
  const others = [`${mac}=`, ` ${mac}`, mac.slice(0, -1) + next];
  for (const other of others) {
    const seal = `${parts.with(7, other).join("*")}~2`;
    expect(await nine.unsealData(seal, { password })).toEqual({ user: { id: 1 } });
    expect(await refusalOf(signet, seal)).toEqual({
      data: {},
      reason: "invalid",
      message: "Bad hmac value",
    });
  }
});

test("an expiration is judged after the MAC, so a forged one is invalid and not expired", async () => {
  const seal = `${parts.with(5, "1").join("*")}~2`;
  expect(await refusalOf(nine, seal)).toMatchObject({ data: {}, reason: "expired" });
  expect(await refusalOf(signet, seal)).toMatchObject({ data: {}, reason: "invalid" });
});

test("an expired seal of a password that was rotated out is one of an unknown password", async () => {
  const seal = await nine.sealData({}, { password, ttl: -3_600 });
  const given = { 2: otherPassword };
  expect(await refusalOf(nine, seal, given)).toMatchObject({ reason: "expired" });
  expect(await refusalOf(signet, seal, given)).toMatchObject({ reason: "unknown-password" });
});

test("a password id that every object has is an unknown password", async () => {
  const seal = `${parts.with(1, "constructor").join("*")}~2`;
  expect(await refusalOf(nine, seal)).toMatchObject({ reason: "invalid" });
  expect(await refusalOf(signet, seal)).toMatchObject({ reason: "unknown-password" });
});

test("a broken cookie never throws, and versions 6 and 8 throw for some", async () => {
  const seal = `Fe26.1${good.slice(6)}`;
  for (const library of [six, eight]) {
    await expect(library.unsealData(seal, { password })).rejects.toThrow("Wrong mac prefix");
    await expect(
      library.getIronSession(webRequest(`app=${seal}`), new Response(), options),
    ).rejects.toThrow();
  }
  const session = await signet.getIronSession(webRequest(`app=${seal}`), new Response(), options);
  expect({ ...session }).toEqual({});
});

test("the message about data that is no JSON does not show the data", async () => {
  const seal = await forge("secret-of-ada");
  expect((await refusalOf(nine, seal)).message).toContain("secret-of");
  expect(await refusalOf(signet, seal)).toEqual({
    data: {},
    reason: "invalid",
    message: "Failed parsing sealed object JSON",
  });
});

test.each<readonly [string, unknown]>([
  ["a text", "text"],
  ["a number", 7],
  ["true", true],
  ["a list", [1, 2]],
])("a cookie with sealed %s is refused, and version 9 throws or returns it", async (_, value) => {
  const seal = await eight.sealData(value, { password });
  const onUnsealError = vi.fn<OnUnsealError>();
  const given = { ...options, onUnsealError };
  const request = webRequest(`app=${seal}`);
  const session = await signet.getIronSession(request, new Response(), given);
  expect({ ...session }).toEqual({});
  expect(onUnsealError.mock.calls).toEqual([
    ["invalid", new Error("The sealed data is not an object")],
  ]);
  const theirs = await attempt(() => nine.getIronSession(request, new Response(), given));
  expect(theirs).toEqual(
    Array.isArray(value) ? { returned: value } : { threw: expect.objectContaining({}) },
  );
});

test("sealed members with the names of the methods do not stay in the data", async () => {
  const seal = await nine.sealData({ save: 1, kept: 2 }, { password });
  const request = () => webRequest(`app=${seal}`);
  const theirs = await nine.getIronSession(request(), new Response(), options);
  expect(Object.keys(theirs)).toEqual(["save", "kept"]);
  await expect(theirs.save()).rejects.toThrow("session.save is a function");
  const our = await signet.getIronSession(request(), new Response(), options);
  expect(Object.keys(our)).toEqual(["kept"]);
  await our.save();
});

test("a list is sealed as a list, as in versions 6 and 8, and not as an object", async () => {
  const list = [1, { a: 2 }];
  for (const library of [six, eight, signet]) {
    expect(await nine.unsealData(await library.sealData(list, { password }), { password })).toEqual(
      list,
    );
  }
  const seal = await nine.sealData(list, { password });
  expect(await nine.unsealData(seal, { password })).toEqual({ 0: 1, 1: { a: 2 } });
});

test("a Date is stored as its text, as in versions 6 and 8, and version 9 refuses it", async () => {
  const at = new Date(NOW);
  const data = { at, nested: [{ at }], id: { toJSON: () => "an id" } };
  const stored = { at: at.toISOString(), nested: [{ at: at.toISOString() }], id: "an id" };
  for (const library of [six, eight, signet]) {
    const seal = await library.sealData(data, { password });
    expect(await nine.unsealData(seal, { password })).toEqual(stored);
  }
  await expect(nine.sealData(data, { password })).rejects.toThrow("session.at is a Date");
});

test("data that JSON would lose is refused, as in version 9, and versions 6 and 8 lose it", async () => {
  const data = { a: new Map([[1, 2]]), b: Number.NaN, c() {} };
  for (const library of [six, eight]) {
    const seal = await library.sealData(data, { password });
    expect(await library.unsealData(seal, { password })).toEqual({ a: {}, b: null });
  }
  await expect(signet.sealData(data, { password })).rejects.toThrow("(session.a is a Map)");
});

test("a plain object of another realm is plain, and version 9 refuses it", async () => {
  const { runInNewContext } = await import("node:vm");
  const data = { user: runInNewContext("({ id: 1 })") };
  await expect(nine.sealData(data, { password })).rejects.toThrow("not JSON serializable");
  const seal = await signet.sealData(data, { password });
  expect(await nine.unsealData(seal, { password })).toEqual({ user: { id: 1 } });
});

test("the error names a circular reference", async () => {
  const data: Record<string, unknown> = { a: {} };
  data["a"] = { back: data };
  await expect(signet.sealData(data, { password })).rejects.toThrow(
    "(session.a.back is a circular reference)",
  );
});

test("a ttl that is no number is refused, and a seal of version 9 then never expires", async () => {
  const ttl = Number("not set");
  expect(await nine.sealData({}, { password, ttl })).toMatch(/\*\*[\da-f]{64}\*[\w-]{43}~2$/);
  for (const given of [ttl, Number.POSITIVE_INFINITY, null, "", "soon", {}]) {
    const message = "iron-session: Bad usage. ttl must be a number of seconds, got";
    await expect(signet.sealData({}, { password, ttl: given })).rejects.toThrow(message);
    const { req, res } = nodeExchange();
    await expect(signet.getIronSession(req, res, { ...options, ttl: given })).rejects.toThrow(
      message,
    );
  }
});

test("a fraction of a millisecond in ttl is rounded, and version 9 makes a seal that is never valid", async () => {
  const ttl = 3_600.00001;
  const theirs = await nine.sealData({ a: 1 }, { password, ttl });
  expect(await nine.unsealData(theirs, { password })).toEqual({});
  const our = await signet.sealData({ a: 1 }, { password, ttl });
  expect(await nine.unsealData(our, { password })).toEqual({ a: 1 });
});

test("ttl undefined is the default of 14 days, and version 9 then sets a cookie that ends with the browser", async () => {
  const maxAge = async (library: Library) => {
    const { req, res } = nodeExchange();
    await (await library.getIronSession(req, res, { ...options, ttl: undefined })).save();
    return /Max-Age=\d+/.exec(String(headersOf(res)))?.[0];
  };
  expect(await maxAge(nine)).toBeUndefined();
  expect(await maxAge(signet)).toBe("Max-Age=1209540");
});

test("cookies() without await works, and version 9 refuses the promise", async () => {
  const { args } = exchanges["cookies()"]?.(`app=${good}`) ?? { args: [] };
  const promise = Promise.resolve(args[0]);
  expect({ ...(await signet.getIronSession(promise, options)) }).toEqual({ user: { id: 1 } });
  await expect(nine.getIronSession(promise, options)).rejects.toThrow("Bad usage");
});

/** Two requests in one: both sessions were read before the first step. */
async function pair(library: Library, cookie = `app=${good}`) {
  const { req, res } = nodeExchange(cookie);
  const read = () => library.getIronSession(req, res, options);
  const [first, second] = [await read(), await read()];
  return { first, second, read, last: () => comparable(headersOf(res).at(-1) ?? "") };
}
const REMOVED = /^app=; Max-Age=0;/;
const SIGNED_IN = /^app=<1 \d+ \d+>;/;

test("a save that is under way when destroy() is called writes nothing, and version 9 signs in again", async () => {
  for (const library of [nine, signet]) {
    const { first, last } = await pair(library);
    const saved = first.save();
    first.destroy();
    await saved;
    expect(last()).toMatch(library === nine ? SIGNED_IN : REMOVED);
  }
});

test("updateConfig does not hide that another session of the same response was destroyed", async () => {
  const { first, second } = await pair(signet);
  first.destroy();
  second.updateConfig({ ...options, cookieName: "other" });
  await expect(second.save()).rejects.toThrow("Cannot save a destroyed session");
});

test("another session of the same response does not save after destroy(), and in version 9 it signs in again", async () => {
  const theirs = await pair(nine);
  theirs.first.destroy();
  await theirs.second.save();
  expect(theirs.last()).toMatch(SIGNED_IN);
  const our = await pair(signet);
  our.first.destroy();
  await expect(our.second.save()).rejects.toThrow("Cannot save a destroyed session");
  expect(our.last()).toMatch(REMOVED);
});

test("a session that is read after destroy() in the same response is empty, and can sign a user in", async () => {
  const theirs = await pair(nine);
  theirs.first.destroy();
  expect({ ...(await theirs.read()) }).toEqual({ user: { id: 1 } });
  const our = await pair(signet);
  our.first.destroy();
  const next = await our.read();
  expect({ ...next }).toEqual({});
  next["user"] = { id: 2 };
  await next.save();
  expect(our.last()).toMatch(SIGNED_IN);
  expect({ ...(await our.read()) }).toEqual({ user: { id: 2 } });
});

test("a session that is read after save() in the same response has the saved data, as with cookies()", async () => {
  const change = async ({ first, read }: { first: Session; read: () => Promise<Session> }) => {
    first["user"] = { id: 9 };
    await first.save();
    return { ...(await read()) };
  };
  expect(await change(await pair(nine))).toEqual({ user: { id: 1 } });
  expect(await change(await pair(signet))).toEqual({ user: { id: 9 } });
  const { args } = exchanges["cookies()"]?.(`app=${good}`) ?? { args: [] };
  const read = () => nine.getIronSession(...args, options);
  expect(await change({ first: await read(), read })).toEqual({ user: { id: 9 } });
});

/** The cookies of a browser after a response. */
function kept(texts: readonly string[]): string[] {
  const names = new Set<string>();
  for (const text of texts) {
    const name = text.slice(0, text.indexOf("="));
    if (text.includes("; Max-Age=0;")) names.delete(name);
    else names.add(name);
  }
  return [...names];
}

test("destroy() also expires chunks that the same response has written, and in version 9 the user stays signed in", async () => {
  for (const library of [nine, signet]) {
    const { req, res } = nodeExchange();
    const session = await library.getIronSession(req, res, { ...options, chunk: true });
    Object.assign(session, { user: { id: 1 }, text: "x".repeat(5_000) });
    await session.save();
    session.destroy();
    expect(kept(headersOf(res))).toEqual(library === nine ? ["app.0", "app.1"] : []);
  }
});

test("a smaller second save expires the chunks of the first one, and version 9 leaves them in the browser", async () => {
  for (const library of [nine, signet]) {
    const { req, res } = nodeExchange();
    const session = await library.getIronSession(req, res, { ...options, chunk: true });
    session["text"] = "x".repeat(5_000);
    await session.save();
    session["text"] = "";
    await session.save();
    const names = kept(headersOf(res)).sort();
    expect(names).toEqual(library === nine ? ["app", "app.0", "app.1"] : ["app"]);
  }
});

test("responses do not share writes: a cookie of one response is not read for another one", async () => {
  const { first } = await pair(signet);
  first.destroy();
  const { req } = nodeExchange(`app=${good}`);
  const session = await signet.getIronSession(req, new ServerResponse(req), options);
  expect({ ...session }).toEqual({ user: { id: 1 } });
});

test("writes after destroy() never set a cookie again, as in version 9; in versions 6 and 8 they do", async () => {
  for (const [library, pattern] of [
    [six, /^app=<1/],
    [eight, /^app=<1/],
    [nine, REMOVED],
    [signet, REMOVED],
  ] as const) {
    const { first, last } = await pair(library);
    first.destroy();
    first["user"] = { id: 3 };
    await attempt(() => first.save());
    expect(last()).toMatch(pattern);
  }
});

test("updateConfig with a new password seals with it, as in version 9; version 8 keeps the former one", async () => {
  const sealedBy = async (library: Library, given: object) => {
    const { req, res } = nodeExchange();
    const session = await library.getIronSession(req, res, options);
    session.updateConfig({ ...options, ...given });
    await session.save();
    return /Fe26\.2\*(\d+)/.exec(String(headersOf(res)))?.[1];
  };
  expect(await sealedBy(eight, { password: { 5: otherPassword } })).toBe("1");
  expect(await sealedBy(nine, { password: { 5: otherPassword } })).toBe("5");
  expect(await sealedBy(signet, { password: { 5: otherPassword } })).toBe("5");
  expect(await sealedBy(eight, { password: "short" })).toBe("1");
  await expect(sealedBy(signet, { password: "short" })).rejects.toThrow("at least 32 characters");
});

test("a map that is changed after the check does not change the passwords of a session", async () => {
  const map: Record<string, string> = { 1: password };
  const { req, res } = nodeExchange();
  const session = await signet.getIronSession(req, res, { ...options, password: map });
  map["2"] = "short";
  await session.save();
  expect(String(headersOf(res))).toContain("Fe26.2*1*");
});

test("a ttl of a minute or less keeps its cookie, as in version 9; versions 6 and 8 expire it at once", async () => {
  const maxAge = async (library: Library) => {
    const { req, res } = nodeExchange();
    await (await library.getIronSession(req, res, { ...options, ttl: 60 })).save();
    return /Max-Age=-?\d+/.exec(String(headersOf(res)))?.[0];
  };
  for (const library of [six, eight]) expect(await maxAge(library)).toBe("Max-Age=0");
  for (const library of [nine, signet]) expect(await maxAge(library)).toBe("Max-Age=60");
});

test("an expires in the past is refused by save, as in version 9; versions 6 and 8 set the cookie", async () => {
  const given = { ...options, cookieOptions: { expires: new Date(NOW - 1_000) } };
  for (const library of [six, eight, nine, signet]) {
    const { req, res } = nodeExchange();
    const session = await library.getIronSession(req, res, given);
    const isLax = library === six || library === eight;
    const saved = await attempt(() => session.save());
    expect("threw" in Object(saved)).toBe(!isLax);
    expect(headersOf(res)).toHaveLength(isLax ? 1 : 0);
  }
});

test("the Express middleware passes an error of the options on, and that of version 6 rejects", async () => {
  const { sixExpress } = await import("./comparison.test-d.ts");
  const wrong = { cookieName: "app", password: "short" };
  const { req, res } = nodeExchange();
  const next = vi.fn();
  await expect(sixExpress.ironSession(wrong)(req, res, next)).rejects.toThrow("32 characters");
  expect(next).not.toHaveBeenCalled();
  await ironSession(wrong)(req, res, next);
  expect(next).toHaveBeenCalledExactlyOnceWith(expect.any(Error));
});

test("a password given as bytes is refused", async () => {
  const bytes = new Uint8Array(32).fill(7);
  expect(await nine.sealData({}, { password: { 1: bytes } })).toMatch(/^Fe26/);
  await expect(signet.sealData({}, { password: { 1: bytes } })).rejects.toThrow("Empty password");
});
