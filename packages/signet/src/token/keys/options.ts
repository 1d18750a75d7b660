import { invalidConfig } from "../../errors.ts";
import { type Given, textOption } from "../../options.ts";
import {
  ASYMMETRIC_ALGORITHMS,
  type AsymmetricAlgorithm,
  type Encryption,
  HMAC_ALGORITHMS,
  type HmacAlgorithm,
  isAsymmetric,
  isHmac,
} from "../crypto/algorithms.ts";
import { isJwk, type KeyMaterial } from "../crypto/material.ts";
import type { JwkSet, PairRing, SecretRing } from "./ring.ts";
import type { Secret } from "./secret-option.ts";

/** Signs or verifies with a secret that both sides know. */
export interface SecretKeyOptions {
  readonly algorithm: HmacAlgorithm;
  readonly secret: Secret;
}

/** Verifies with a secret, or with those of a key set of the user's own: each `oct` key by its `kid`. */
export interface SecretsOptions {
  readonly algorithm: HmacAlgorithm;
  readonly secret: Secret | JwkSet;
}

export interface PrivateKeyOptions {
  readonly algorithm: AsymmetricAlgorithm;
  readonly privateKey: KeyMaterial;
}

export interface PublicKeyOptions {
  readonly algorithm: AsymmetricAlgorithm;
  readonly publicKey: KeyMaterial;
}

/** The name under which verifiers find the key (`kid`). */
export interface KidOption {
  readonly kid?: string;
}

/** Verifies with the public keys of a JSON Web Key Set. */
export interface JwksOptions {
  /** What is accepted. Each key serves one algorithm: the one it names (`alg`), or the one that fits. */
  readonly algorithm: AsymmetricAlgorithm | readonly AsymmetricAlgorithm[];
  readonly jwks: JwkSet;
}

/** A ring of secrets needs a purpose: a token of one purpose never verifies as another. */
export interface SecretRingOptions<Ring extends SecretRing> {
  readonly keys: Ring;
  readonly purpose: string;
}

/** Tokens of a ring of pairs are told apart by `typ`. */
export interface PairRingOptions {
  readonly keys: PairRing;
}

/** What a signer signs with, what a verifier verifies with, what a sealer and an opener share. */
export type SignerKeys<Ring extends SecretRing> =
  | (SecretKeyOptions & KidOption)
  | (PrivateKeyOptions & KidOption)
  | SecretRingOptions<Ring>
  | PairRingOptions;

export type VerifierKeys<Ring extends SecretRing> =
  | SecretsOptions
  | PublicKeyOptions
  | JwksOptions
  | SecretRingOptions<Ring>
  | PairRingOptions;

export type SealerKeys<Ring extends SecretRing> =
  | ({ readonly secret: Exclude<Secret, string> } & KidOption)
  | SecretRingOptions<Ring>;

export type OpenerKeys<Ring extends SecretRing> =
  | {
      /** The content encryption that is accepted. Default `"A256GCM"`, the only one that is made. */
      readonly encryption?: Encryption;
      readonly secret: Exclude<Secret, string>;
    }
  | SecretRingOptions<Ring>;

/** A ring of secrets signs with this, and seals with A256GCM, under derived keys of so many bytes. */
export const RING_ALGORITHM = "HS256";
export const RING_KEY_BYTES = 32;

/** What a ring derives keys for: what signs never opens. */
export function signingPurpose(purpose: string): string {
  return `sign ${purpose}`;
}

export function sealingPurpose(purpose: string): string {
  return `seal ${purpose}`;
}

/** The options that say which key, and how it is used. */
export const KEY_OPTIONS: readonly string[] = ["algorithm", "purpose"];

type Source = "secret" | "privateKey" | "publicKey" | "jwks" | "keys";

/**
 * Holds the key options together: one source of keys, and the algorithm that belongs to it.
 *
 * @throws {SignetError} `invalid-config`
 */
export function checkKeyOptions(given: Given, sources: readonly Source[]): void {
  const present = sources.filter((name) => given[name] !== undefined);
  const [source] = present;
  if (source === undefined || present.length > 1) {
    throw invalidConfig(`Give one of ${sources.join(", ")}, and no second.`);
  }
  if (source === "keys") {
    checkRing(given);
    return;
  }
  checkNoPurpose(given);
  checkAlgorithm(given["algorithm"], source);
}

/** The same for what seals and opens. */
export function checkContentOptions(given: Given): void {
  const { encryption = "A256GCM", keys } = given;
  if ((given["secret"] === undefined) === (keys === undefined)) {
    throw invalidConfig("Give one of secret, keys, and no second.");
  }
  if (typeof given["secret"] === "string") {
    throw invalidConfig(
      "secret must be the key's bytes, because it is used as it is. To derive a key from text, use keys: keyRing(text) and a purpose.",
    );
  }
  if (encryption !== "A256GCM" && encryption !== "A256CBC-HS512") {
    throw invalidConfig("encryption must be A256GCM or A256CBC-HS512.");
  }
  if (keys === undefined) {
    checkNoPurpose(given);
    return;
  }
  if (Object(keys).kind === "pairs") {
    throw invalidConfig("keys must be a ring of secrets: key pairs sign, and do not seal.");
  }
  if (given["encryption"] !== undefined || given["kid"] !== undefined) {
    throw invalidConfig("encryption and kid do not go with keys: the ring brings both.");
  }
  checkRing(given);
}

function checkNoPurpose(given: Given): void {
  if (given["purpose"] !== undefined) {
    throw invalidConfig(
      "purpose goes with keys: keyRing(secret), which derives a key for each purpose.",
    );
  }
}

function checkRing(given: Given): void {
  const kind = kindOfRing(given["keys"]);
  if (kind === null) throw invalidConfig("keys must be a key ring, as keyRing() makes it.");
  if (given["algorithm"] !== undefined || given["kid"] !== undefined) {
    throw invalidConfig("algorithm and kid do not go with keys: the ring's keys have theirs.");
  }
  if (kind === "secrets" && textOption(given, "purpose") === null) {
    throw invalidConfig(
      'purpose is missing: name what these tokens are for, such as "password-reset".',
    );
  }
  if (kind === "pairs" && given["purpose"] !== undefined) {
    throw invalidConfig("purpose does not go with key pairs: give each kind of token its own typ.");
  }
}

/** What a ring is made of; `null` for what is none, a promise of one among it. */
function kindOfRing(ring: unknown): "secrets" | "pairs" | null {
  const { kind, keys, privateKey } = Object(ring);
  const all = (fits: (key: Given) => boolean) =>
    Array.isArray(keys) && keys.length > 0 && keys.every((key) => fits(Object(key)));
  if (kind === "secrets") return all(({ derive }) => typeof derive === "function") ? kind : null;
  if (kind !== "pairs" || typeof privateKey !== "function") return null;
  return all(({ publicJwk }) => isJwk(publicJwk)) ? kind : null;
}

function checkAlgorithm(algorithm: unknown, source: Source): void {
  const listed: readonly unknown[] =
    source === "jwks" && Array.isArray(algorithm) ? algorithm : [algorithm];
  const known = source === "secret" ? isHmac : isAsymmetric;
  if (listed.length === 0 || !listed.every(known)) {
    const names = source === "secret" ? HMAC_ALGORITHMS : ASYMMETRIC_ALGORITHMS;
    throw invalidConfig(`algorithm must be one of ${names.join(", ")} with ${source}.`);
  }
}
