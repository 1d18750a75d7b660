import type { EcAlgorithm } from "../../../signet/src/token/crypto/algorithms.ts";

/** The size of a JWS signature (RFC 7518, section 3.4); bytes. */
const SIGNATURE_BYTES = { ES256: 64, ES384: 96, ES512: 132 } as const;

/** Returns the size of a JWS signature; bytes. */
export function signatureBytes(algorithm: EcAlgorithm): number {
  return SIGNATURE_BYTES[algorithm];
}
