/** Differences from iron-session that docs/from-iron-session.md lists; one-response.test.ts has the others. */
import { expect, test, vi } from "vitest";
import {
  attempt,
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
