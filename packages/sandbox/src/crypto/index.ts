/**
 * The crypto engine of the sandbox, in plain JavaScript. All functions are synchronous. See `Crypto` in
 * `contract.ts` of the library.
 */
import { hkdf as deriveKey } from "@noble/hashes/hkdf.js";
import { sha256 as hashOf } from "@noble/hashes/sha2.js";
import {
  type AsymmetricAlgorithm,
  type Encryption,
  type HmacAlgorithm,
  hashBits,
} from "../../../signet/src/token/crypto/algorithms.ts";
import {
  type Encrypted,
  HKDF_SALT,
  type OpeningKey,
  type SealingKey,
  type SigningKey,
  type VerifyingKey,
} from "../../../signet/src/token/crypto/contract.ts";
import { checkContentKey, checkHmacKey } from "../../../signet/src/token/crypto/key-size.ts";
import type {
  Jwk,
  KeyMaterial,
  SecretMaterial,
} from "../../../signet/src/token/crypto/material.ts";
import { utf8 } from "../../../signet/src/token/crypto/web/bytes.ts";
import { signerOf, verifierOf } from "./asymmetric.ts";
import { cbcHs512, gcm } from "./content.ts";
import { equalText, mac } from "./hmac.ts";
import { importPrivate, importPublic, publicJwkOf } from "./import.ts";
import { secretBytes } from "./secret.ts";

export { equalBytes } from "../../../signet/src/token/crypto/web/bytes.ts";

export function hmacKey(
  algorithm: HmacAlgorithm,
  secret: SecretMaterial,
): SigningKey<string> & VerifyingKey<boolean> {
  const bytes = secretBytes(secret);
  checkHmacKey(algorithm, bytes.length);
  const sign = mac(hashBits(algorithm), bytes);
  // Comparing the text accepts only the canonical base64url of a signature.
  return { algorithm, sign, verify: (input, signature) => equalText(signature, sign(input)) };
}

/** @throws {TokenKeyError} always: the sandbox has no key pairs. */
export function privateKey(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): SigningKey<string> {
  return signerOf(algorithm, importPrivate(algorithm, material));
}

/** @throws {TokenKeyError} always: the sandbox has no key pairs. */
export function publicKey(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): VerifyingKey<boolean> {
  return verifierOf(algorithm, importPublic(algorithm, material));
}

/** @throws {TokenKeyError} always: the sandbox has no key pairs. */
export function publicJwk(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Jwk {
  return publicJwkOf(algorithm, material);
}

export function contentKey(
  encryption: "A256GCM",
  secret: SecretMaterial,
): SealingKey<Encrypted, string | null>;
export function contentKey(
  encryption: Encryption,
  secret: SecretMaterial,
): OpeningKey<string | null>;
export function contentKey(
  encryption: Encryption,
  secret: SecretMaterial,
): OpeningKey<string | null> {
  const bytes = secretBytes(secret);
  checkContentKey(encryption, bytes.length);
  return encryption === "A256GCM" ? gcm(bytes) : cbcHs512(bytes);
}

export function hkdf(
  secret: string | Uint8Array,
  purpose: string,
  bytes: number,
  salt: string = HKDF_SALT,
): Uint8Array {
  const input = typeof secret === "string" ? utf8(secret) : secret;
  return deriveKey(hashOf, input, utf8(salt), utf8(purpose), bytes);
}

export function sha256(text: string): Uint8Array {
  return hashOf(utf8(text));
}
