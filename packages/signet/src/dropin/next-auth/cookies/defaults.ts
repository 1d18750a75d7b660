import type { CookieAttributes, CookieOption, CookiesOptions } from "../types.ts";

const FIFTEEN_MINUTES = 15 * 60;

/** Returns the names and attributes of the cookies, as in next-auth 4. */
export function defaultCookies(secure: boolean): CookiesOptions {
  const prefix = secure ? "__Secure-" : "";
  const options: CookieAttributes = { httpOnly: true, sameSite: "lax", path: "/", secure };
  const cookie = (name: string, more: CookieAttributes = {}): CookieOption => ({
    name,
    options: { ...options, ...more },
  });
  return {
    sessionToken: cookie(sessionCookieName(secure)),
    callbackUrl: cookie(`${prefix}next-auth.callback-url`),
    csrfToken: cookie(`${secure ? "__Host-" : ""}next-auth.csrf-token`),
    pkceCodeVerifier: cookie(`${prefix}next-auth.pkce.code_verifier`, { maxAge: FIFTEEN_MINUTES }),
    state: cookie(`${prefix}next-auth.state`, { maxAge: FIFTEEN_MINUTES }),
    nonce: cookie(`${prefix}next-auth.nonce`),
  };
}

export function sessionCookieName(secure: boolean): string {
  return `${secure ? "__Secure-" : ""}next-auth.session-token`;
}
