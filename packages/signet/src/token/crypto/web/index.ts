/** The crypto engine with Web Cryptography, which every runtime has. See `Crypto` in `contract.ts`. */
import type { AsymmetricAlgorithm } from "../algorithms.ts";
import type { SigningKey, VerifyingKey } from "../contract.ts";
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

export async function hkdf(secret: string, purpose: string, bytes: number): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey("raw", utf8(secret), "HKDF", false, ["deriveBits"]);
  const [salt, info] = [utf8("signet"), utf8(purpose)];
  const scheme = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await subtle.deriveBits(scheme, key, bytes * 8));
}

export async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await globalThis.crypto.subtle.digest("SHA-256", utf8(text)));
}
