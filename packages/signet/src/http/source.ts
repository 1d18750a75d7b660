/** `Headers`, also of another realm or of a framework: known by what they do. */
export interface HeaderLookup {
  get(name: string): string | null;
}

/**
 * Where a request's headers are taken from: a `Request`, its `Headers`, or a plain object with
 * lower-case names, such as `{ cookie, host }` or `request.headers` of Node.
 */
export type RequestSource =
  | Request
  | HeaderLookup
  | { readonly [name: string]: string | readonly string[] | null | undefined };

/**
 * Returns one header of a request, or `null`. A repeated header of a plain object is one list, as
 * `Headers` has it (RFC 9110, 5.3), so that no form of a request leaves out what another shows.
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

/** Tells `Headers` from a plain object. */
export function isHeaders(source: object): source is HeaderLookup {
  return "get" in source && typeof source.get === "function";
}
