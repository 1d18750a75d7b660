import { invalidConfig } from "../../errors.ts";
import { type Given, ownOptions, textOption } from "../../options.ts";
import { type AsymmetricAlgorithm, isAsymmetric } from "../crypto/algorithms.ts";
import type { Awaitable } from "../crypto/contract.ts";
import { isPrivate, type Jwk, type KeyMaterial } from "../crypto/material.ts";
import { parseSecrets } from "./secrets.ts";

/** One secret of a ring. The secret is a private variable of `derive`, so logs cannot print it. */
export interface RingSecret<Bytes extends Awaitable<Uint8Array> = Awaitable<Uint8Array>> {
  /** The id of the secret in token headers. The secret cannot be derived from it. */
  readonly kid: string;
  /** Derives the key of this secret for a purpose, with a length in bytes. */
  derive(purpose: string, bytes: number): Bytes;
}

/** A key ring of secrets, newest first. The first secret signs. All secrets verify. */
export interface SecretRing<Bytes extends Awaitable<Uint8Array> = Awaitable<Uint8Array>> {
  readonly kind: "secrets";
  readonly keys: readonly [RingSecret<Bytes>, ...RingSecret<Bytes>[]];
}

/** One key pair of a ring, with its public key. */
export interface RingPair {
  readonly kid: string;
  readonly algorithm: AsymmetricAlgorithm;
  readonly publicJwk: Jwk;
}

/** A key ring of key pairs, newest first. The first pair signs. All pairs verify. */
export interface PairRing {
  readonly kind: "pairs";
  readonly keys: readonly [RingPair, ...RingPair[]];
  /** Returns the private key of the first pair. It is in a function, so logs cannot print it. */
  privateKey(): KeyMaterial;
  /** Returns the public keys as a JSON Web Key Set (RFC 7517, section 5), to publish to verifiers. */
  jwks(): JwkSet;
}

/** A JSON Web Key Set (RFC 7517, section 5). */
export interface JwkSet {
  readonly keys: readonly Jwk[];
}

/** A key pair for a ring. The default of `kid` is the thumbprint of the public key (RFC 7638). */
export type PairInput =
  | {
      readonly algorithm: AsymmetricAlgorithm;
      readonly privateKey: KeyMaterial;
      readonly kid?: string;
    }
  | {
      readonly algorithm: AsymmetricAlgorithm;
      readonly publicKey: KeyMaterial;
      readonly kid?: string;
    };

/** One pair, checked as far as possible without importing its key. */
export interface ParsedPair {
  readonly algorithm: AsymmetricAlgorithm;
  readonly kid: string | null;
  readonly material: KeyMaterial;
  readonly signs: boolean;
}

/** The checked argument of `keyRing()`. */
export type ParsedRing =
  | { readonly kind: "secrets"; readonly secrets: readonly [string, ...string[]] }
  | { readonly kind: "pairs"; readonly pairs: readonly [ParsedPair, ...ParsedPair[]] };

/**
 * The length of the `kid` of a secret; bytes. It is long enough to be unique and too short to reveal
 * the secret.
 */
export const KID_BYTES = 9;

/**
 * Checks the argument of `keyRing()`.
 *
 * @throws {SignetError} `invalid-config` unless it is a list of valid secrets or of valid key pairs.
 */
export function parseRing(given: unknown): ParsedRing {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (!list.some((one) => typeof one === "object" && one !== null)) {
    return { kind: "secrets", secrets: parseSecrets(given) };
  }
  const [first, ...older] = list.map(parsePair);
  if (first === undefined || !first.signs) {
    throw invalidConfig(
      "The first key pair of a ring has no privateKey, but it signs new tokens. Give its privateKey.",
    );
  }
  return { kind: "pairs", pairs: [first, ...older] };
}

function parsePair(pair: unknown): ParsedPair {
  const given = ownOptions(pair, ["algorithm", "privateKey", "publicKey", "kid"]);
  const { algorithm } = given;
  if (!isAsymmetric(algorithm)) {
    throw invalidConfig(
      "The algorithm of a key pair must be an asymmetric algorithm. Give for example EdDSA or ES256.",
    );
  }
  if ((given["privateKey"] === undefined) === (given["publicKey"] === undefined)) {
    throw invalidConfig(
      "A key pair needs either privateKey or publicKey. Give privateKey, or only publicKey for a pair that no longer signs.",
    );
  }
  const signs = given["privateKey"] !== undefined;
  const material = materialOption(given, signs ? "privateKey" : "publicKey");
  if (!signs && isPrivate(material)) {
    throw invalidConfig(
      "publicKey is a private key. Pass it as privateKey, or give only the public key.",
    );
  }
  return { algorithm, kid: textOption(given, "kid"), material, signs };
}

/** Returns the key of an option. Only its type is checked here. */
function materialOption(given: Given, name: string): KeyMaterial {
  const material = given[name];
  if (isMaterial(material)) return material;
  throw invalidConfig(`${name} is no key. Give PEM, a JWK, a CryptoKey, or on Node a KeyObject.`);
}

/** Checks the type of a key. The import of the key checks its content. */
function isMaterial(material: unknown): material is KeyMaterial {
  return typeof material === "string" || (typeof material === "object" && material !== null);
}

/**
 * Creates a ring of key pairs.
 *
 * @param privateKey the private key of the first pair.
 * @throws {SignetError} `invalid-config` for two pairs with the same `kid`.
 */
export function pairRing(
  privateKey: KeyMaterial,
  pairs: readonly [RingPair, ...RingPair[]],
): PairRing {
  if (new Set(pairs.map((pair) => pair.kid)).size < pairs.length) {
    throw invalidConfig(
      "Two key pairs have the same kid. List each pair once, and give each pair its own kid.",
    );
  }
  return {
    kind: "pairs",
    keys: pairs,
    privateKey: () => privateKey,
    jwks: () => ({
      keys: pairs.map(({ publicJwk, algorithm, kid }) => ({
        ...publicJwk,
        kid,
        alg: algorithm,
        use: "sig",
      })),
    }),
  };
}

/** Returns the text whose hash is the thumbprint of a key (RFC 7638, section 3): its members in order. */
export function thumbprintInput(publicJwk: Jwk): string {
  const members = Object.entries(publicJwk).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(members));
}
