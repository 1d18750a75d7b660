import { hasForm, readHeader, readPayload, split } from "./compact.ts";
import type { DecodeOptions, Jwt, JwtPayload } from "./types.ts";

/**
 * What a token says, **without verifying it**: anybody can have written that. `null` for what is no
 * token. The type is the caller's word.
 *
 * @throws {SyntaxError} when a token that calls itself a JWT holds no JSON.
 */
export function decode<Claims = JwtPayload | string>(
  token: string,
  options: DecodeOptions & { complete: true },
): Jwt<NoInfer<Claims>> | null;
export function decode<Claims = JwtPayload>(
  token: string,
  options: DecodeOptions & { json: true },
): NoInfer<Claims> | null;
export function decode<Claims = JwtPayload | string>(
  token: string,
  options?: DecodeOptions,
): NoInfer<Claims> | null;
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
