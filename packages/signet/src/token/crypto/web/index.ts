/** The crypto engine with Web Cryptography, which every runtime has. See `Crypto` in `contract.ts`. */
import type { AsymmetricAlgorithm } from "../algorithms.ts";
import { HKDF_SALT, type SigningKey, type VerifyingKey } from "../contract.ts";
import type { Jwk, KeyMaterial } from "../material.ts";
import { signerOf, verifierOf } from "./asymmetric.ts";
import { utf8 } from "./bytes.ts";
import { importPrivate, importPublic, publicJwkOf } from "./import.ts";

export { equalBytes } from "./bytes.ts";
export { contentKey } from "./content.ts";
export { hmacKey } from "./hmac.ts";

export async function privateKey(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): Promise<SigningKey<Promise<string>>> {
  return signerOf(algorithm, await importPrivate(algorithm, material));
}

export async function publicKey(
  algorithm: AsymmetricAlgorithm,
  material: KeyMaterial,
): Promise<VerifyingKey<Promise<boolean>>> {
  return verifierOf(algorithm, await importPublic(algorithm, material));
}

export function publicJwk(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Promise<Jwk> {
  return publicJwkOf(algorithm, material);
}

export async function hkdf(
  secret: string | Uint8Array,
  purpose: string,
  bytes: number,
  salt: string = HKDF_SALT,
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const input = typeof secret === "string" ? utf8(secret) : new Uint8Array(secret);
  const key = await subtle.importKey("raw", input, "HKDF", false, ["deriveBits"]);
  const scheme = { name: "HKDF", hash: "SHA-256", salt: utf8(salt), info: utf8(purpose) };
  return new Uint8Array(await subtle.deriveBits(scheme, key, bytes * 8));
}

export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", utf8(text)));
}
