import { contentKey, hkdf, hmacKey } from "#crypto";
import { after } from "../awaitable.ts";
import { encodeBytes } from "../base64url.ts";
import type { Awaitable, SealingKey, SigningKey, VerifyingKey } from "../crypto/contract.ts";
import { RING_ALGORITHM, RING_KEY_BYTES, sealingPurpose, signingPurpose } from "../keys/options.ts";
import { KID_BYTES } from "../keys/ring.ts";
import { parseSecrets } from "../keys/secrets.ts";

/** One secret of the engine, under either build: promises on the web, values on Node. */
export interface EngineKey {
  /** Names the secret in a token's header and tells nothing about it. */
  kid(): Awaitable<string>;
  /** The key that signs for one purpose: a token of one purpose never verifies as another. */
  deriveSigning(purpose: string): Awaitable<SigningKey & VerifyingKey>;
  /** The key that seals for one purpose. */
  deriveSealing(purpose: string): Awaitable<SealingKey>;
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
    kid: () => after(hkdf(secret, "kid", KID_BYTES), encodeBytes),
    deriveSigning: (purpose) =>
      after(hkdf(secret, signingPurpose(purpose), RING_KEY_BYTES), (bytes) =>
        hmacKey(RING_ALGORITHM, bytes),
      ),
    deriveSealing: (purpose) =>
      after(hkdf(secret, sealingPurpose(purpose), RING_KEY_BYTES), (bytes) =>
        contentKey("A256GCM", bytes),
      ),
  };
}
