/**
 * The switch of a service, one server after another: one browser meets servers on iron-session and
 * servers on signet-auth/iron-session in turn, and stays signed in.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import * as nine from "iron-session";
import * as eight from "iron-session-8";
import * as signet from "signet-auth/iron-session";
import * as signetEdge from "signet-auth/iron-session/edge";
import { afterAll, expect, test } from "vitest";

interface Data {
  user?: string;
  visits?: number;
  text?: string;
}
type Session = Data & { save(): Promise<void>; destroy(): void };
type Options = Record<string, unknown>;
type Open = (req: IncomingMessage, res: ServerResponse, options: Options) => Promise<Session>;

// Its types declare `req.session` of every program, so they are not imported.
const require = createRequire(import.meta.url);
const six: { getIronSession: Open } = require("iron-session-6");
const as = (open: unknown): Open => open as Open;

const password = "the-first-password-of-this-service-000001";
const next = "the-second-password-of-this-service-00002";
const base = { cookieName: "app", password, cookieOptions: { secure: false } };

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** Starts a server that counts visits, signs in and out, and stores a text. */
async function start(open: Open, options: Options): Promise<string> {
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? "/", "http://localhost");
    const session = await open(req, res, options);
    if (url.pathname === "/login") session.user = "ada";
    if (url.pathname === "/text") session.text = "x".repeat(Number(url.searchParams.get("length")));
    if (url.pathname === "/logout") {
      session.destroy();
    } else if (session.user !== undefined) {
      session.visits = (session.visits ?? 0) + 1;
      await session.save();
    }
    res.end(JSON.stringify(session));
  });
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, done));
  const address = server.address();
  return `http://localhost:${typeof address === "object" ? address?.port : ""}`;
}

/** A browser with the cookies of one site. */
function newBrowser() {
  const jar = new Map<string, string>();
  return {
    jar,
    async get(url: string): Promise<Data> {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await fetch(url, { headers: { cookie } });
      for (const text of response.headers.getSetCookie()) {
        const [pair = "", ...attributes] = text.split("; ");
        const [name = "", value = ""] = pair.split("=");
        if (attributes.includes("Max-Age=0")) jar.delete(name);
        else jar.set(name, value);
      }
      return response.json();
    },
  };
}

const originals: readonly (readonly [string, Open, Open])[] = [
  ["6", as(six.getIronSession), as(signetEdge.getIronSession)],
  ["8", as(eight.getIronSession), as(signet.getIronSession)],
  ["9", as(nine.getIronSession), as(signet.getIronSession)],
];

test.each(originals)(
  "a browser that goes between iron-session %s and ours stays signed in through 60 writes",
  async (_, theirs, ours) => {
    const [former, switched] = [await start(theirs, base), await start(ours, base)];
    for (const first of [former, switched]) {
      const browser = newBrowser();
      await browser.get(`${first}/login`);
      for (let visit = 2; visit <= 31; visit++) {
        // Runs of one to three requests at each server, in both orders.
        const server = Math.floor(visit / (1 + (visit % 3))) % 2 === 0 ? former : switched;
        expect(await browser.get(server)).toEqual({ user: "ada", visits: visit });
      }
      const other = first === former ? switched : former;
      expect(await browser.get(`${other}/logout`)).toEqual({});
      for (const server of [former, switched]) expect(await browser.get(server)).toEqual({});
    }
  },
);

test.each(originals)(
  "the password is rotated during the switch from iron-session %s, and no user is signed out",
  async (_, theirs, ours) => {
    const both = { ...base, password: { 1: password, 2: next } };
    const [former, formerBoth] = [await start(theirs, base), await start(theirs, both)];
    const oursBoth = await start(ours, both);
    const oursNext = await start(ours, { ...base, password: { 2: next } });
    const browser = newBrowser();
    await browser.get(`${former}/login`);
    for (const [at, server] of [oursBoth, formerBoth, oursBoth, oursNext, formerBoth].entries()) {
      expect(await browser.get(server)).toEqual({ user: "ada", visits: at + 2 });
    }
  },
);

test("sessions in several cookies stay readable on iron-session 9 and ours while they grow and shrink", async () => {
  const chunked = { ...base, chunk: true };
  const former = await start(as(nine.getIronSession), chunked);
  const switched = await start(as(signet.getIronSession), chunked);
  const browser = newBrowser();
  await browser.get(`${former}/login`);
  let visits = 1;
  for (const length of [10, 5_000, 9_000, 3_000, 0, 7_000, 1]) {
    for (const [writer, reader] of [
      [former, switched],
      [switched, former],
    ]) {
      const { text } = await browser.get(`${writer}/text?length=${length}`);
      expect(text).toHaveLength(length);
      visits += 2;
      expect(await browser.get(reader ?? "")).toEqual({ user: "ada", visits, text });
    }
  }
  await browser.get(`${switched}/logout`);
  expect([...browser.jar]).toEqual([]);
});

test("eight browsers at once on six servers of all versions stay signed in", async () => {
  const all = await Promise.all(
    originals.flatMap(([, theirs, ours]) => [start(theirs, base), start(ours, base)]),
  );
  await Promise.all(
    Array.from({ length: 8 }, async (_, number) => {
      const browser = newBrowser();
      await browser.get(`${all[number % all.length]}/login`);
      for (let visit = 2; visit <= 20; visit++) {
        const server = all[(number * 7 + visit * 5) % all.length] ?? "";
        expect(await browser.get(server)).toEqual({ user: "ada", visits: visit });
      }
    }),
  );
});
