/** Differences of sign-outs and of writes to one response, which docs/from-iron-session.md lists. */
import { ServerResponse } from "node:http";
import { expect, test } from "vitest";
import {
  attempt,
  comparable,
  eight,
  exchanges,
  headersOf,
  type Library,
  nine,
  nodeExchange,
  options,
  password,
  type Session,
  signet,
  six,
  stopClock,
} from "./comparison.test-d.ts";

stopClock();

const good = await nine.sealData({ user: { id: 1 } }, { password });

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
