import { changesIn, withCookies } from "./cookie-header.ts";
import { headerOf, type RequestSource } from "./source.ts";

/**
 * A request as its client would send it again after an answer: with the cookies that the answer sets,
 * and without those that it expires.
 *
 * @param authorization what the client presents from then on; `undefined` leaves it as it is.
 */
export function answered(
  source: RequestSource,
  setCookies: readonly string[],
  authorization?: string | null,
): RequestSource {
  const cookie = withCookies(headerOf(source, "cookie") ?? "", changesIn(setCookies));
  const changed = new Map([["cookie", cookie || null]]);
  if (authorization !== undefined) changed.set("authorization", authorization);
  if (!(source instanceof Request)) {
    return {
      get: (name) => changed.get(name) ?? (changed.has(name) ? null : headerOf(source, name)),
    };
  }
  const headers = new Headers(source.headers);
  for (const [name, value] of changed) {
    if (value === null) headers.delete(name);
    else headers.set(name, value);
  }
  return new Request(source.url, { method: source.method, headers });
}
