import { RequestCookies, ResponseCookies } from "next/dist/server/web/spec-extension/cookies.js";
import { Headers } from "../globals/headers.ts";
import { forwardedHeaders } from "./forwarded.ts";

const READ_ONLY_HEADERS =
  "Headers cannot be modified. Read more: https://nextjs.org/docs/app/api-reference/functions/headers";
const READ_ONLY_COOKIES =
  "Cookies can only be modified in a Server Action or Route Handler. Read more: https://nextjs.org/docs/app/api-reference/functions/cookies#options";

/** An action and a Route Handler can set cookies. A render cannot. */
export type RequestKind = "action" | "route" | "render";

/** The request that code of the App Router runs in. */
export interface CurrentRequest {
  readonly kind: RequestKind;
  readonly headers: Headers;
  readonly cookies: RequestCookies | ResponseCookies;
  /** The functions that `after()` has received. */
  readonly after: (() => unknown)[];
  /** Returns the `Set-Cookie` texts of the response. */
  setCookies(): string[];
}

/** The requests that have begun and not ended. */
const running = new Set<CurrentRequest>();

/**
 * Returns the current request.
 *
 * @param name the function that the program called, as Next's own message names it.
 * @throws {Error} outside of a request, and while several requests run: the sandbox has no `AsyncLocalStorage`.
 */
export function currentRequest(name: string): CurrentRequest {
  const [request, another] = running;
  if (request === undefined) {
    throw new Error(
      `\`${name}\` was called outside a request scope. Read more: https://nextjs.org/docs/messages/next-dynamic-api-wrong-context`,
    );
  }
  if (another === undefined) return request;
  throw new Error(
    `\`${name}\` was called while several requests ran. The practice cannot find the request of the call. Await one request before the next.`,
  );
}

export function isInAction(): boolean {
  const [request, another] = running;
  return request?.kind === "action" && another === undefined;
}

/** Runs code in a request, and then the functions of `after()`. */
export async function runIn<Result>(
  request: CurrentRequest,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  running.add(request);
  try {
    return await run();
  } finally {
    for (const task of request.after) {
      try {
        await task();
      } catch (error) {
        console.error(error);
      }
    }
    running.delete(request);
  }
}

/** Makes methods of an object throw. */
function refuse<Refused extends object>(
  object: Refused,
  methods: string[],
  message: string,
): Refused {
  const value = () => {
    throw new Error(message);
  };
  for (const name of methods) Object.defineProperty(object, name, { value });
  return object;
}

/** Creates a request of the App Router from the headers that a browser sends to a URL. */
export function requestOf(
  url: URL,
  sent: Record<string, string>,
  kind: RequestKind,
): CurrentRequest {
  const all = new Headers({ ...sent, ...forwardedHeaders(url) } as never);
  const headers = refuse(all, ["set", "append", "delete"], READ_ONLY_HEADERS);
  const received = new RequestCookies(headers as never);
  const cookies = kind === "render" ? readonly(received) : writable(received);
  return { kind, headers, after: [], ...cookies };
}

function readonly(received: RequestCookies): Pick<CurrentRequest, "cookies" | "setCookies"> {
  const cookies = refuse(received, ["set", "delete", "clear"], READ_ONLY_COOKIES);
  return { cookies, setCookies: () => [] };
}

/** Reads see the cookies of the request and those that the code has set. Only the latter are sent. */
function writable(received: RequestCookies): Pick<CurrentRequest, "cookies" | "setCookies"> {
  const cookies = new ResponseCookies(new Headers() as never);
  for (const { name, value } of received.getAll()) cookies.set({ name, value });
  const changed = new Set<string>();
  for (const method of ["set", "delete"] as const) {
    const original: (...args: never[]) => unknown = cookies[method];
    const noted = (first: string | { name: string }, ...rest: never[]): unknown => {
      changed.add(typeof first === "object" ? first.name : String(first));
      Reflect.apply(original, cookies, [first, ...rest]);
      return cookies;
    };
    Object.defineProperty(cookies, method, { value: noted });
  }
  return {
    cookies,
    setCookies: () =>
      cookies
        .getAll()
        .filter(({ name }) => changed.has(name))
        .map((cookie) => {
          const headers = new Headers();
          new ResponseCookies(headers as never).set(cookie);
          return headers.getSetCookie()[0] ?? "";
        }),
  };
}
