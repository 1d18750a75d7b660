/** Texts of primitive values, as Node's `util.inspect` writes them. */

const MAX_STRING = 10_000;
const SHORT_STRING = 16;

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
};

/** Returns a string in quotes. It prefers single quotes, then double quotes, then backticks. */
function quote(text: string): string {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes("`") && !text.includes("${")) mark = "`";
  }
  let quoted = "";
  for (const char of text) quoted += char === mark ? `\\${mark}` : escapeOf(char);
  return mark + quoted + mark;
}

function escapeOf(char: string): string {
  const known = ESCAPES[char];
  if (known !== undefined) return known;
  const code = char.charCodeAt(0);
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
    return `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  // The iterator of a string returns a surrogate alone only if its partner is missing.
  if (char.length === 1 && code >= 0xd800 && code <= 0xdfff) {
    return `\\u${code.toString(16)}`;
  }
  return char;
}

/**
 * Returns the text of a primitive value. A long string with line breaks becomes several quoted lines.
 *
 * @param width the number of characters that fit beside the indentation.
 */
export function primitiveText(value: unknown, indentation: number, breakLength: number): string {
  if (typeof value === "string") return stringText(value, indentation, breakLength);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : `${value}`;
  return String(value);
}

function stringText(value: string, indentation: number, breakLength: number): string {
  const kept = value.slice(0, MAX_STRING);
  const missing = value.length - kept.length;
  const trailer = missing > 0 ? `... ${missing} more character${missing > 1 ? "s" : ""}` : "";
  if (kept.length > SHORT_STRING && kept.length > breakLength - indentation - 4) {
    const lines = kept.split(/(?<=\n)/).map(quote);
    return lines.join(` +\n${" ".repeat(indentation + 2)}`) + trailer;
  }
  return quote(kept) + trailer;
}

/** Returns the text of a property's key: bare if it is a simple name, else in quotes. */
export function keyText(key: string | symbol): string {
  if (typeof key === "symbol") return String(key);
  if (key === "__proto__") return "['__proto__']";
  return /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
}
