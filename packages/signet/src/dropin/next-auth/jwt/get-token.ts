import { parseCookie } from "cookie";
import { headerOf, type RequestSource } from "../../../http/request-source.ts";
import { sessionCookieName } from "../cookies/defaults.ts";
import { type CookieLookup, cookieLookup } from "../cookies/lookup.ts";
import { sessionValues } from "../cookies/session-cookies.ts";
import { endedBySignOut } from "../cookies/tombstone.ts";
import { environment } from "../environment.ts";
import type { SessionReader } from "../keeper/contract.ts";
import { decodeToken } from "./token.ts";
import type { JWT, JWTOptions, Secret } from "./types.ts";

/** A request: `NextRequest`, `NextApiRequest`, that of `getServerSideProps`, or a plain `Request`. */
export interface TokenRequest {
  readonly headers: unknown;
  readonly cookies?: unknown;
}

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
  logger?: object | undefined;
  /** The option `session` of `NextAuth`, when its `strategy` is one of `signet-auth/next`. */
  session?: SessionReader | undefined;
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
  secureCookie = secureByDefault(),
  cookieName = sessionCookieName(secureCookie),
  raw,
  decode,
  secret = environment("NEXTAUTH_SECRET") ?? environment("AUTH_SECRET"),
}: GetTokenParams<boolean>): Promise<string | JWT | null> {
  if (!req) throw new Error("Must pass `req` to JWT getToken()");
  const cookies = cookiesOf(req);
  const values = sessionValues(cookies, cookieName);
  if (values.length === 0) {
    const bearer = bearerOf(headersOf(req));
    if (bearer === null) return null;
    return raw ? bearer : decoded(bearer, secret, decode);
  }
  if (raw) return values[0] ?? null;
  const isEnded = await endedBySignOut(cookies, cookieName, secret);
  for (const value of values) {
    const token = await decoded(value, secret, decode, isEnded);
    if (token !== null) return token;
  }
  return null;
}

export function secureByDefault(): boolean {
  return environment("NEXTAUTH_URL")?.startsWith("https://") ?? !!environment("VERCEL");
}

async function decoded(
  token: string,
  secret: Secret | undefined,
  decode: JWTOptions["decode"] | undefined,
  isEnded: Awaited<ReturnType<typeof endedBySignOut>> = null,
): Promise<JWT | null> {
  try {
    if (secret === undefined) return null;
    const { claims, begun } =
      decode === undefined
        ? await decodeToken({ token, secret })
        : { claims: await decode({ token, secret }), begun: null };
    if (claims === null || isEnded === null) return claims;
    const since = begun ?? (typeof claims["iat"] === "number" ? claims["iat"] : null);
    return (await isEnded({ token, begun: since })) ? null : claims;
  } catch {
    return null;
  }
}
