import { stringifySetCookie } from "cookie";
import type { Cookie } from "./session-cookies.ts";

/** Returns the `Set-Cookie` text of a cookie. */
export function setCookieText({ name, value, options }: Cookie): string {
  const { encode = encodeURIComponent, maxAge, ...attributes } = options;
  const given = Object.entries(attributes).filter(([, each]) => each !== undefined);
  const seconds = typeof maxAge === "number" ? { maxAge: Math.floor(maxAge) } : {};
  return stringifySetCookie({ ...Object.fromEntries(given), ...seconds, name, value }, { encode });
}
