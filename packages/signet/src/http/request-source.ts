/** An object with the `get` of `Headers`, also from another realm or from a framework. */
export interface HeaderLookup {
  get(name: string): string | null;
}

/**
 * The source of a request's headers: a `Request`, its `Headers`, or a plain object with lower-case
 * names, such as `{ cookie, host }` or `request.headers` of Node.
 *
 * @example
 * ```ts
 * import type { IncomingMessage } from "node:http";
 * import type { RequestSource } from "signet-auth";
 *
 * export function sourceOf(request: IncomingMessage): RequestSource {
 *   return request.headers;
 * }
 * ```
 */
export type RequestSource =
  | Request
  | HeaderLookup
  | { readonly [name: string]: string | readonly string[] | null | undefined };

/**
 * Returns one header of a request, or `null`. A repeated header of a plain object is joined to one
 * list, as in `Headers` (RFC 9110, section 5.3), so every kind of source gives the same value.
 */
export function headerOf(source: RequestSource, name: string): string | null {
  if (source instanceof Headers) return source.get(name);
  if (source instanceof Request) return source.headers.get(name);
  if (isHeaders(source)) return source.get(name);
  const value = source[name];
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.join(name === "cookie" ? "; " : ", ");
}

/** Checks whether a source has the `get` of `Headers`; a plain object has none. */
export function isHeaders(source: object): source is HeaderLookup {
  return "get" in source && typeof source.get === "function";
}
