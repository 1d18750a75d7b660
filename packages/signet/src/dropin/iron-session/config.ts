import { checkPasswords, type PasswordsMap, passwordMap } from "./passwords.ts";
import { cookieMaxAge, ttlOf } from "./ttl.ts";
import type { CookieOptions, OnUnsealError, SessionOptions } from "./types.ts";

/** Checked options, with the defaults. */
export interface Config {
  readonly cookieName: string;
  readonly passwords: PasswordsMap;
  /** Seconds. */
  readonly ttl: number;
  readonly cookieOptions: CookieOptions;
  readonly chunk: boolean;
  readonly onUnsealError: OnUnsealError | undefined;
}

/**
 * Checks the options of a session.
 *
 * @throws {Error} when the cookie name is missing, or a password is missing or too short.
 */
export function configOf(options: SessionOptions): Config {
  const { cookieName, password, chunk = false, onUnsealError } = options;
  if (!cookieName) throw new Error("iron-session: Bad usage. Missing cookie name.");
  if (!password) throw new Error("iron-session: Bad usage. Missing password.");
  // A copy, because the program may change its map after the check.
  const passwords = { ...passwordMap(password) };
  checkPasswords(passwords);
  const given = options.cookieOptions;
  // `maxAge: undefined` asks for a cookie that ends with the browser. Its seal never expires.
  const hasMaxAge = given !== undefined && "maxAge" in given;
  const ttl = hasMaxAge && given.maxAge === undefined ? 0 : ttlOf(options.ttl);
  const cookieOptions: CookieOptions = {
    httpOnly: true,
    secure: true,
    sameSite: "lax",
    path: "/",
    ...given,
    ...(hasMaxAge ? {} : { maxAge: cookieMaxAge(ttl) }),
  };
  return { cookieName, passwords, ttl, cookieOptions, chunk, onUnsealError };
}

/** Changes options for iron-session 6 so that the cookies are the same as there. */
export function optionsOfVersion6(options: SessionOptions): SessionOptions {
  const { ttl = 15 * 86_400, cookieOptions } = options;
  const maxAge = cookieOptions?.maxAge;
  return {
    ...options,
    ttl: ttl === 0 ? 2_147_483_647 : ttl,
    ...(maxAge === undefined ? {} : { cookieOptions: { ...cookieOptions, maxAge: maxAge - 60 } }),
  };
}

/**
 * Checks that browsers will keep the cookie. Only a write needs that.
 *
 * @throws {Error} when `expires` is in the past.
 */
export function checkExpires({ expires }: CookieOptions): void {
  if (!(expires instanceof Date) || !(expires.getTime() < Date.now())) return;
  throw new Error(
    `iron-session: Bad usage. cookieOptions.expires is in the past (${expires.toISOString()}), so browsers would drop the cookie. Set ttl instead.`,
  );
}
