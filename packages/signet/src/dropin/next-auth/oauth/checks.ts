import type { CookieLookup } from "../cookies/lookup.ts";
import { type Cookie, expired } from "../cookies/session-cookies.ts";
import type { JWTOptions } from "../jwt/types.ts";
import type { CookieOption, CookiesOptions } from "../types.ts";
import type { ResolvedOAuth } from "./provider.ts";
import type { OAuthChecks } from "./types.ts";

export type CheckCookie = "state" | "pkceCodeVerifier" | "nonce";

/** The settings of the cookies that bind a sign-in to a browser. */
export interface CheckSettings {
  readonly cookies: CookiesOptions;
  readonly jwt: JWTOptions;
  /** Whether the site has https. */
  readonly secure: boolean;
}

/** The lifetime of a sign-in at a provider; seconds. */
const LIFETIME = 15 * 60;

/** A check, the cookie that holds its value, the value's name, and its name in errors of next-auth 4. */
const CHECKS = [
  { check: "state", cookie: "state", field: "state", label: "State", value: "State value" },
  {
    check: "pkce",
    cookie: "pkceCodeVerifier",
    field: "code_verifier",
    label: "PKCE code_verifier",
    value: "PKCE code_verifier value",
  },
  { check: "nonce", cookie: "nonce", field: "nonce", label: "Nonce", value: "Nonce value" },
] as const;

/** Returns the cookies for the values of the checks of a provider, encrypted as in next-auth 4. */
export async function sealChecks(
  provider: ResolvedOAuth,
  values: OAuthChecks,
  settings: CheckSettings,
): Promise<Cookie[]> {
  const cookies: Cookie[] = [];
  for (const { cookie, field } of CHECKS) {
    const value = values[field];
    if (value === undefined) continue;
    const { name, options } = cookieOf(cookie, provider, settings);
    const maxAge = options.maxAge ?? LIFETIME;
    const { jwt } = settings;
    const token = { value, provider: provider.id };
    const sealed = await jwt.encode({ ...jwt, maxAge, token, salt: name });
    const expires = new Date(Date.now() + maxAge * 1_000);
    cookies.push({ name, value: sealed, options: { ...options, expires } });
  }
  return cookies;
}

/**
 * Opens the cookies of the checks of a provider. Returns their values, and the cookies that delete them.
 *
 * @throws {TypeError} for a missing cookie, and for one of another provider.
 */
export async function openChecks(
  provider: ResolvedOAuth,
  cookies: CookieLookup,
  settings: CheckSettings,
): Promise<{ readonly checks: OAuthChecks; readonly used: Cookie[] }> {
  const checks: OAuthChecks = {};
  const used: Cookie[] = [];
  for (const { check, cookie, field, label, value } of CHECKS) {
    if (!provider.checks.includes(check)) continue;
    const { name, options } = cookieOf(cookie, provider, settings);
    const token = cookies.get(name);
    if (!token) throw new TypeError(`${label} cookie was missing.`);
    const { jwt } = settings;
    const opened = await jwt.decode({ ...jwt, token, salt: name });
    const held = opened?.["value"];
    if (typeof held !== "string" || held === "") {
      throw new TypeError(`${value} could not be parsed.`);
    }
    if (opened?.["provider"] !== provider.id) {
      throw new TypeError(
        `${name} cookie was created for a different provider than the one handling the callback.`,
      );
    }
    checks[field] = held;
    used.push(expired(name, options));
  }
  return { checks, used };
}

/**
 * Returns the name and the attributes of a cookie. A provider that answers with a form of another site,
 * as Apple does, needs `SameSite=None`: browsers do not send other cookies with it.
 */
export function cookieOf(
  cookie: CheckCookie | "callbackUrl",
  provider: ResolvedOAuth,
  { cookies, secure }: CheckSettings,
): CookieOption {
  const { name, options } = cookies[cookie];
  if (!secure || !answersByForm(provider)) return { name, options };
  return { name, options: { ...options, sameSite: "none", secure: true } };
}

export function answersByForm({ authorization }: ResolvedOAuth): boolean {
  return authorization?.params?.["response_mode"] === "form_post";
}
