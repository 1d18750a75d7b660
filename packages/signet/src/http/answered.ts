import { parseSetCookie } from "cookie";
import { headerOf, isHeaders, type RequestSource } from "./source.ts";

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
  const changed = {
    cookie: withCookies(headerOf(source, "cookie") ?? "", setCookies) || null,
    ...(authorization === undefined ? {} : { authorization }),
  };
  if (source instanceof Request) {
    const headers = changedHeaders(source.headers, changed);
    return new Request(source.url, { method: source.method, headers });
  }
  return isHeaders(source) ? changedHeaders(source, changed) : { ...source, ...changed };
}

function changedHeaders(headers: Headers, changed: Readonly<Record<string, string | null>>) {
  const copy = new Headers(headers);
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) copy.delete(name);
    else copy.set(name, value);
  }
  return copy;
}

/** A Cookie header with some of its cookies replaced, added or left out; the others stay as they were sent. */
function withCookies(header: string, setCookies: readonly string[]): string {
  const set = new Map(
    setCookies.map((text) => {
      const { name, value = "", maxAge } = parseSetCookie(text, { decode: (raw) => raw });
      return [name, maxAge === 0 ? null : `${name}=${value}`];
    }),
  );
  const kept = header
    .split(";")
    .map((pair) => pair.replace(/^[ \t]+/, ""))
    .filter((pair) => pair !== "" && !set.has(pair.split("=", 1)[0] ?? ""));
  return [...kept, ...[...set.values()].filter((pair) => pair !== null)].join("; ");
}
