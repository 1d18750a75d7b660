import { encodeBytes } from "../base64url.ts";
import { hkdf, publicJwk, sha256 } from "../crypto/web/index.ts";
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
export type SecretKeyRing = SecretRing<Promise<Uint8Array>>;
export type KeyRing = SecretKeyRing | PairRing;

/**
 * Creates a key ring from a secret of at least 32 bytes, or from several, newest first. HKDF-SHA-256
 * derives a key for each purpose; the secrets are never used directly.
 *
 * @throws {SignetError} `invalid-config` for a missing, short, repetitive or repeated secret.
 *
 * @example
 * ```ts
 * import { createSigner, keyRing } from "signet-auth/token/web";
 * declare const secret: string;
 *
 * const keys = await keyRing(secret);
 * const sign = await createSigner({ keys, purpose: "invitation", expiresIn: "1d" });
 * ```
 */
export function keyRing(secret: string | readonly string[]): Promise<SecretKeyRing>;
/**
 * Creates a key ring from key pairs, newest first. A retired pair may be given by its public key.
 *
 * @throws {TokenKeyError} `key-unusable` for a key that does not fit its algorithm.
 */
export function keyRing(pairs: PairInput | readonly PairInput[]): Promise<PairRing>;
export async function keyRing(
  given: string | PairInput | readonly (string | PairInput)[],
): Promise<KeyRing> {
  const ring = parseRing(given);
  if (ring.kind === "pairs") {
    const [first, ...older] = ring.pairs;
    const pairs = await Promise.all(older.map(pairOf));
    return pairRing(first.material, [await pairOf(first), ...pairs]);
  }
  const [first, ...older] = ring.secrets;
  const secrets = await Promise.all(older.map(secretOf));
  return { kind: "secrets", keys: [await secretOf(first), ...secrets] };
}

async function secretOf(secret: string): Promise<RingSecret<Promise<Uint8Array>>> {
  const derive = (purpose: string, bytes: number) => hkdf(secret, purpose, bytes);
  return { kid: encodeBytes(await derive("kid", KID_BYTES)), derive };
}

async function pairOf({ algorithm, kid, material }: ParsedPair): Promise<RingPair> {
  const jwk = await publicJwk(algorithm, material);
  return {
    kid: kid ?? encodeBytes(await sha256(thumbprintInput(jwk))),
    algorithm,
    publicJwk: jwk,
  };
}
