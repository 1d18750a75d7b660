import { encodeBytes } from "../base64url.ts";
import { hkdf, publicJwk, sha256 } from "../crypto/node/index.ts";
import {
  KID_BYTES,
  type PairInput,
  type PairRing,
  type ParsedPair,
  pairRing,
  parseRing,
  type RingPair,
  type RingSecret,
  type SecretRing,
  thumbprintInput,
} from "../keys/ring.ts";

/** A ring of secrets. The first one signs, all of them verify. */
export type SecretKeyRing = SecretRing<Uint8Array>;
export type KeyRing = SecretKeyRing | PairRing;

/**
 * Creates a key ring from a secret of at least 32 bytes, or from several, newest first. HKDF-SHA-256
 * derives a key for each purpose; the secrets are never used directly.
 *
 * @throws {SignetError} `invalid-config` for a missing, short, repetitive or repeated secret.
 *
 * @example
 * ```ts
 * import { createSigner, keyRing } from "signet-auth/token";
 * declare const secret: string;
 *
 * const keys = keyRing(secret);
 * const sign = createSigner({ keys, purpose: "invitation", expiresIn: "1d" });
 * ```
 */
export function keyRing(secret: string | readonly string[]): SecretKeyRing;
/**
 * Creates a key ring from key pairs, newest first. A retired pair may be given by its public key.
 *
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit its algorithm.
 */
export function keyRing(pairs: PairInput | readonly PairInput[]): PairRing;
export function keyRing(given: string | PairInput | readonly (string | PairInput)[]): KeyRing {
  const ring = parseRing(given);
  if (ring.kind === "pairs") {
    const [first, ...older] = ring.pairs;
    return pairRing(first.material, [pairOf(first), ...older.map(pairOf)]);
  }
  const [first, ...older] = ring.secrets;
  return { kind: "secrets", keys: [secretOf(first), ...older.map(secretOf)] };
}

function secretOf(secret: string): RingSecret<Uint8Array> {
  const derive = (purpose: string, bytes: number) => hkdf(secret, purpose, bytes);
  return { kid: encodeBytes(derive("kid", KID_BYTES)), derive };
}

function pairOf({ algorithm, kid, material }: ParsedPair): RingPair {
  const jwk = publicJwk(algorithm, material);
  return {
    kid: kid ?? encodeBytes(sha256(thumbprintInput(jwk))),
    algorithm,
    publicJwk: jwk,
  };
}
