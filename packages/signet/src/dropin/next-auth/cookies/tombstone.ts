import { sha256 } from "#crypto";
import { encodeBytes } from "../../../token/base64url.ts";
import { decodeToken, encodeToken } from "../jwt/token.ts";
import type { Secret } from "../jwt/types.ts";
import type { CookieOption } from "../types.ts";
import type { CookieLookup } from "./lookup.ts";
import { type Cookie, expired } from "./session-cookies.ts";

/** A session token, and when its session began. */
export interface Candidate {
  readonly token: string;
  /** Seconds since the epoch; `null` when unknown. */
  readonly begun: number | null;
}

/**
 * Returns the name of the cookie that sign-out leaves. It does not start with the name of the session
 * cookie, because next-auth 4 joins all cookies whose names start with that name.
 */
function tombstoneName(sessionName: string): string {
  const [, prefix = "", rest = ""] = /^(__Secure-|__Host-)?(.*)$/s.exec(sessionName) ?? [];
  return `${prefix}signed-out.${rest}`;
}

/**
 * Creates the cookie that sign-out leaves. With it a late response cannot restore the session: tokens of
 * sessions that began before the sign-out are refused.
 *
 * @param maxAge how long a token of the session can stay valid; seconds.
 */
export async function tombstoneCookie(
  { name, options }: CookieOption,
  {
    secret,
    token,
    maxAge,
  }: { readonly secret: Secret; readonly token: string; readonly maxAge: number },
): Promise<Cookie> {
  const tombstone = tombstoneName(name);
  const claims = { ended: await hashOf(token) };
  const value = await encodeToken({ token: claims, secret, salt: tombstone, maxAge });
  const expires = new Date(Date.now() + maxAge * 1_000);
  return { name: tombstone, value, options: { ...options, expires } };
}

/** Returns the cookie that deletes the tombstone of a request; none without a tombstone. */
export function expireTombstone(cookies: CookieLookup, { name, options }: CookieOption): Cookie[] {
  const tombstone = tombstoneName(name);
  return cookies.get(tombstone) === undefined ? [] : [expired(tombstone, options)];
}

/**
 * Returns a function that checks whether a former sign-out of this browser ended the session of a token;
 * `null` without a tombstone. Forged tombstones are ignored.
 */
export async function endedBySignOut(
  cookies: CookieLookup,
  sessionName: string,
  secret: Secret | undefined,
): Promise<((candidate: Candidate) => Promise<boolean>) | null> {
  const name = tombstoneName(sessionName);
  const value = cookies.get(name);
  if (!value || !secret) return null;
  const tombstone = await opened(value, name, secret);
  if (tombstone === null) return null;
  const { ended, iat } = tombstone;
  return async ({ token, begun }) => {
    // A session that began in the second of the sign-out is a new one, unless it has the ended token.
    if (begun !== null && typeof iat === "number" && begun < iat) return true;
    return (await hashOf(token)) === ended;
  };
}

async function opened(token: string, salt: string, secret: Secret) {
  try {
    return (await decodeToken({ token, secret, salt })).claims;
  } catch {
    return null;
  }
}

async function hashOf(token: string): Promise<string> {
  return encodeBytes(await sha256(token));
}
