import { parseSetCookie } from "cookie";

/** A pair of a Cookie header, with the value as it was sent. */
export interface CookiePair {
  readonly name: string;
  readonly value: string;
}

/**
 * Lists the pairs of a Cookie header whose name starts with a prefix, in the order of the header
 * (RFC 6265bis, section 5.7). Repeated names are all listed. A parser that drops repeated names would
 * hide a cookie that another host has planted. The time is linear in the length of the header.
 */
export function pairsNamed(header: string, prefix: string): CookiePair[] {
  const pairs: CookiePair[] = [];
  let at = header.indexOf(prefix);
  while (at !== -1) {
    let next = at + 1;
    if (startsPair(header, at)) {
      next = endOfPair(header, at);
      const pair = header.slice(at, next);
      const middle = pair.indexOf("=");
      // A text without "=" is the value of a cookie without a name.
      if (middle !== -1) pairs.push({ name: pair.slice(0, middle), value: pair.slice(middle + 1) });
    }
    at = header.indexOf(prefix, next);
  }
  return pairs;
}

/** Maps the cookie names of `Set-Cookie` texts to their new values, or to `null` if they expire. */
export function changesIn(setCookies: readonly string[]): Map<string, string | null> {
  return new Map(
    setCookies.map((text) => {
      const { name, value = "", maxAge } = parseSetCookie(text, { decode: (raw) => raw });
      return [name, maxAge === 0 || value === "" ? null : value];
    }),
  );
}

/**
 * Returns a Cookie header with some cookies replaced, or removed where the value is `null`. All other
 * bytes stay the same.
 */
export function withCookies(header: string, changes: ReadonlyMap<string, string | null>): string {
  if (changes.size === 0) return header;
  const kept = header
    .split(";")
    .filter((pair) => !changes.has(nameOf(pair)))
    .join(";");
  const added = [...changes].flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`));
  const rest = kept.replace(/^[ \t]+/, "");
  return [...(rest === "" ? [] : [rest]), ...added].join("; ");
}

/**
 * Checks whether a cookie name starts at a position. Only spaces and tabs may precede it. For browsers,
 * other white space is part of the name, and `__Host-` does not protect that other name.
 */
function startsPair(header: string, at: number): boolean {
  let before = at - 1;
  while (header[before] === " " || header[before] === "\t") before--;
  return before < 0 || header[before] === ";";
}

function endOfPair(header: string, at: number): number {
  const end = header.indexOf(";", at);
  return end === -1 ? header.length : end;
}

function nameOf(pair: string): string {
  const text = pair.replace(/^[ \t]+/, "");
  const middle = text.indexOf("=");
  return middle === -1 ? text : text.slice(0, middle);
}
