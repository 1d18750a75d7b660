import type { AsymmetricAlgorithm, Encryption, HmacAlgorithm } from "../crypto/algorithms.ts";
import type { Awaitable } from "../crypto/contract.ts";
import type { JwkService } from "../crypto/jwk.ts";
import { isJwk, type KeyMaterial, type SecretMaterial } from "../crypto/material.ts";
import { keysOfSet, secretsOfSet } from "./jwks.ts";
import {
  type OpenerKeys,
  RING_ALGORITHM,
  RING_KEY_BYTES,
  type SealerKeys,
  type SignerKeys,
  sealingPurpose,
  signingPurpose,
  type VerifierKeys,
} from "./options.ts";
import type { JwkSet, SecretRing } from "./ring.ts";
import { type Secret, secretOption } from "./secret-option.ts";

type Bytes = Awaitable<Uint8Array>;

/** A secret that is not imported yet. The Web Crypto engine derives the bytes of a ring as a promise. */
interface SecretPlan<Derived extends Bytes> {
  readonly kid: string | null;
  readonly algorithm: HmacAlgorithm;
  readonly secret: SecretMaterial | Derived;
}

/** A key of a pair that is not imported yet. */
interface PairPlan {
  readonly kid: string | null;
  readonly algorithm: AsymmetricAlgorithm;
  readonly material: KeyMaterial;
}

/** A signing or verifying key that is not imported yet. Each crypto engine imports it in its own way. */
export type KeyPlan<Derived extends Bytes> = SecretPlan<Derived> | PairPlan;

/** A sealing or opening key that is not imported yet. */
export interface ContentPlan<Derived extends Bytes> {
  readonly kid: string | null;
  readonly encryption: Encryption;
  readonly secret: SecretMaterial | Derived;
}

/** Returns the key that a signer imports. */
export function signingPlan<Derived extends Bytes>(
  options: SignerKeys<SecretRing<Derived>>,
): KeyPlan<Derived> {
  if ("secret" in options) {
    const { algorithm, kid = null, secret } = options;
    return { kid, algorithm, secret: secretOption(secret, serving(algorithm, "sign")) };
  }
  if ("privateKey" in options) {
    const { algorithm, kid = null, privateKey } = options;
    return { kid, algorithm, material: privateKey };
  }
  if ("purpose" in options) {
    const [{ kid, derive }] = options.keys.keys;
    const secret = derive(signingPurpose(options.purpose), RING_KEY_BYTES);
    return { kid, algorithm: RING_ALGORITHM, secret };
  }
  const [{ kid, algorithm }] = options.keys.keys;
  return { kid, algorithm, material: options.keys.privateKey() };
}

/** Returns the keys that a verifier imports. */
export function verifyingPlans<Derived extends Bytes>(
  options: VerifierKeys<SecretRing<Derived>>,
): readonly KeyPlan<Derived>[] {
  if ("secret" in options) {
    const { algorithm, secret } = options;
    if (isKeySet(secret)) {
      return secretsOfSet(secret, algorithm).map((named) => ({ ...named, algorithm }));
    }
    const material = secretOption(secret, serving(algorithm, "verify"));
    return [{ kid: null, algorithm, secret: material }];
  }
  if ("publicKey" in options) {
    return [{ kid: null, algorithm: options.algorithm, material: options.publicKey }];
  }
  if ("jwks" in options) {
    return keysOfSet(options).map(({ jwk, ...named }) => ({ ...named, material: jwk }));
  }
  if ("purpose" in options) {
    const purpose = signingPurpose(options.purpose);
    return options.keys.keys.map(({ kid, derive }) => ({
      kid,
      algorithm: RING_ALGORITHM,
      secret: derive(purpose, RING_KEY_BYTES),
    }));
  }
  return options.keys.keys.map(({ kid, algorithm, publicJwk }) => ({
    kid,
    algorithm,
    material: publicJwk,
  }));
}

/** Returns the key that a sealer imports. */
export function sealingPlan<Derived extends Bytes>(
  options: SealerKeys<SecretRing<Derived>>,
): ContentPlan<Derived> {
  if ("secret" in options) {
    return contentPlan("A256GCM", options.secret, options.kid ?? null, "encrypt");
  }
  const [{ kid, derive }] = options.keys.keys;
  const secret = derive(sealingPurpose(options.purpose), RING_KEY_BYTES);
  return { kid, encryption: "A256GCM", secret };
}

/** Returns the keys that an opener imports. */
export function openingPlans<Derived extends Bytes>(
  options: OpenerKeys<SecretRing<Derived>>,
): readonly ContentPlan<Derived>[] {
  if ("secret" in options) {
    return [contentPlan(options.encryption ?? "A256GCM", options.secret, null, "decrypt")];
  }
  const purpose = sealingPurpose(options.purpose);
  return options.keys.keys.map(({ kid, derive }) => ({
    kid,
    encryption: "A256GCM",
    secret: derive(purpose, RING_KEY_BYTES),
  }));
}

function contentPlan(
  encryption: Encryption,
  secret: Secret,
  kid: string | null,
  operation: "encrypt" | "decrypt",
): ContentPlan<never> {
  const service = { serves: [encryption, "dir"], use: "enc", operation } as const;
  return { kid, encryption, secret: secretOption(secret, service) };
}

function serving(algorithm: HmacAlgorithm, operation: "sign" | "verify"): JwkService {
  return { serves: [algorithm], use: "sig", operation };
}

/** Checks whether the options have a key set. Unusable keys of a set are ignored. */
export function nameKeySet(options: VerifierKeys<SecretRing>): boolean {
  return "jwks" in options || ("secret" in options && isKeySet(options.secret));
}

function isKeySet(secret: Secret | JwkSet): secret is JwkSet {
  return !isJwk(secret) && Array.isArray(Object(secret).keys);
}
