import { invalidConfig } from "../../errors.ts";
import { type Given, ownOptions, textOption } from "../../options.ts";
import { type AsymmetricAlgorithm, isAsymmetric } from "../crypto/algorithms.ts";
import type { Awaitable } from "../crypto/contract.ts";
import { isPrivate, type Jwk, type KeyMaterial } from "../crypto/material.ts";
import { parseSecrets } from "./secrets.ts";

/** One secret of a ring. It is inside `derive` and cannot be printed. */
export interface RingSecret<Bytes extends Awaitable<Uint8Array> = Awaitable<Uint8Array>> {
  /** Names the secret in a token's header and tells nothing about it. */
  readonly kid: string;
  /** The key of this secret for one purpose, of so many bytes. */
  derive(purpose: string, bytes: number): Bytes;
}

/** Secrets in use, newest first: the first signs, all verify. */
export interface SecretRing<Bytes extends Awaitable<Uint8Array> = Awaitable<Uint8Array>> {
  readonly kind: "secrets";
  readonly keys: readonly [RingSecret<Bytes>, ...RingSecret<Bytes>[]];
}

/** One key pair of a ring, by its public half. */
export interface RingPair {
  readonly kid: string;
  readonly algorithm: AsymmetricAlgorithm;
  readonly publicJwk: Jwk;
}

/** Key pairs in use, newest first: the first signs, all verify. */
export interface PairRing {
  readonly kind: "pairs";
  readonly keys: readonly [RingPair, ...RingPair[]];
  /** The private half of the first pair. It is inside and cannot be printed. */
  privateKey(): KeyMaterial;
  /** The public keys as a JSON Web Key Set (RFC 7517, 5), for others to verify with. */
  jwks(): JwkSet;
}

export interface JwkSet {
  readonly keys: readonly Jwk[];
}

/** A key pair as it is given to a ring; `kid` is its thumbprint (RFC 7638) unless it is given. */
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

/** One pair, checked as far as it goes without a crypto engine. */
export interface ParsedPair {
  readonly algorithm: AsymmetricAlgorithm;
  readonly kid: string | null;
  readonly material: KeyMaterial;
  readonly signs: boolean;
}

export type ParsedRing =
  | { readonly kind: "secrets"; readonly secrets: readonly [string, ...string[]] }
  | { readonly kind: "pairs"; readonly pairs: readonly [ParsedPair, ...ParsedPair[]] };

/** Bytes of a kid: enough that no two secrets share one, too few to tell anything. */
export const KID_BYTES = 9;

/** @throws {SignetError} `invalid-config` for what is neither secrets nor key pairs. */
export function parseRing(given: unknown): ParsedRing {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (!list.some((one) => typeof one === "object" && one !== null)) {
    return { kind: "secrets", secrets: parseSecrets(given) };
  }
  const [first, ...older] = list.map(parsePair);
  if (first === undefined || !first.signs) {
    throw invalidConfig("The first key pair of a ring signs: give it with its privateKey.");
  }
  return { kind: "pairs", pairs: [first, ...older] };
}

function parsePair(pair: unknown): ParsedPair {
  const given = ownOptions(pair, ["algorithm", "privateKey", "publicKey", "kid"]);
  const { algorithm } = given;
  if (!isAsymmetric(algorithm)) {
    throw invalidConfig(
      "The algorithm of a key pair must be one for key pairs, such as EdDSA or ES256.",
    );
  }
  if ((given["privateKey"] === undefined) === (given["publicKey"] === undefined)) {
    throw invalidConfig(
      "A key pair takes privateKey, or publicKey once it is retired, and not both.",
    );
  }
  const signs = given["privateKey"] !== undefined;
  const material = materialOption(given, signs ? "privateKey" : "publicKey");
  if (!signs && isPrivate(material)) {
    throw invalidConfig(
      "publicKey holds a private key: give it as privateKey, or the public half alone.",
    );
  }
  return { algorithm, kid: textOption(given, "kid"), material, signs };
}

/** What a key is given as, before it is looked into. */
function materialOption(given: Given, name: string): KeyMaterial {
  const material = given[name];
  if (isMaterial(material)) return material;
  throw invalidConfig(`${name} must be PEM, a JWK, a CryptoKey, or on Node a KeyObject.`);
}

/** A first look: the import of each build looks closely. */
function isMaterial(material: unknown): material is KeyMaterial {
  return typeof material === "string" || (typeof material === "object" && material !== null);
}

/** The ring of pairs whose public halves are known. */
export function pairRing(
  privateKey: KeyMaterial,
  pairs: readonly [RingPair, ...RingPair[]],
): PairRing {
  if (new Set(pairs.map((pair) => pair.kid)).size < pairs.length) {
    throw invalidConfig(
      "Two key pairs have the same kid: list each pair once, under a kid of its own.",
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

/** What a thumbprint is the hash of (RFC 7638, 3): the members that make the key, in order. */
export function thumbprintInput(publicJwk: Jwk): string {
  const members = Object.entries(publicJwk).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(members));
}
