import type { IncomingMessage, ServerResponse } from "node:http";
import { parseCookie } from "cookie";
import { rememberWrite, setTarget, writtenValue } from "./response-state.ts";
import { setCookieText } from "./serialize.ts";
import type {
  CookieJar,
  CookieStore,
  NextRequestCookies,
  NextResponseCookies,
  RequestType,
} from "./types.ts";

/**
 * Creates the jar of a request and response of Node: `http`, Express, Connect, Pages API routes.
 * `getIronSession(req, res, options)` uses it.
 *
 * @example
 * ```ts
 * import type { IncomingMessage, ServerResponse } from "node:http";
 * import { getIronSession, nodeCookies, type SessionOptions } from "signet-auth/iron-session";
 *
 * declare const [req, res]: [IncomingMessage, ServerResponse];
 * declare const options: SessionOptions;
 * const session = await getIronSession<{ userId?: number }>(nodeCookies(req, res), options);
 * ```
 */
export function nodeCookies(req: IncomingMessage, res: ServerResponse): CookieJar {
  const append = (text: string): void => {
    const existing = res.getHeader("set-cookie") ?? [];
    const former = Array.isArray(existing) ? existing : [existing.toString()];
    res.setHeader("set-cookie", [...former, text]);
  };
  return headerJar(req, res, append, () => {
    if (!res.headersSent) return;
    throw new Error(
      "iron-session: Cannot set session cookie: session.save() was called after headers were sent. Call session.save() before res.send() or res.end().",
    );
  });
}

/**
 * Creates the jar of a web `Request` and of a `Response` or `Headers`. Await `session.save()` before
 * the response is returned.
 *
 * @example
 * ```ts
 * import { getIronSession, type SessionOptions, webCookies } from "signet-auth/iron-session";
 *
 * declare const options: SessionOptions;
 * export async function POST(request: Request): Promise<Response> {
 *   const headers = new Headers();
 *   const session = await getIronSession<{ visits?: number }>(webCookies(request, headers), options);
 *   session.visits = (session.visits ?? 0) + 1;
 *   await session.save();
 *   return new Response("saved", { headers });
 * }
 * ```
 */
export function webCookies(request: Request, response: Response | Headers): CookieJar {
  const headers = response instanceof Headers ? response : response.headers;
  const append = (text: string): void => headers.append("set-cookie", text);
  return headerJar(request, headers, append, () => {
    if (!(response instanceof Response) || !response.bodyUsed) return;
    throw new Error(
      "iron-session: Cannot set session cookie: the response body has already been consumed. Call session.save() before the response is returned.",
    );
  });
}

/**
 * Creates the jar of `proxy.ts` (`middleware.ts` before Next 16). A write reaches the browser, and the
 * pages that render later in the same request when the response forwards `request.headers`.
 *
 * @example
 * ```ts
 * import { type NextRequest, NextResponse } from "next/server";
 * import { getIronSession, nextProxyCookies, type SessionOptions } from "signet-auth/iron-session";
 *
 * declare const options: SessionOptions;
 * export async function proxy(request: NextRequest) {
 *   const response = NextResponse.next();
 *   const session = await getIronSession(nextProxyCookies(request, response), options);
 *   await session.save();
 *   return response;
 * }
 * ```
 */
export function nextProxyCookies(
  request: { cookies: NextRequestCookies },
  response: { cookies: NextResponseCookies },
): CookieJar {
  const jar: CookieJar = {
    read: (name) => request.cookies.get(name)?.value,
    names: () => request.cookies.getAll?.().map(({ name }) => name) ?? [],
    write(name, value, options) {
      response.cookies.set(name, value, options);
      request.cookies.set(name, value);
    },
  };
  setTarget(jar, response);
  return jar;
}

/** Creates the jar of a store such as `await cookies()` of Next. */
export function storeCookies(store: CookieStore): CookieJar {
  const jar: CookieJar = {
    read: (name) => store.get(name)?.value,
    names: () => store.getAll?.().map(({ name }) => name) ?? [],
    write: (name, value, options) => void store.set(name, value, options),
  };
  setTarget(jar, store);
  return jar;
}

/** Checks for a web `Request`. */
export function isWebRequest(request: RequestType): request is Request {
  return "headers" in request && typeof request.headers.get === "function";
}

/**
 * Creates a jar on headers. It reads cookies that it wrote to the same response, as the stores of Next
 * do, so that a session that is read again after `destroy()` is empty.
 */
function headerJar(
  request: RequestType,
  target: object,
  append: (text: string) => void,
  assertWritable: () => void,
): CookieJar {
  let parsed: { readonly header: string; readonly cookies: Cookies } | null = null;
  const cookies = (): Cookies => {
    const header =
      (isWebRequest(request) ? request.headers.get("cookie") : request.headers.cookie) ?? "";
    if (parsed?.header !== header) parsed = { header, cookies: parseCookie(header) };
    return parsed.cookies;
  };
  const jar: CookieJar = {
    read: (name) => writtenValue(target, name) ?? cookies()[name],
    names: () => Object.keys(cookies()),
    assertWritable,
    write(name, value, options) {
      append(setCookieText(name, value, options));
      rememberWrite(target, name, value);
    },
  };
  setTarget(jar, target);
  return jar;
}

type Cookies = Readonly<Record<string, string | undefined>>;
