/** The first element of a `Forwarded` header (RFC 7239): the one of the proxy nearest to the client. */
export interface Forwarded {
  readonly proto: string | null;
  readonly host: string | null;
}

const NOTHING: Forwarded = { proto: null, host: null };

/** Matches one `name=value` pair (RFC 7239, section 4) and the separator after it. */
const PARAMETER = /[ \t]*([\w!#$%&'*+.^`|~-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*))[ \t]*(;|,|$)/y;

/** Returns the first value of a comma-separated header without surrounding white space, or `""`. */
export function firstInList(list: string): string {
  for (let start = 0; start < list.length; ) {
    const comma = list.indexOf(",", start);
    const end = comma === -1 ? list.length : comma;
    const value = list.slice(start, end).trim();
    if (value !== "") return value;
    start = end + 1;
  }
  return "";
}

/** Parses the first element of a `Forwarded` header. Both members are `null` if it is malformed. */
export function parseForwarded(header: string): Forwarded {
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
