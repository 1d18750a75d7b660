import { encodeText } from "../base64url.ts";
import type { Algorithm } from "../crypto/algorithms.ts";

/** Returns the header of a new signed token (RFC 7515, section 4) as base64url. */
export function signedHeader(alg: Algorithm, typ: string, kid: string | null): string {
  return encodeText(JSON.stringify(kid === null ? { alg, typ } : { alg, typ, kid }));
}

/** Returns the header of a new sealed token with direct encryption (RFC 7516, section 4) as base64url. */
export function sealedHeader(typ: string, kid: string | null): string {
  const header = { alg: "dir", enc: "A256GCM", typ };
  return encodeText(JSON.stringify(kid === null ? header : { ...header, kid }));
}
