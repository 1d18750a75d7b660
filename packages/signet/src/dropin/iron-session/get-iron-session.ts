import { isWebRequest, nodeCookies, storeCookies, webCookies } from "./jars.ts";
import { createSession } from "./session.ts";
import type {
  CookieJar,
  CookieStore,
  IronSession,
  IronSessionData,
  RequestType,
  ResponseType,
  SessionOptions,
} from "./types.ts";

const BAD_USAGE =
  "iron-session: Bad usage: use getIronSession(req, res, options) or getIronSession(cookieStore, options).";

/**
 * Reads the session of a request. Without a valid cookie the session is empty. Change the members,
 * and await `save()`; or call `destroy()`. The type parameter is not checked.
 *
 * @param options `cookieName` and `password` are required.
 * @throws {Error} when an argument or an option is missing, or a password is too short.
 *
 * @example
 * ```ts
 * import { cookies } from "next/headers";
 * import { getIronSession } from "signet-auth/iron-session";
 *
 * export async function signIn(username: string): Promise<void> {
 *   const options = { cookieName: "session", password: process.env.SESSION_PASSWORD ?? "" };
 *   const session = await getIronSession<{ username?: string }>(await cookies(), options);
 *   session.username = username;
 *   await session.save();
 * }
 * ```
 */
export async function getIronSession<Data extends object = IronSessionData>(
  cookies: CookieStore | CookieJar | Promise<CookieStore>,
  options: SessionOptions,
): Promise<IronSession<Data>>;
export async function getIronSession<Data extends object = IronSessionData>(
  req: RequestType,
  res: ResponseType,
  options: SessionOptions,
): Promise<IronSession<Data>>;
export async function getIronSession(
  first: CookieStore | CookieJar | Promise<CookieStore> | RequestType,
  second: SessionOptions | ResponseType,
  third?: SessionOptions,
): Promise<IronSession<object>> {
  if (!first || !second) throw new Error(BAD_USAGE);
  if (third) return createSession(requestJar(first as RequestType, second as ResponseType), third);
  const cookies: unknown = await first;
  const options = second as SessionOptions;
  if (isCookieJar(cookies)) return createSession(cookies, options);
  if (isCookieStore(cookies)) return createSession(storeCookies(cookies), options);
  throw new Error(BAD_USAGE);
}

/** Creates the jar of a request and its response, of Node or of the web. */
export function requestJar(req: RequestType, res: ResponseType): CookieJar {
  return isWebRequest(req)
    ? webCookies(req, res as Response)
    : nodeCookies(req, res as Exclude<ResponseType, Response>);
}

function isCookieJar(value: unknown): value is CookieJar {
  return hasMethods(value, "read", "write");
}

function isCookieStore(value: unknown): value is CookieStore {
  return hasMethods(value, "get", "set");
}

function hasMethods(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return names.every((name) => typeof Reflect.get(value, name) === "function");
}
