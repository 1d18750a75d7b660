/** Calls next-auth 4 and this package in the same way, and shows their results in the same form. */
import { createRequire, registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { parseCookie, parseSetCookie } from "cookie";
import { NextRequest } from "next/server.js";
import { afterEach, beforeEach, vi } from "vitest";
import oursDefault, * as oursEntry from "./index.ts";
import * as oursJwt from "./jwt/index.ts";
import oursMiddleware from "./middleware/index.ts";
import { current } from "./next-headers.test-d.ts";
import oursCredentials from "./providers/credentials.ts";

const require = createRequire(import.meta.url);

// nodemailer is installed for this package only, and next-auth needs it for the e-mail provider.
const nodemailer = pathToFileURL(require.resolve("nodemailer")).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "nodemailer" ? { url: nodemailer, shortCircuit: true } : next(specifier, context),
});

/** Returns the default export of a provider of next-auth. */
export const originalProvider = (name: string): ((options: object) => object) =>
  require(`next-auth/providers/${name}`).default;

type Handler = (...args: unknown[]) => Promise<unknown>;
type AnyFunction = (...args: never[]) => unknown;

export interface Library {
  readonly name: "next-auth" | "signet-auth";
  readonly NextAuth: (...args: unknown[]) => Handler & Promise<unknown>;
  readonly getServerSession: Handler;
  readonly getToken: Handler;
  readonly encode: (params: unknown) => Promise<string>;
  readonly decode: (params: unknown) => Promise<Record<string, unknown> | null>;
  readonly withAuth: (...args: unknown[]) => unknown;
  readonly Credentials: (options: unknown) => object;
}

export const theirs: Library = {
  name: "next-auth",
  NextAuth: require("next-auth").default,
  getServerSession: require("next-auth").getServerSession,
  ...require("next-auth/jwt"),
  withAuth: require("next-auth/middleware").default,
  Credentials: require("next-auth/providers/credentials").default,
};

const loose = <Callable>(call: AnyFunction) => call as unknown as Callable;

export const ours: Library = {
  name: "signet-auth",
  NextAuth: loose(oursDefault),
  getServerSession: loose(oursEntry.getServerSession),
  getToken: loose(oursJwt.getToken),
  encode: loose(oursJwt.encode),
  decode: loose(oursJwt.decode),
  withAuth: loose(oursMiddleware),
  Credentials: loose(oursCredentials),
};

export const SECRET = "a secret of the program that both libraries share, 1234567890";
export const NOW: number = Date.UTC(2026, 10, 30, 12);
export const seconds = (ms: number = Date.now()): number => Math.floor(ms / 1_000);

export function stopClock(now: number = NOW): void {
  vi.useFakeTimers({ toFake: ["Date"], now });
}

const VARIABLES = ["NEXTAUTH_URL", "NEXTAUTH_SECRET", "AUTH_SECRET", "VERCEL", "AUTH_TRUST_HOST"];

/** Stops the clock, and unsets the variables of next-auth, for each test of a file. */
export function prepareTests(): void {
  beforeEach(() => {
    stopClock();
    for (const name of VARIABLES) vi.stubEnv(name, undefined);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
}

export interface Call {
  readonly method?: string;
  readonly path: readonly string[];
  readonly query?: Record<string, unknown>;
  readonly body?: Record<string, unknown>;
  readonly cookies?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** A response in the form that both routers and libraries share. */
export interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly type: string | null;
  readonly cache: string | null;
  readonly body: unknown;
  readonly setCookies: readonly string[];
}

export type Options = Record<string, unknown>;
export type MakeOptions = (library: Library) => Options;

/** Calls the routes of a library under the Pages Router. */
export async function callApi(library: Library, options: Options, call: Call): Promise<Answer> {
  const { method = "GET", path, query = {}, body, cookies = {}, headers = {} } = call;
  const req = {
    method,
    query: { ...query, nextauth: [...path] },
    ...(body === undefined ? {} : { body }),
    cookies,
    headers: { host: "localhost:3000", ...headers },
  };
  const res = new FakeResponse();
  await library.NextAuth(options)(req, res);
  return res.answer();
}

/** Calls the routes of a library as a Route Handler. */
export async function callRoute(library: Library, options: Options, call: Call): Promise<Answer> {
  const { method = "GET", path, query = {}, body, cookies = {}, headers = {} } = call;
  const url = new URL(`http://localhost:3000/api/auth/${path.join("/")}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, String(value));
  const request = new NextRequest(url, {
    method,
    headers: {
      host: "localhost:3000",
      ...(Object.keys(cookies).length === 0 ? {} : { cookie: cookieHeader(cookies) }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  current.headers = request.headers;
  const context = { params: Promise.resolve({ nextauth: [...path] }) };
  const response = (await library.NextAuth(options)(request, context)) as Response;
  const type = response.headers.get("content-type");
  const text = await response.text();
  return {
    status: response.status,
    location: response.headers.get("location"),
    type: type?.split(";")[0] ?? null,
    cache: response.headers.get("cache-control"),
    body: type?.startsWith("application/json") ? JSON.parse(text) : text,
    setCookies: response.headers.getSetCookie(),
  };
}

export function cookieHeader(cookies: Record<string, string>): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("; ");
}

/** The response of an API route, as far as the libraries use it. */
export class FakeResponse {
  statusCode = 200;
  readonly #headers = new Map<string, unknown>();
  #body: unknown;

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  setHeader(name: string, value: unknown): this {
    this.#headers.set(name.toLowerCase(), value);
    return this;
  }

  getHeader(name: string): unknown {
    return this.#headers.get(name.toLowerCase());
  }

  send(body: unknown): void {
    if (typeof body === "object" && body !== null) this.json(body);
    else this.#body = body ?? "";
  }

  json(body: unknown): void {
    this.setHeader("content-type", "application/json");
    this.#body = JSON.parse(JSON.stringify(body));
  }

  end(): void {
    this.#body ??= "";
  }

  answer(): Answer {
    const text = (name: string) => (this.getHeader(name) as string | undefined) ?? null;
    return {
      status: this.statusCode,
      location: text("location"),
      type: text("content-type"),
      cache: text("cache-control"),
      body: this.#body,
      setCookies: (this.getHeader("set-cookie") as string[] | undefined) ?? [],
    };
  }
}

/** A browser's cookies. */
export type Jar = Record<string, string>;

/** Returns the cookies of a browser after a response. */
export function after(jar: Jar, setCookies: readonly string[]): Jar {
  const next = { ...jar };
  for (const text of setCookies) {
    const { name, value = "", maxAge, expires } = parseSetCookie(text);
    const isGone = maxAge === 0 || (expires !== undefined && expires.getTime() <= Date.now());
    if (isGone) delete next[name];
    else next[name] = value;
  }
  return next;
}

const TOMBSTONE: RegExp = /^(?:__Secure-)?signed-out\./;
const SESSION: RegExp = /session(?:-token)?(?:\.\d+)?$/;

/** Shows cookies without their random parts. The cookie that only this package sets at sign-out is left out. */
export async function shown(
  setCookies: readonly string[],
  secret: string = SECRET,
): Promise<{ cookies: Record<string, unknown>; claims: object | null }> {
  const cookies = setCookies.map((text) => parseSetCookie(text));
  const result: Record<string, unknown> = {};
  const session: string[] = [];
  for (const { name, value = "", ...attributes } of cookies) {
    if (TOMBSTONE.test(name)) continue;
    if (SESSION.test(name) && value !== "") session.push(value);
    result[name] = { ...attributes, value: await shownValue(name, value, secret) };
  }
  const claims = session.length === 0 ? null : await shownToken(session.join(""), secret);
  return { cookies: result, claims };
}

/** Shows a token of another form as it is. The header of a token that is written again has a time more. */
async function shownToken(token: string, secret: string): Promise<object> {
  const [, ...rest] = token.split(".");
  if (rest.length === 0) return { token };
  return { ...(await claimsOf(token, secret)), length: rest.join(".").length };
}

async function shownValue(name: string, value: string, secret: string): Promise<unknown> {
  if (name.endsWith("csrf-token") && value !== "") {
    const [token = "", hash] = value.split("|");
    const { createHash } = await import("node:crypto");
    const isRight = createHash("sha256").update(`${token}${secret}`).digest("hex") === hash;
    return `a csrf token of ${token.length} characters, ${isRight ? "right" : "wrong"}`;
  }
  if (!SESSION.test(name) || value === "") return value;
  // A full chunk is this long. The last one depends on the header of the token.
  return value.length > 3_900 ? `${value.length} characters` : "a part of a token";
}

/** Returns the claims of a token, with next-auth's own `decode`. The random id is left out. */
export async function claimsOf(token: string, secret: string = SECRET): Promise<object | null> {
  const claims = await theirs.decode({ token, secret });
  if (claims === null) return null;
  const { jti, ...rest } = claims;
  return { ...rest, hasId: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(String(jti)) };
}

/** Shows an answer without random parts. Pages are compared by their status and headers. */
export async function shownAnswer(
  { setCookies, body, ...answer }: Answer,
  secret?: string,
): Promise<object> {
  const isPage = answer.type === "text/html";
  return {
    ...answer,
    body: isPage ? "a page" : withoutCsrf(body),
    ...(await shown(setCookies, secret)),
  };
}

function withoutCsrf(body: unknown): unknown {
  if (typeof body !== "object" || body === null || !("csrfToken" in body)) return body;
  return { ...body, csrfToken: `${String(body.csrfToken).length} characters` };
}

/** Returns the result of a call, or its error. */
export async function attempt(call: () => unknown): Promise<unknown> {
  try {
    return { value: await call() };
  } catch (error) {
    const { name, message, code } = Object(error);
    return { name, message, code };
  }
}

/** Signs a user in over the routes, and returns the browser's cookies. */
export async function signedIn(
  library: Library,
  options: Options,
  { call = callApi, body = {}, jar = {} }: SignIn = {},
): Promise<{ jar: Jar; answer: Answer; csrfToken: string }> {
  const first = await call(library, options, { path: ["csrf"], cookies: jar });
  const { csrfToken } = first.body as { csrfToken: string };
  const held = after(jar, first.setCookies);
  const answer = await call(library, options, {
    method: "POST",
    path: ["callback", "credentials"],
    cookies: held,
    body: { csrfToken, json: "true", username: "ada", password: "right", ...body },
  });
  return { jar: after(held, answer.setCookies), answer, csrfToken };
}

interface SignIn {
  readonly call?: typeof callApi;
  readonly body?: Record<string, unknown>;
  readonly jar?: Jar;
}

/** The options of a program with a credentials provider. */
export const basicOptions = (library: Library, more: Options = {}): Options => ({
  secret: SECRET,
  providers: [
    library.Credentials({
      name: "Name and password",
      credentials: { username: { label: "Name" }, password: { type: "password" } },
      authorize: (given: { username?: string; password?: string } | undefined) =>
        given?.password === "right"
          ? {
              id: `id-${given.username}`,
              name: given.username,
              email: `${given.username}@example.com`,
            }
          : null,
    }),
  ],
  logger: { error() {}, warn() {}, debug() {} },
  // Writes the session again at each read, as next-auth does.
  session: { updateAge: 0 },
  ...more,
});

/** Sets variables of the environment for one call. Other variables that both libraries read are unset. */
export async function within<Result>(
  variables: Record<string, string>,
  call: () => Promise<Result>,
): Promise<Result> {
  for (const name of [
    "NEXTAUTH_URL",
    "NEXTAUTH_SECRET",
    "AUTH_SECRET",
    "VERCEL",
    "AUTH_TRUST_HOST",
  ]) {
    vi.stubEnv(name, variables[name]);
  }
  try {
    return await call();
  } finally {
    vi.unstubAllEnvs();
  }
}

export { parseCookie };
