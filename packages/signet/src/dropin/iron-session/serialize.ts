import { stringifySetCookie } from "cookie";
import type { CookieOptions } from "./types.ts";

/** Returns the text of a `Set-Cookie` header. `maxAge: undefined` leaves out `Max-Age`. */
export function setCookieText(name: string, value: string, options: CookieOptions): string {
  const { maxAge, ...others } = options;
  return stringifySetCookie({ ...others, ...(maxAge !== undefined && { maxAge }), name, value });
}
