import { hasForm, readHeader, readPayload, split } from "./compact.ts";
import type { DecodeOptions, Jwt, JwtPayload } from "./types.ts";

type Complete = DecodeOptions & { complete: true };
type Json = DecodeOptions & { json: true };

/**
 * What a token says, **without verifying it**: anybody can have written that. `null` for what is no
 * token. A type of the claims is the caller's word.
 *
 * @throws {SyntaxError} when a token that calls itself a JWT holds no JSON.
 */
export function decode(token: string, options: Complete): Jwt | null;
export function decode<Claims>(token: string, options: Complete): Jwt<Claims> | null;
export function decode(token: string, options: Json): JwtPayload | null;
export function decode(token: string, options?: DecodeOptions): JwtPayload | string | null;
export function decode<Claims>(token: string, options?: DecodeOptions): Claims | null;
export function decode(token: unknown, options?: DecodeOptions | null): unknown {
  const text = typeof token === "string" || Buffer.isBuffer(token) ? token.toString() : "";
  if (!hasForm(text)) return null;
  const parts = split(text);
  const header = readHeader(parts.header);
  if (!header) return null;
  const payload = readPayload(
    parts.payload,
    Reflect.get(Object(header), "typ") === "JWT" || Boolean(options?.json),
  );
  return options?.complete === true ? { header, payload, signature: parts.signature } : payload;
}
