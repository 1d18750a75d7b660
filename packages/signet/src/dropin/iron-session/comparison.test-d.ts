/**
 * Runs the same calls on iron-session and on our replacement. The file holds no tests. Its name keeps
 * it out of the build.
 */
import { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { Socket } from "node:net";
import * as nineModule from "iron-session";
import * as eightModule from "iron-session-8";
import { ResponseCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { afterAll, beforeAll, expect, vi } from "vitest";
import { cipherKey, macKey } from "#iron-crypto";
import * as ours from "./index.ts";
import type { CookieJar, CookieOptions, SessionOptions } from "./types.ts";

export type Session = Record<string, unknown> & {
  save(): Promise<void>;
  destroy(): void;
  updateConfig(options: object): void;
};

/** The functions that tests call with any arguments, also with wrong ones. */
export interface Library {
  getIronSession(...args: readonly unknown[]): Promise<Session>;
  sealData(data: unknown, options: object): Promise<string>;
  unsealData(seal: string, options: object): Promise<unknown>;
}

type Handler = (...args: readonly unknown[]) => unknown;
interface Wrappers {
  withIronSessionApiRoute(handler: Handler, options: unknown): Handler;
  withIronSessionSsr(handler: Handler, options: unknown): Handler;
}
interface Middleware {
  ironSession(options: unknown): Handler;
}

export const nine: Library = nineModule as unknown as Library;
export const eight: Library = eightModule as unknown as Library;
// Its types declare `req.session` of every program, as ours do, so they are not imported here.
const require = createRequire(import.meta.url);
export const six: Library = require("iron-session-6");
export const sixNext: Wrappers = require("iron-session-6/next");
export const sixExpress: Middleware = require("iron-session-6/express");
export const sixEdge: Library = require("iron-session-6/edge");
export const signet: Library = ours as unknown as Library;
export const versions: readonly (readonly [name: string, library: Library])[] = [
  ["iron-session 9", nine],
  ["iron-session 8", eight],
  ["iron-session 6", six],
];

export const NOW = 1_700_000_000_000;
export const password = "a-password-of-forty-characters-for-tests!";
export const otherPassword = "another-password-of-forty-characters-too";
export const options: SessionOptions = { cookieName: "app", password };

/** Stops the clock for the tests of a file. */
export function stopClock(): void {
  beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
  afterAll(() => void vi.useRealTimers());
}

/** A request with its jar, and the Set-Cookie texts of its response. */
export interface Exchange {
  readonly args: readonly unknown[];
  cookies(): string[];
}

/** The ways to give a request to `getIronSession`. */
export const exchanges: Readonly<Record<string, (cookie?: string) => Exchange>> = {
  "req, res": (cookie) => {
    const { req, res } = nodeExchange(cookie);
    return { args: [req, res], cookies: () => headersOf(res) };
  },
  "Request, Response": (cookie) => {
    const response = new Response();
    return {
      args: [webRequest(cookie), response],
      cookies: () => response.headers.getSetCookie(),
    };
  },
  "cookies()": (cookie) => {
    const headers = new Headers();
    const set = new ResponseCookies(headers);
    const read = nameOf(cookie);
    const store = {
      get: (name: string) => set.get(name) ?? read(name),
      set: (...args: Parameters<typeof set.set>) => set.set(...args),
    };
    return { args: [store], cookies: () => headers.getSetCookie() };
  },
  "a jar": (cookie) => {
    const written: string[] = [];
    const read = nameOf(cookie);
    const jar: CookieJar = {
      read: (name) => read(name)?.value,
      write: (name, value, given: CookieOptions) =>
        void written.push(`${name}=${value}; ${JSON.stringify(given)}`),
    };
    return { args: [jar], cookies: () => written };
  },
};

export function nodeExchange(cookie?: string): { req: IncomingMessage; res: ServerResponse } {
  const req = new IncomingMessage(new Socket());
  if (cookie !== undefined) req.headers.cookie = cookie;
  return { req, res: new ServerResponse(req) };
}

export function webRequest(cookie?: string): Request {
  return new Request("http://localhost/", cookie === undefined ? {} : { headers: { cookie } });
}

export function headersOf(res: ServerResponse): string[] {
  return [res.getHeader("set-cookie") ?? []].flat().map(String);
}

function nameOf(cookie = "") {
  const pairs = cookie.split("; ").map((pair) => [pair.slice(0, pair.indexOf("=")), pair] as const);
  const values = new Map(pairs.map(([name, pair]) => [name, pair.slice(name.length + 1)]));
  return (name: string) => {
    const value = values.get(name);
    return value === undefined ? undefined : { name, value };
  };
}

/** Seals a text with any expiration and IV, which no library does. The MAC is right. */
export async function forge(
  text: string,
  parts: { readonly expiration?: string; readonly iv?: string; readonly ciphertext?: string } = {},
): Promise<string> {
  const salt = "0".repeat(64);
  const encrypted = await (await cipherKey(password, salt)).encrypt(text);
  const { expiration = "", iv, ciphertext } = { ...encrypted, ...parts };
  const sealed = `Fe26.2*1*${salt}*${iv}*${ciphertext}*${expiration}`;
  return `${sealed}*${salt}*${await (await macKey(password, salt))(sealed)}~2`;
}

/** Replaces the random parts of a text with their lengths. */
export function comparable(text: string): string {
  return text
    .replaceAll("%2A", "*")
    .replace(
      /Fe26\.2\*(\w*)\*[\da-f]{64}\*[\w-]{22}\*([\w-]+)\*(\d*)\*[\da-f]{64}\*[\w-]{43}~2/,
      (_, id, sealed, expiration) => `<${id} ${sealed.length} ${expiration}>`,
    )
    .replace(/^([^=]*\.\d)=([^;]+)/, (_, name, chunk) => `${name}=<${chunk.length}>`);
}

export async function attempt(work: () => unknown): Promise<unknown> {
  try {
    return { returned: await work() };
  } catch (error) {
    return { threw: comparableError(error) };
  }
}

/** The first sentence of a message. The advice after it is our own. */
export function comparableError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [first = ""] = /^(?:iron-session: Bad usage\. )?[^.,(]*/.exec(error.message) ?? [];
  return { name: error.name, message: first.trim() };
}

export interface Run {
  readonly options: object;
  readonly cookie?: string | undefined;
  readonly steps?: (session: Session, options: object) => unknown;
}

/** Reads a session, takes the steps, and returns all that a program and a browser can see. */
export async function observe(
  library: Library,
  exchangeOf: (cookie?: string) => Exchange,
  { options: given, cookie, steps }: Run,
): Promise<unknown> {
  const { args, cookies } = exchangeOf(cookie);
  const refusals: unknown[] = [];
  const all = {
    ...given,
    onUnsealError: (reason: string, error: unknown) =>
      void refusals.push([reason, comparableError(error)]),
  };
  let session: Session | undefined;
  const outcome = await attempt(async () => {
    session = await library.getIronSession(...args, all);
    return steps?.(session, all);
  });
  const written = await Promise.all(cookies().map(contentOf));
  return {
    outcome,
    data: session && { ...session },
    json: JSON.stringify(session),
    methods: session && Object.entries(Object.getOwnPropertyDescriptors(session)).flatMap(hiddenOf),
    cookies: cookies().map(comparable),
    written,
    refusals,
  };
}

function hiddenOf([name, descriptor]: [string, PropertyDescriptor]) {
  const { enumerable, writable, configurable, value } = descriptor;
  if (enumerable) return [];
  return [{ name, writable, configurable, type: typeof value, length: value.length }];
}

async function contentOf(text: string): Promise<unknown> {
  const value = /=(Fe26[^;]*)/.exec(text)?.[1];
  const passwords = { 1: password, 2: otherPassword, 10: otherPassword };
  return value && nine.unsealData(decodeURIComponent(value), { password: passwords });
}

/** Expects the same from both libraries. */
export async function compare(
  theirs: Library,
  exchange: string,
  run: Run,
  ourLibrary: Library = signet,
): Promise<void> {
  const exchangeOf = exchanges[exchange];
  if (!exchangeOf) throw new Error(`There is no exchange ${exchange}.`);
  const expected = await observe(theirs, exchangeOf, run);
  expect(await observe(ourLibrary, exchangeOf, run)).toEqual(expected);
}
