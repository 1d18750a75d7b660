/**
 * Where a request's headers are taken from: a `Request`, its `Headers`, or a plain object with
 * lower-case names, such as `{ cookie, host }` or `request.headers` of Node.
 */
export type RequestSource =
  | Request
  | Headers
  | { readonly [name: string]: string | readonly string[] | null | undefined };

/** One header of a request, or `null`. A repeated header counts as absent: nothing is guessed. */
export function headerOf(source: RequestSource, name: string): string | null {
  if (source instanceof Headers) return source.get(name);
  if (source instanceof Request) return source.headers.get(name);
  if (isHeaders(source)) return source.get(name);
  const value = source[name];
  return typeof value === "string" ? value : null;
}

/** `Headers` of another realm or of a framework, known by what they do. */
export function isHeaders(source: object): source is Headers {
  return "get" in source && typeof source.get === "function";
}
