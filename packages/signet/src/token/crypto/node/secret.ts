import { KeyObject } from "node:crypto";
import { unusableKey } from "../../errors.ts";
import { refuseKeyPair, type SecretMaterial } from "../material.ts";
import { checkSecretCryptoKey } from "../web-algorithm.ts";

/**
 * Returns a copy of the bytes of a secret. Later changes of the given array have no effect.
 *
 * @param use the algorithm that a `CryptoKey` must have.
 * @throws {TokenKeyError} `key-unusable` for a value that is no secret.
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
      "secret is a CryptoKey that is not extractable, which this synchronous entry cannot use. Use signet-auth/token/web, or an extractable key.",
    );
  }
  throw unusableKey(
    "secret cannot be used as a secret. Give random bytes, a text, an oct JWK, or a KeyObject or CryptoKey of a secret. Pass a public or private key as publicKey or privateKey.",
  );
}
