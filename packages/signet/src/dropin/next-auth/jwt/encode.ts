import { decodeToken, encodeToken } from "./token.ts";
import type { JWT, JWTDecodeParams, JWTEncodeParams } from "./types.ts";

/**
 * Encrypts claims as a session token of next-auth 4. Adds `iat`, `exp` and `jti`. The key of a secret is
 * derived once.
 *
 * @throws {TypeError} for claims that are no plain object, and for a missing or empty secret.
 * @example
 * ```ts
 * import { encode } from "signet-auth/next-auth/jwt";
 * declare const secret: string;
 *
 * export const token = await encode({ token: { sub: "ada" }, secret, maxAge: 3_600 });
 * ```
 */
export async function encode(params: JWTEncodeParams): Promise<string> {
  const { token, secret, maxAge, salt } = params;
  return encodeToken({ token, secret, maxAge, salt });
}

/**
 * Decrypts a token of next-auth 4 and checks its times. Returns `null` for an empty token.
 *
 * @throws {NextAuthTokenError} for a token that is malformed, changed, of another key, or expired; its
 *   `code` is that of jose, such as `ERR_JWT_EXPIRED`.
 * @throws {TypeError} for a missing or empty secret.
 * @example
 * ```ts
 * import { decode } from "signet-auth/next-auth/jwt";
 * declare const token: string;
 * declare const secret: string;
 *
 * const claims = await decode({ token, secret });
 * export const userId = claims?.sub;
 * ```
 */
export async function decode(params: JWTDecodeParams): Promise<JWT | null> {
  const { token, secret, salt } = params;
  if (!token) return null;
  if (typeof token !== "string") throw new TypeError("The token must be a text.");
  return (await decodeToken({ token, secret, salt })).claims;
}
