import { isCompact, readHeader, readPayload, split } from "./compact.ts";
import type { DecodeOptions, Jwt, JwtPayload } from "./types.ts";

type Complete = DecodeOptions & { complete: true };
type Json = DecodeOptions & { json: true };

/**
 * Returns the payload of a token **without verification**: anyone could have written the token.
 * Returns `null` for a text that is not a token. The type parameter is not checked.
 *
 * @param options `complete: true` returns header and signature too; `json: true` reads the payload
 *   as JSON even without `typ: "JWT"`.
 * @throws {SyntaxError} when the header has `typ: "JWT"`, or `json` is set, and the payload is not
 *   JSON.
 *
 * @example
 * ```ts
 * import { decode } from "signet-auth/jsonwebtoken";
 *
 * declare const token: string;
 * const kid = decode(token, { complete: true })?.header.kid;
 * ```
 */
export function decode(token: string, options: Complete): Jwt | null;
export function decode<Claims>(token: string, options: Complete): Jwt<Claims> | null;
export function decode(token: string, options: Json): JwtPayload | null;
export function decode(token: string, options?: DecodeOptions): JwtPayload | string | null;
export function decode<Claims>(token: string, options?: DecodeOptions): Claims | null;
export function decode(token: unknown, options?: DecodeOptions | null): unknown {
  const text = typeof token === "string" || Buffer.isBuffer(token) ? token.toString() : "";
  if (!isCompact(text)) return null;
  const parts = split(text);
  const header = readHeader(parts.header);
  if (!header) return null;
  const payload = readPayload(
    parts.payload,
    Reflect.get(Object(header), "typ") === "JWT" || Boolean(options?.json),
  );
  return options?.complete === true ? { header, payload, signature: parts.signature } : payload;
}
