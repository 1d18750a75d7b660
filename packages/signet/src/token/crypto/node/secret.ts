import { KeyObject } from "node:crypto";
import { unusableKey } from "../../errors.ts";
import { refuseKeyPair, type SecretMaterial } from "../material.ts";
import { checkSecretCryptoKey } from "../web-algorithm.ts";

/**
 * A copy of a secret's bytes, which no later change of the given array reaches. `use` is what a
 * `CryptoKey` must be bound to.
 *
 * @throws {TokenKeyError} `key-unusable` for anything that is no secret.
 */
export function secretBytes(
  material: SecretMaterial,
  use: { readonly name: string; readonly hash?: string },
): Uint8Array {
  if (material instanceof Uint8Array) return new Uint8Array(material);
  if (material instanceof KeyObject && material.type === "secret") {
    return refuseKeyPair(new Uint8Array(material.export()));
  }
  if (material instanceof CryptoKey && material.type === "secret") {
    checkSecretCryptoKey(material, use);
    if (material.extractable) {
      return refuseKeyPair(new Uint8Array(KeyObject.from(material).export()));
    }
    throw unusableKey(
      "secret is a CryptoKey that is not extractable, which Node can use only by promise: take signet-auth/token/web, or an extractable key.",
    );
  }
  throw unusableKey(
    "secret must be random bytes, text, an oct JWK, or a KeyObject or CryptoKey of a secret. A public or private key goes into publicKey or privateKey.",
  );
}
