import { changesIn, withCookies } from "./cookie-header.ts";
import { headerOf, type RequestSource } from "./request-source.ts";

/**
 * Returns the request that a client would send after a response: with the cookies that the response
 * sets, and without the cookies that the response expires.
 *
 * @param setCookies the `Set-Cookie` texts of the response.
 * @param authorization the new `Authorization` header, or `null` to remove it. `undefined` keeps the
 *   header of `source`.
 */
export function requestAfter(
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
