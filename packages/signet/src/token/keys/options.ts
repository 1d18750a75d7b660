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

/** Signs or verifies with a secret that issuer and verifier share. */
export interface SecretKeyOptions {
  readonly algorithm: HmacAlgorithm;
  readonly secret: Secret;
}

/** Verifies with a secret, or with the `oct` keys of a private key set, chosen by `kid`. */
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

/** The id by which verifiers find the key (`kid`). */
export interface KidOption {
  readonly kid?: string;
}

/** Verifies with the public keys of a JSON Web Key Set. */
export interface JwksOptions {
  /**
   * The accepted algorithms. Each key has one algorithm: its `alg`, or the only one that fits the key.
   */
  readonly algorithm: AsymmetricAlgorithm | readonly AsymmetricAlgorithm[];
  readonly jwks: JwkSet;
}

/** A ring of secrets needs a purpose. A token of one purpose never verifies under another one. */
export interface SecretRingOptions<Ring extends SecretRing> {
  readonly keys: Ring;
  readonly purpose: string;
}

/** A ring of key pairs. It has no purposes: the `typ` header distinguishes its tokens. */
export interface PairRingOptions {
  readonly keys: PairRing;
}

/** The key options of a signer. */
export type SignerKeys<Ring extends SecretRing> =
  | (SecretKeyOptions & KidOption)
  | (PrivateKeyOptions & KidOption)
  | SecretRingOptions<Ring>
  | PairRingOptions;

/** The key options of a verifier. */
export type VerifierKeys<Ring extends SecretRing> =
  | SecretsOptions
  | PublicKeyOptions
  | JwksOptions
  | SecretRingOptions<Ring>
  | PairRingOptions;

/** The key options of a sealer. */
export type SealerKeys<Ring extends SecretRing> =
  | ({ readonly secret: Exclude<Secret, string> } & KidOption)
  | SecretRingOptions<Ring>;

/** The key options of an opener. */
export type OpenerKeys<Ring extends SecretRing> =
  | {
      /**
       * The accepted content encryption. Default `"A256GCM"`, which is the only one that a sealer
       * writes.
       */
      readonly encryption?: Encryption;
      readonly secret: Exclude<Secret, string>;
    }
  | SecretRingOptions<Ring>;

/** The algorithm of a ring of secrets. It seals with A256GCM. Its derived keys have 32 bytes. */
export const RING_ALGORITHM = "HS256";
export const RING_KEY_BYTES = 32;

/** Returns the derivation purpose of signing keys. It differs from the one of sealing keys. */
export function signingPurpose(purpose: string): string {
  return `sign ${purpose}`;
}

/** Returns the derivation purpose of sealing keys. */
export function sealingPurpose(purpose: string): string {
  return `seal ${purpose}`;
}

/** The names of the options beside the key itself. */
export const KEY_OPTIONS: readonly string[] = ["algorithm", "purpose"];

type Source = "secret" | "privateKey" | "publicKey" | "jwks" | "keys";

/**
 * Checks the key options of signers and verifiers: exactly one source of keys, and an algorithm that
 * fits it.
 *
 * @throws {SignetError} `invalid-config`.
 */
export function checkKeyOptions(given: Given, sources: readonly Source[]): void {
  const present = sources.filter((name) => given[name] !== undefined);
  const [source] = present;
  if (source === undefined || present.length > 1) {
    throw invalidConfig(
      `${present.length === 0 ? "The key is missing" : `${present.join(" and ")} are given together`}. Give exactly one of ${sources.join(", ")}.`,
    );
  }
  if (source === "keys") {
    checkRing(given);
    return;
  }
  checkNoPurpose(given);
  checkAlgorithm(given["algorithm"], source);
}

/**
 * Checks the key options of sealers and openers.
 *
 * @throws {SignetError} `invalid-config`.
 */
export function checkContentOptions(given: Given): void {
  const { encryption = "A256GCM", keys } = given;
  if ((given["secret"] === undefined) === (keys === undefined)) {
    throw invalidConfig(
      `${keys === undefined ? "The key is missing" : "secret and keys are given together"}. Give exactly one of secret, keys.`,
    );
  }
  if (typeof given["secret"] === "string") {
    throw invalidConfig(
      "secret must be the bytes of the key, because it is used unchanged. To derive a key from a text, use keys: keyRing(text) and a purpose.",
    );
  }
  if (encryption !== "A256GCM" && encryption !== "A256CBC-HS512") {
    throw invalidConfig("encryption must be A256GCM or A256CBC-HS512. Leave it out for A256GCM.");
  }
  if (keys === undefined) {
    checkNoPurpose(given);
    return;
  }
  if (Object(keys).kind === "pairs") {
    throw invalidConfig(
      "keys is a ring of key pairs, which sign and do not seal. Give a ring of secrets.",
    );
  }
  if (given["encryption"] !== undefined || given["kid"] !== undefined) {
    throw invalidConfig(
      "encryption and kid cannot be combined with keys, because the ring determines both. Leave them out.",
    );
  }
  checkRing(given);
}

function checkNoPurpose(given: Given): void {
  if (given["purpose"] !== undefined) {
    throw invalidConfig(
      "purpose needs keys: keyRing(secret), which derives a key for each purpose. Use a key ring, or leave purpose out.",
    );
  }
}

function checkRing(given: Given): void {
  const kind = kindOfRing(given["keys"]);
  if (kind === null)
    throw invalidConfig(
      "keys must be a key ring. Create one with keyRing(), and await it in signet-auth/token/web.",
    );
  if (given["algorithm"] !== undefined || given["kid"] !== undefined) {
    throw invalidConfig(
      "algorithm and kid cannot be combined with keys, because the keys of the ring have both. Leave them out.",
    );
  }
  if (kind === "secrets" && textOption(given, "purpose") === null) {
    throw invalidConfig(
      'purpose is missing. Name the use of the tokens, such as "password-reset".',
    );
  }
  if (kind === "pairs" && given["purpose"] !== undefined) {
    throw invalidConfig(
      "purpose cannot be combined with key pairs. Give each type of token its own typ.",
    );
  }
}

/** Returns the contents of a key ring, or `null` for any other value, such as a promise of a ring. */
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
    throw invalidConfig(`algorithm does not fit ${source}. Give one of ${names.join(", ")}.`);
  }
}
