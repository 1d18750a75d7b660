/** The crypto engine with `node:crypto`. All functions are synchronous. See `Crypto` in `contract.ts`. */
import { hash, hkdfSync, timingSafeEqual } from "node:crypto";
import {
  type AsymmetricAlgorithm,
  type Encryption,
  type HmacAlgorithm,
  hashBits,
} from "../algorithms.ts";
import {
  type Encrypted,
  HKDF_SALT,
  type OpeningKey,
  type SealingKey,
  type SigningKey,
  type VerifyingKey,
} from "../contract.ts";
import { checkContentKey, checkHmacKey } from "../key-size.ts";
import type { Jwk, KeyMaterial, SecretMaterial } from "../material.ts";
import { signerOf, verifierOf } from "./asymmetric.ts";
import { cbcHs512, gcm } from "./content.ts";
import { equalText, mac } from "./hmac.ts";
import { importPrivate, importPublic, publicJwkOf } from "./import.ts";
import { secretBytes } from "./secret.ts";

export function hmacKey(
  algorithm: HmacAlgorithm,
  secret: SecretMaterial,
): SigningKey<string> & VerifyingKey<boolean> {
  const bytes = secretBytes(secret, { name: "HMAC", hash: `SHA-${hashBits(algorithm)}` });
  checkHmacKey(algorithm, bytes.length);
  const sign = mac(hashBits(algorithm), bytes);
  // Comparing the text accepts only the canonical base64url of a signature.
  return { algorithm, sign, verify: (input, signature) => equalText(signature, sign(input)) };
}

export function privateKey(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): SigningKey<string> {
  return signerOf(algorithm, importPrivate(algorithm, material));
}

export function publicKey(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): VerifyingKey<boolean> {
  return verifierOf(algorithm, importPublic(algorithm, material));
}

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
  const bytes = secretBytes(secret, { name: encryption === "A256GCM" ? "AES-GCM" : "HMAC" });
  checkContentKey(encryption, bytes.length);
  return encryption === "A256GCM" ? gcm(bytes) : cbcHs512(bytes);
}

export function hkdf(
  secret: string | Uint8Array,
  purpose: string,
  bytes: number,
  salt: string = HKDF_SALT,
): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, salt, purpose, bytes));
}

export function sha256(text: string): Uint8Array {
  return hash("sha256", text, "buffer");
}

export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
