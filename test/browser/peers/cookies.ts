import type { BrowserContext } from "playwright-core";
import type { ShownCookie } from "./step.ts";

/** Returns all cookies of a browser context without the parts that differ at each run. */
export async function cookiesOf(context: BrowserContext, origin: string): Promise<ShownCookie[]> {
  const cookies = await context.cookies();
  return cookies
    .map(({ name, value, expires, domain, path, httpOnly, secure, sameSite }) => ({
      name,
      value: shapeOf(value, origin),
      ends: expires === -1 ? "with the browser" : roughly(expires - Date.now() / 1_000),
      attributes: `${domain}${path}${httpOnly ? " HttpOnly" : ""}${secure ? " Secure" : ""} ${sameSite}`,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Returns a time span with a precision of ten minutes. The argument is in seconds. */
function roughly(seconds: number): string {
  return `in ${Math.round(seconds / 600) / 6} hours`;
}

/** Describes a value of a cookie: its format, its key and its length. The rest is random. */
export function shapeOf(value: string, origin: string): string {
  const text = decodeURIComponent(value);
  const [mark, passwordId, ...parts] = text.split("*");
  if (mark === "Fe26.2") {
    const end = text.endsWith("~2") ? "with ~2" : "without ~2";
    return `seal with password ${passwordId}, ${parts.length + 2} parts, ${text.length} characters, ${end}`;
  }
  const [header = "", ...rest] = text.split(".");
  if (rest.length === 4) {
    const json = Buffer.from(header, "base64url").toString();
    return `JWE ${json}, ${rest.map((part) => part.length).join(".")} characters`;
  }
  if (/^[0-9a-f]{64}\|[0-9a-f]{64}$/.test(text)) return "token|hash";
  const plain = text.replaceAll(origin, "{origin}");
  return plain.length > 300 ? `${plain.length} characters of a chunk` : plain;
}
