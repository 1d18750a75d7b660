import { contentKey, hkdf, hmacKey } from "#crypto";
import { encodeBytes } from "../base64url.ts";
import type { SealingKey, SigningKey, VerifyingKey } from "../crypto/contract.ts";
import { RING_ALGORITHM, RING_KEY_BYTES, sealingPurpose, signingPurpose } from "../keys/options.ts";
import { KID_BYTES } from "../keys/ring.ts";
import { parseSecrets } from "../keys/secrets.ts";

/** One secret of the engine. */
export interface EngineKey {
  /** Returns the name of the secret in token headers. The name reveals nothing about the secret. */
  kid(): Promise<string>;
  /** Derives the key that signs for one purpose. A token of one purpose never verifies for another. */
  deriveSigning(purpose: string): Promise<SigningKey & VerifyingKey>;
  /** Derives the key that encrypts for one purpose. */
  deriveSealing(purpose: string): Promise<SealingKey>;
}

/** The keys in use: the first signs, all verify. */
export type EngineKeys = readonly [EngineKey, ...EngineKey[]];

/**
 * The engine's keys, from a secret or from several, newest first. Secrets are never used directly:
 * HKDF-SHA-256 derives a key for each purpose, as in a ring of `keyRing()`.
 *
 * @throws {SignetError} `invalid-config` for a missing, short, repetitive or repeated secret.
 */
export function engineKeys(secret: unknown): EngineKeys {
  const [first, ...older] = parseSecrets(secret);
  return [engineKey(first), ...older.map(engineKey)];
}

function engineKey(secret: string): EngineKey {
  return {
    kid: async () => encodeBytes(await hkdf(secret, "kid", KID_BYTES)),
    deriveSigning: async (purpose) =>
      hmacKey(RING_ALGORITHM, await hkdf(secret, signingPurpose(purpose), RING_KEY_BYTES)),
    deriveSealing: async (purpose) =>
      contentKey("A256GCM", await hkdf(secret, sealingPurpose(purpose), RING_KEY_BYTES)),
  };
}
