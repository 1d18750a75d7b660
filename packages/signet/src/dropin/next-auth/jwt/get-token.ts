import { sessionCookieName } from "../cookies/defaults.ts";
import { sessionValues } from "../cookies/session-cookies.ts";
import { endedBySignOut } from "../cookies/tombstone.ts";
import { configuredSecret, configuredUrl, isOnVercel } from "../environment.ts";
import { isOwnStrategy } from "../keeper/own-strategy.ts";
import { readStrategyToken } from "../keeper/read-token.ts";
import type { LoggerInstance, SessionOptions } from "../types.ts";
import { begunOf } from "./decoder.ts";
import { decodeToken } from "./token.ts";
import { bearerOf, cookiesOf, headersOf, type TokenRequest } from "./token-request.ts";
import type { JWT, JWTOptions, Secret } from "./types.ts";

export interface GetTokenParams<Raw extends boolean = false> {
  req: TokenRequest;
  /** Whether the cookie has the prefix `__Secure-`. Default: whether `NEXTAUTH_URL` is https. */
  secureCookie?: boolean | undefined;
  cookieName?: string | undefined;
  /** Returns the text of the token, unverified. Default `false`. */
  raw?: Raw | undefined;
  /** Default: `NEXTAUTH_SECRET`, or else `AUTH_SECRET`. */
  secret?: Secret | undefined;
  decode?: JWTOptions["decode"] | undefined;
  logger?: LoggerInstance | Console | undefined;
  /** The option `session` of `NextAuth`, when its `strategy` is one of `signet-auth/next`. */
  session?: Partial<SessionOptions> | undefined;
}

/**
 * Returns the content of the session token in the cookie of a request, or else after
 * `Authorization: Bearer`. Returns `null` for a missing or invalid token. With `raw` returns the text,
 * unverified.
 *
 * @throws {Error} without `req`.
 * @throws {StoreUnavailableError} when the store of `session.strategy` does not answer.
 * @example
 * ```ts
 * import type { NextRequest } from "next/server.js";
 * import { getToken } from "signet-auth/next-auth/jwt";
 *
 * export async function GET(req: NextRequest) {
 *   const token = await getToken({ req });
 *   return Response.json({ userId: token?.sub ?? null });
 * }
 * ```
 */
export async function getToken<Raw extends boolean = false>(
  params: GetTokenParams<Raw>,
): Promise<Raw extends true ? string : JWT | null>;
export async function getToken({
  req,
  secureCookie = configuredUrl()?.startsWith("https://") ?? isOnVercel(),
  cookieName = sessionCookieName(secureCookie),
  raw,
  decode,
  secret = configuredSecret(),
  session,
}: GetTokenParams<boolean>): Promise<string | JWT | null> {
  if (!req) throw new Error("Must pass `req` to JWT getToken()");
  const cookies = cookiesOf(req);
  if (isOwnStrategy(session?.strategy) && !raw) {
    const request = { cookies, headers: headersOf(req) };
    const settings = { session, secret, decode, cookieName, secure: secureCookie };
    return readStrategyToken(session.strategy, settings, request);
  }
  const values = sessionValues(cookies, cookieName);
  if (values.length === 0) {
    const bearer = bearerOf(headersOf(req));
    return raw || bearer === null ? bearer : decoded(bearer, secret, decode);
  }
  if (raw) return values[0] ?? null;
  const isEnded = await endedBySignOut(cookies, cookieName, secret);
  for (const value of values) {
    const token = await decoded(value, secret, decode, isEnded);
    if (token !== null) return token;
  }
  return null;
}

async function decoded(
  token: string,
  secret: Secret | undefined,
  decode: JWTOptions["decode"] | undefined,
  isEnded: Awaited<ReturnType<typeof endedBySignOut>> = null,
): Promise<JWT | null> {
  try {
    const opened =
      decode === undefined
        ? await decodeToken({ token, secret: secret ?? "" })
        : await decodedBy(decode, { token, secret: secret ?? "" });
    if (opened === null) return null;
    if (isEnded !== null && (await isEnded({ token, begun: begunOf(opened) }))) return null;
    return opened.claims;
  } catch {
    return null;
  }
}

async function decodedBy(
  decode: JWTOptions["decode"],
  params: { readonly token: string; readonly secret: Secret },
) {
  const claims = await decode(params);
  return claims === null ? null : { claims, begun: null };
}
