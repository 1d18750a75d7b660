import { parseSetCookie } from "cookie";
import { cookies, headers } from "next/headers.js";
import { SignetError } from "../errors.ts";
import { changesIn, withCookies } from "../http/cookie-header.ts";
import type { RequestSource } from "../http/source.ts";
import { keyedMutex } from "../keyed-mutex.ts";
import { waitForRequest } from "./wait-for-request.ts";

declare global {
  /**
   * The cookies given in answer to a request, by its `headers()`. Of the process, because Next gives
   * each kind of code its own modules.
   */
  var signetAuthGiven: WeakMap<object, Map<string, string | null>> | undefined;
}

/**
 * Returns the request that Next.js is answering, with the cookies that this library has set so far.
 * Next's jar is left alone: in a handler it takes a time that grows with the square of the number of
 * cookies, whoever sent them.
 */
export async function currentRequest(): Promise<RequestSource> {
  await waitForRequest();
  const head = await headers();
  const sent = behind(head);
  const given = globalThis.signetAuthGiven?.get(head);
  if (given === undefined) return sent;
  const cookie = withCookies(sent.get("cookie") ?? "", given);
  return { get: (name) => (name === "cookie" ? cookie : sent.get(name)) };
}

const inOrder = keyedMutex<object>();

/** Lets what sets cookies of a request run one after another, so that each sees those set before it. */
export function serializePerRequest<Args extends unknown[], Result>(
  write: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    await waitForRequest();
    return inOrder(await headers(), () => write(...args));
  };
}

/**
 * Hands cookies to Next's jar.
 *
 * @throws {SignetError} `cannot-set-cookies` in a Server Component, where the response has begun.
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
  remember(head, setCookies);
}

/**
 * Lets the rest of a request see cookies that its answer will carry, though Next's jar does not know
 * them. The function it returns tells which are still to be sent: none once others have been given.
 */
export async function exposePendingCookies(
  setCookies: readonly string[],
): Promise<() => readonly string[]> {
  if (setCookies.length === 0) return () => [];
  const head = await headers();
  const announced = remember(head, setCookies);
  return () => (globalThis.signetAuthGiven?.get(head) === announced ? setCookies : []);
}

function remember(head: object, setCookies: readonly string[]): Map<string, string | null> {
  globalThis.signetAuthGiven ??= new WeakMap();
  const before = globalThis.signetAuthGiven.get(head) ?? [];
  const given = new Map([...before, ...changesIn(setCookies)]);
  globalThis.signetAuthGiven.set(head, given);
  return given;
}

/**
 * The headers as they were sent. `headers()` hides those of Next's routers, which tell a prefetch; the
 * object behind it has them, if this Next lets it be reached.
 */
function behind(head: Headers): Headers {
  const sent: unknown = head.valueOf();
  return sent instanceof Headers ? sent : head;
}

/**
 * Hands cookies of a renewal to Next's jar where it takes any. An action that a page calls while it is
 * rendered goes on without: a renewal is never the reason that something fails.
 */
export async function trySetResponseCookies(setCookies: readonly string[]): Promise<void> {
  await setResponseCookies(setCookies).catch((error: unknown) => {
    if (!(error instanceof SignetError && error.code === "cannot-set-cookies")) throw error;
  });
}
