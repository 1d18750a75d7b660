import { parseSetCookie } from "cookie";

/** A pair of a Cookie header, as sent. */
export interface CookiePair {
  readonly name: string;
  readonly value: string;
}

/**
 * Lists the pairs of a Cookie header whose name starts with a prefix, in the order they were sent
 * (RFC 6265bis, 5.7). Repeated names stay, because a parser that keeps one of two would hide a cookie
 * that another host has planted. Takes time in proportion to the header's length.
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

/** Lists what `Set-Cookie` texts do to the cookies of a browser: new values, or `null` for none. */
export function changesIn(setCookies: readonly string[]): Map<string, string | null> {
  return new Map(
    setCookies.map((text) => {
      const { name, value = "", maxAge } = parseSetCookie(text, { decode: (raw) => raw });
      return [name, maxAge === 0 || value === "" ? null : value];
    }),
  );
}

/**
 * Returns a Cookie header in which some cookies are replaced, or taken out where the value is `null`.
 * The rest stays byte for byte as it was sent.
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
 * Whether a cookie's name starts here. Spaces and tabs may stand before it and nothing else: browsers
 * take a name behind any other white space for another name, which `__Host-` does not protect.
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
