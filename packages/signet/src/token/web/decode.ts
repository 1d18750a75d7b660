import { decodeText } from "../base64url.ts";
import { type DecodeUnverified, decoder } from "../format/unverified.ts";

/**
 * Decodes a token without verification, for logs and tools. It checks no key, signature or time. To
 * trust a token, use `createVerifier`.
 *
 * @throws {MalformedTokenError} unless the token is a compact JWS or JWE with JSON objects.
 *
 * @example
 * ```ts
 * import { decodeUnverified } from "signet-auth/token/web";
 * declare const token: string;
 *
 * console.log(decodeUnverified(token).header["kid"]);
 * ```
 */
export const decodeUnverified: DecodeUnverified = decoder(decodeText);
