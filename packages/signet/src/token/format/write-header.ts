import { encodeText } from "../base64url.ts";
import type { Algorithm } from "../crypto/algorithms.ts";

/** The header of our signed tokens (RFC 7515, 4), as base64url. */
export function signedHeader(alg: Algorithm, typ: string, kid: string | null): string {
  return encodeText(JSON.stringify(kid === null ? { alg, typ } : { alg, typ, kid }));
}

/** The header of our sealed tokens (RFC 7516, 4): the key is used directly. */
export function sealedHeader(typ: string, kid: string | null): string {
  const header = { alg: "dir", enc: "A256GCM", typ };
  return encodeText(JSON.stringify(kid === null ? header : { ...header, kid }));
}
