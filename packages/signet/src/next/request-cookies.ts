import { parseSetCookie } from "cookie";
import { cookies, headers } from "next/headers.js";
import { SignetError } from "../errors.ts";
import { changesIn, withCookies } from "../http/cookie-header.ts";
import type { RequestSource } from "../http/request-source.ts";
import { keyedMutex } from "../keyed-mutex.ts";
import { waitForRequest } from "./wait-for-request.ts";

declare global {
  /**
   * The cookies that this library has set in each request, by the `headers()` of the request.
   * Global, because Next loads the library once for each type of code (pages, routes, proxy).
   */
  var signetAuthGiven: WeakMap<object, Map<string, string | null>> | undefined;
}

/**
 * Returns the current request, with the cookies that this library has set so far. It does not read
 * Next's `cookies()`: in a Route Handler their time grows with the square of the number of cookies,
 * and any client can send many.
 */
export async function currentRequest(): Promise<RequestSource> {
  await waitForRequest();
  const head = await requestHeaders();
  const sent = originalHeaders(head);
  const given = globalThis.signetAuthGiven?.get(head);
  if (given === undefined) return sent;
  const cookie = withCookies(sent.get("cookie") ?? "", given);
  return { get: (name) => (name === "cookie" ? cookie : sent.get(name)) };
}

/**
 * Returns Next's `headers()` of the current request.
 *
 * @throws {SignetError} `not-supported` outside of a request of the App Router, where `headers()`
 *   throws an error that does not name the call of the application.
 */
async function requestHeaders(): Promise<Awaited<ReturnType<typeof headers>>> {
  try {
    return await headers();
  } catch (cause) {
    // All other errors are for Next, which ends a render with them.
    if (!(cause instanceof Error && cause.message.includes("outside a request scope"))) throw cause;
    throw new SignetError(
      "not-supported",
      "The current request is not known, because this code does not run for a request of the App Router. In the Pages Router pass the request and the response: auth({ req, res }), auth.signIn(input, { req, res }). In getServerSideProps pass its context.",
      { cause },
    );
  }
}

const mutex = keyedMutex<object>();

/**
 * Wraps a write, so that the writes of one request run one after another. Each sees the cookies set
 * before.
 */
export function serializePerRequest<Args extends unknown[], Result>(
  write: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    await waitForRequest();
    return mutex(await requestHeaders(), () => write(...args));
  };
}

/**
 * Sets cookies in the response with Next's `cookies()`.
 *
 * @throws {SignetError} `cannot-set-cookies` in a Server Component, because the response has
 *   started.
 */
export async function setResponseCookies(setCookies: readonly string[]): Promise<void> {
  if (setCookies.length === 0) return;
  const [head, jar] = [await headers(), await cookies()];
  for (const text of setCookies) {
    const { name, value = "", ...attributes } = parseSetCookie(text, { decode: (raw) => raw });
    try {
      jar.set(name, value, attributes);
    } catch (cause) {
      throw new SignetError(
        "cannot-set-cookies",
        "A Server Component cannot set cookies. Sign in, update and sign out in a Server Action or a Route Handler.",
        { cause },
      );
    }
  }
  recordCookies(head, setCookies);
}

/**
 * Shows cookies to later reads of the same request. The caller sends the cookies with its response,
 * so Next's `cookies()` do not have them.
 *
 * @returns a function that returns the cookies to send: an empty list after a later write of the
 *   request has set its own cookies.
 */
export async function exposePendingCookies(
  setCookies: readonly string[],
): Promise<() => readonly string[]> {
  if (setCookies.length === 0) return () => [];
  const head = await headers();
  const exposed = recordCookies(head, setCookies);
  return () => (globalThis.signetAuthGiven?.get(head) === exposed ? setCookies : []);
}

/** Records the changes of cookies for later reads of the request. */
function recordCookies(head: object, setCookies: readonly string[]): Map<string, string | null> {
  globalThis.signetAuthGiven ??= new WeakMap();
  const before = globalThis.signetAuthGiven.get(head) ?? [];
  const given = new Map([...before, ...changesIn(setCookies)]);
  globalThis.signetAuthGiven.set(head, given);
  return given;
}

/**
 * Returns the headers as the client sent them. `headers()` hides the headers of Next's router,
 * which show a prefetch. The object that `valueOf()` returns has them; if this version of Next
 * returns no such object, the result is `headers()`.
 */
function originalHeaders(head: Headers): Headers {
  const sent: unknown = head.valueOf();
  return sent instanceof Headers ? sent : head;
}

/**
 * Sets the cookies of a renewal in the response. It sets nothing when an action runs during the
 * render of a page, which cannot set cookies: a renewal must not make the action fail.
 */
export async function trySetResponseCookies(setCookies: readonly string[]): Promise<void> {
  await setResponseCookies(setCookies).catch((error: unknown) => {
    if (!(error instanceof SignetError && error.code === "cannot-set-cookies")) throw error;
  });
}
