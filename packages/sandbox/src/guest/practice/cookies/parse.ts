import { parseDate } from "../captured.ts";

/** The longest name and value together, and the longest attribute; bytes (RFC 6265bis, section 5.6). */
const MAX_PAIR = 4096;
const MAX_ATTRIBUTE = 1024;
/** The longest life of a cookie: 400 days, in milliseconds (RFC 6265bis, section 5.5). */
const MAX_LIFE = 400 * 86_400_000;

export type SameSite = "strict" | "lax" | "none" | "default";

/** A `Set-Cookie` text with its attributes. */
export interface ParsedCookie {
  readonly name: string;
  readonly value: string;
  /** Milliseconds since the Unix epoch; `null` for a cookie that lives as long as the browser. */
  readonly expiresAt: number | null;
  readonly domain: string;
  /** "" without an attribute that counts. */
  readonly path: string;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  readonly sameSite: SameSite;
}

/**
 * Parses a `Set-Cookie` text (RFC 6265bis, section 5.6). Returns `null` for a text that a browser ignores.
 *
 * @param now milliseconds since the Unix epoch.
 */
export function parseSetCookie(text: string, now: number): ParsedCookie | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a browser ignores a cookie with one of them.
  if (/[\0-\x08\x0a-\x1f\x7f]/.test(text)) return null;
  const [pair = "", ...rest] = text.split(";");
  const [name, value] = split(pair, "value");
  if (name === "" && value === "") return null;
  if (bytesOf(name + value) > MAX_PAIR) return null;
  let maxAge: number | null = null;
  let expires: number | null = null;
  let [domain, path] = ["", ""];
  let [secure, httpOnly] = [false, false];
  let sameSite: SameSite = "default";
  for (const attribute of rest) {
    const [key, content] = split(attribute, "name");
    if (bytesOf(content) > MAX_ATTRIBUTE) continue;
    switch (key.toLowerCase()) {
      case "max-age":
        if (/^-?\d+$/.test(content)) maxAge = Number(content);
        break;
      case "expires": {
        const time = parseDate(content);
        if (!Number.isNaN(time)) expires = time;
        break;
      }
      case "domain":
        domain = content.replace(/^\./, "").toLowerCase();
        break;
      case "path":
        path = content.startsWith("/") ? content : "";
        break;
      case "secure":
        secure = true;
        break;
      case "httponly":
        httpOnly = true;
        break;
      case "samesite":
        sameSite = sameSiteOf(content);
    }
  }
  const expiresAt = expiryOf(maxAge, expires, now);
  return { name, value, expiresAt, domain, path, secure, httpOnly, sameSite };
}

/** Splits at the first "=". Without one, the text is a value of a cookie or a name of an attribute. */
function split(text: string, alone: "name" | "value"): [name: string, value: string] {
  const at = text.indexOf("=");
  if (at === -1) return alone === "name" ? [text.trim(), ""] : ["", text.trim()];
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** `Max-Age` counts before `Expires`. */
function expiryOf(maxAge: number | null, expires: number | null, now: number): number | null {
  if (maxAge !== null) {
    return maxAge <= 0 ? Number.NEGATIVE_INFINITY : Math.min(now + maxAge * 1000, now + MAX_LIFE);
  }
  return expires === null ? null : Math.min(expires, now + MAX_LIFE);
}

function sameSiteOf(text: string): SameSite {
  const value = text.toLowerCase();
  return value === "strict" || value === "lax" || value === "none" ? value : "default";
}

function bytesOf(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
