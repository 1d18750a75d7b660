/** What the proxy nearest to the client wrote into a `Forwarded` header. */
export interface Forwarded {
  readonly proto: string | null;
  readonly host: string | null;
}

const NOTHING: Forwarded = { proto: null, host: null };

/** A parameter of RFC 7239, 4, and what follows it. */
const PARAMETER = /[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))[ \t]*(;|,|$)/y;

/** Returns the first value of a header that is a list, without the white space around it, or `""`. */
export function firstOf(list: string): string {
  for (let start = 0; start < list.length; ) {
    const comma = list.indexOf(",", start);
    const end = comma === -1 ? list.length : comma;
    const value = list.slice(start, end).trim();
    if (value !== "") return value;
    start = end + 1;
  }
  return "";
}

/** Parses the first element of a `Forwarded` header; one that is not well formed says nothing. */
export function forwardedIn(header: string): Forwarded {
  const found = new Map<string, string>();
  PARAMETER.lastIndex = /^[\s,]*/.exec(header)?.[0].length ?? 0;
  for (let end = ";"; end === ";"; ) {
    const [text, name = "", quoted, token = "", separator = ""] = PARAMETER.exec(header) ?? [];
    if (text === undefined || found.has(name.toLowerCase())) return NOTHING;
    found.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? token);
    end = separator;
  }
  return { proto: found.get("proto") ?? null, host: found.get("host") ?? null };
}

/** The longest text of a header that an error repeats; characters. */
const LONGEST_QUOTE = 100;

/** Quotes the value of a header for an error, cut and escaped; says so when the header is missing. */
export function quoted(value: string | null): string {
  if (value === null) return "missing";
  const cut = value.length > LONGEST_QUOTE ? `${value.slice(0, LONGEST_QUOTE)}…` : value;
  return JSON.stringify(cut.toWellFormed()).replace(
    /[^ -~…]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
