import { parseSetCookie } from "cookie";
import { cookies, headers } from "next/headers.js";
import { SignetError } from "../errors.ts";
import type { RequestSource } from "../http/source.ts";
import { makeQueue } from "../queue.ts";
import { cookieHeader } from "./cookie-header.ts";
import { requestTime } from "./request-time.ts";
import { PATH_HEADER } from "./way-back.ts";

/** The request that Next.js is answering, with the cookies that it has set so far. */
export async function currentRequest(): Promise<RequestSource> {
  await requestTime();
  const [head, jar] = [await headers(), await cookies()];
  return {
    cookie: cookieHeader(head.get("cookie") ?? "", jar),
    authorization: head.get("authorization"),
    host: head.get("host"),
    origin: head.get("origin"),
    referer: head.get("referer"),
    "sec-fetch-site": head.get("sec-fetch-site"),
    "user-agent": head.get("user-agent"),
    "x-forwarded-host": head.get("x-forwarded-host"),
    "x-forwarded-proto": head.get("x-forwarded-proto"),
    [PATH_HEADER]: head.get(PATH_HEADER),
  };
}

const queue = makeQueue();

/** Lets what sets cookies of a request run one after another, so that each sees those set before it. */
export function inTurn<Args extends unknown[], Result>(
  write: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    await requestTime();
    return queue(await headers(), () => write(...args));
  };
}

/**
 * Hands cookies to Next's jar.
 *
 * @throws {SignetError} `cannot-set-cookies` in a Server Component, where the response has begun.
 */
export async function giveCookies(setCookies: readonly string[]): Promise<void> {
  if (setCookies.length === 0) return;
  const jar = await cookies();
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
}
