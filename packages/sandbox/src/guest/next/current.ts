import { RequestCookies, ResponseCookies } from "next/dist/server/web/spec-extension/cookies.js";
import { Headers } from "../globals/headers.ts";

const READ_ONLY_HEADERS =
  "Headers cannot be modified. Read more: https://nextjs.org/docs/app/api-reference/functions/headers";
const READ_ONLY_COOKIES =
  "Cookies can only be modified in a Server Action or Route Handler. Read more: https://nextjs.org/docs/app/api-reference/functions/cookies#options";

/** The request that code of the App Router runs in. */
export interface CurrentRequest {
  readonly headers: Headers;
  readonly cookies: RequestCookies | ResponseCookies;
  /** The functions that `after()` has received. */
  readonly after: (() => unknown)[];
  /** Whether the code runs in an action or a Route Handler and not in a render. */
  readonly isAction: boolean;
  /** Returns the `Set-Cookie` texts of the response. */
  setCookies(): string[];
}

let current: CurrentRequest | null = null;

/**
 * Returns the current request.
 *
 * @param name the function that the program called, as Next's own message names it.
 */
export function currentRequest(name: string): CurrentRequest {
  if (current !== null) return current;
  throw new Error(
    `\`${name}\` was called outside a request scope. Read more: https://nextjs.org/docs/messages/next-dynamic-api-wrong-context`,
  );
}

export function hasCurrentRequest(): boolean {
  return current !== null;
}

export function setCurrentRequest(request: CurrentRequest | null): void {
  current = request;
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

/** Creates a request of the App Router from the headers that a browser sends. */
export function requestOf(sent: Record<string, string>, isAction: boolean): CurrentRequest {
  const headers = refuse(
    new Headers(sent as never),
    ["set", "append", "delete"],
    READ_ONLY_HEADERS,
  );
  const received = new RequestCookies(headers as never);
  return {
    headers,
    isAction,
    after: [],
    ...(isAction ? writable(received) : readonly(received)),
  };
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
