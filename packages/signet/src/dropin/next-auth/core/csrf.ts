import { equalBytes, sha256 } from "#crypto";
import { setCookieText } from "../cookies/set-cookie.ts";
import type { AuthRequest } from "./message.ts";
import type { Settings } from "./settings.ts";

/** The CSRF token of a request. */
export interface Csrf {
  readonly token: string;
  /** Whether a POST request has the token in its cookie and in its body. */
  readonly isVerified: boolean;
  /** The `Set-Cookie` text of a new token. */
  readonly setCookies: string[];
}

/**
 * Reads the CSRF token of a request: `token|hash` in a cookie, and the token once more in the body
 * (double submit). The hash shows that this site has set the cookie. Creates a token if there is none.
 */
export async function csrfOf(
  { cookies, method, body }: AuthRequest,
  { cookies: { csrfToken: cookie }, secret }: Settings,
): Promise<Csrf> {
  const [held = "", hash = ""] = cookies.get(cookie.name)?.split("|") ?? [];
  if (held !== "" && equalText(hash, await hashOf(held, secret))) {
    const isVerified = method === "POST" && body?.["csrfToken"] === held;
    return { token: held, isVerified, setCookies: [] };
  }
  const token = hex(globalThis.crypto.getRandomValues(new Uint8Array(32)));
  const value = `${token}|${await hashOf(token, secret)}`;
  return { token, isVerified: false, setCookies: [setCookieText({ ...cookie, value })] };
}

async function hashOf(token: string, secret: string): Promise<string> {
  return hex(await sha256(`${token}${secret}`));
}

function equalText(left: string, right: string): boolean {
  const utf8 = new TextEncoder();
  return equalBytes(utf8.encode(left), utf8.encode(right));
}

/** Writes bytes as hexadecimal digits. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
