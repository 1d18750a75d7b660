/** Signs users in at an OpenID provider with both libraries, and records what a program sees. */

import { parseSetCookie } from "cookie";
import type { OpenIdProvider } from "../../../../fixtures/openid-provider.ts";
import type { Adapter, AdapterSession, AdapterUser, VerificationToken } from "../adapters.ts";
import {
  type Answer,
  after,
  type callApi,
  type Jar,
  type Library,
  type Options,
  SECRET,
  theirs,
} from "../comparison.test-d.ts";

export const SITE = "http://localhost:3000";
export const CLIENT = { clientId: "app", clientSecret: "a secret of the client, 32 characters" };

/** A provider as programs of next-auth 4 write their own. */
export function company({ issuer }: Pick<OpenIdProvider, "issuer">, more: object = {}): object {
  return {
    id: "company",
    name: "Company",
    type: "oauth",
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    ...CLIENT,
    authorization: { params: { scope: "openid email profile" } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    profile: (profile: Record<string, string>) => ({
      id: profile["sub"],
      name: profile["name"],
      email: profile["email"],
      image: profile["picture"],
    }),
    ...more,
  };
}

const RANDOM =
  /^(?:access_token|id_token|at_hash|jti|nonce|id|userId|sub|sessionToken|session_state)$/;

/** Shows values without random parts, and dates as texts. */
export function withoutRandom(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(withoutRandom);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([name, each]) => {
        const isId = RANDOM.test(name) && typeof each === "string" && !each.startsWith("sub-");
        return [name, isId ? "random" : withoutRandom(each)];
      }),
  );
}

/** The calls of the callbacks and events of a program. */
export type Log = [string, unknown][];

type Recorder = (params: never) => unknown;

/** Returns callbacks, events and a logger that record their parameters. */
export function recorded(
  log: Log,
  callbacks: Record<string, Recorder> = {},
): {
  callbacks: Record<string, Recorder>;
  events: Record<string, Recorder>;
  logger: object;
} {
  const note = (name: string, result: (params: never) => unknown) => (params: never) => {
    log.push([name, withoutRandom(structuredClone(params))]);
    return result(params);
  };
  const all: Record<string, (params: never) => unknown> = {
    signIn: () => true,
    jwt: ({ token }: { token: object }) => token,
    session: ({ session }: { session: object }) => session,
    ...callbacks,
  };
  const names = ["signIn", "signOut", "createUser", "updateUser", "linkAccount", "session"];
  return {
    callbacks: Object.fromEntries(
      Object.entries(all).map(([name, call]) => [name, note(`callback ${name}`, call)]),
    ),
    events: Object.fromEntries(names.map((name) => [name, note(`event ${name}`, () => {})])),
    logger: {
      error: (code: string) => void log.push(["error", code]),
      warn() {},
      debug() {},
    },
  };
}

/** An adapter in memory. */
export function memoryAdapter(): Adapter & {
  readonly users: AdapterUser[];
  readonly accounts: Record<string, unknown>[];
  readonly sessions: AdapterSession[];
  readonly tokens: VerificationToken[];
} {
  const users: AdapterUser[] = [];
  const accounts: Record<string, unknown>[] = [];
  const sessions: AdapterSession[] = [];
  const tokens: VerificationToken[] = [];
  const userOf = (id: unknown) => users.find((user) => user.id === id) ?? null;
  const taken = <Value>(list: Value[], matches: (value: Value) => boolean): Value | null => {
    const at = list.findIndex(matches);
    return at < 0 ? null : (list.splice(at, 1)[0] ?? null);
  };
  return {
    users,
    accounts,
    sessions,
    tokens,
    async createUser(user) {
      const created = { ...user, id: crypto.randomUUID() } as AdapterUser;
      users.push(created);
      return created;
    },
    getUser: async (id) => userOf(id),
    getUserByEmail: async (email) => users.find((user) => user.email === email) ?? null,
    async getUserByAccount({ provider, providerAccountId }) {
      const found = accounts.find(
        (each) => each["provider"] === provider && each["providerAccountId"] === providerAccountId,
      );
      return userOf(found?.["userId"]);
    },
    async updateUser(change) {
      const user = userOf(change.id);
      if (user === null) throw new Error("no such user");
      return Object.assign(user, change);
    },
    async linkAccount(account) {
      accounts.push(account);
    },
    async createSession(session) {
      sessions.push(session);
      return session;
    },
    async getSessionAndUser(sessionToken) {
      const session = sessions.find((each) => each.sessionToken === sessionToken);
      const user = userOf(session?.userId);
      return session && user ? { session, user } : null;
    },
    async updateSession(change) {
      const session = sessions.find((each) => each.sessionToken === change.sessionToken);
      return session ? Object.assign(session, change) : null;
    },
    deleteSession: async (sessionToken) =>
      taken(sessions, (each) => each.sessionToken === sessionToken),
    async createVerificationToken(token) {
      tokens.push(token);
      return token;
    },
    useVerificationToken: async ({ identifier, token }) =>
      taken(tokens, (each) => each.identifier === identifier && each.token === token),
  };
}

export interface Visit {
  readonly provider: Pick<OpenIdProvider, "visit">;
  readonly call: typeof callApi;
  readonly user?: string;
  readonly jar?: Jar;
  readonly id?: string;
  readonly query?: Record<string, unknown>;
  /** Another library, which gets the callback. */
  readonly callbackAt?: Library;
  readonly callbackOptions?: Options;
  /** Changes the parameters and the cookies of the callback. */
  readonly change?: (params: Record<string, string>, jar: Jar) => void;
}

export interface Visited {
  readonly start: Answer;
  readonly back: URL;
  readonly answer: Answer;
  readonly jar: Jar;
}

/** Begins a sign-in, signs in at the provider, and comes back. */
export async function signInAt(library: Library, options: Options, visit: Visit): Promise<Visited> {
  const { provider, call, user, id = "company", query = {}, change } = visit;
  const { callbackAt = library, callbackOptions = options } = visit;
  const first = await call(library, options, { path: ["csrf"], cookies: visit.jar ?? {} });
  const held = after(visit.jar ?? {}, first.setCookies);
  const { csrfToken } = first.body as { csrfToken: string };
  const start = await call(library, options, {
    method: "POST",
    path: ["signin", id],
    query,
    cookies: held,
    body: { csrfToken, callbackUrl: "/account" },
  });
  const back = new URL(await provider.visit(start.location ?? "", user));
  const params = Object.fromEntries(back.searchParams);
  const jar = after(held, start.setCookies);
  change?.(params, jar);
  const answer = await call(callbackAt, callbackOptions, {
    path: ["callback", id],
    query: params,
    cookies: jar,
  });
  return { start, back, answer, jar: after(jar, answer.setCookies) };
}

/** Shows the redirect to a provider without random values. */
export function shownRedirect(location: string | null): unknown {
  if (location === null || !location.startsWith("http://127.0.0.1")) return location;
  const { origin, pathname, searchParams } = new URL(location);
  const params = [...searchParams].map(([name, value]) => [
    name,
    /^(?:state|nonce|code_challenge)$/.test(name) ? `${value.length} characters` : value,
  ]);
  return [origin, pathname, params];
}

/** Shows cookies with their attributes, and decrypted values of the cookies of the checks. */
export async function shownCookies(setCookies: readonly string[]): Promise<unknown> {
  const shown: [string, unknown][] = [];
  for (const text of setCookies) {
    const { name, value = "", ...attributes } = parseSetCookie(text);
    if (name.startsWith("signed-out.")) continue;
    shown.push([name, { ...attributes, value: await shownValue(name, value) }]);
  }
  return Object.fromEntries(shown);
}

async function shownValue(name: string, value: string): Promise<unknown> {
  if (value === "" || name.endsWith("callback-url")) return value;
  if (name.endsWith("csrf-token")) return "a token";
  const isSession = name.endsWith("session-token");
  if (isSession && !value.includes(".")) return "a random text";
  const salt = isSession ? "" : name;
  const token = await theirs.decode({ token: value, secret: SECRET, salt });
  return withoutRandom({
    ...token,
    ...(isSession ? {} : { value: String(token?.["value"]).length }),
  });
}
