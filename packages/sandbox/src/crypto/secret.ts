import { decodeBytes } from "../../../signet/src/token/base64url.ts";
import {
  isJwk,
  refuseKeyPair,
  type SecretMaterial,
} from "../../../signet/src/token/crypto/material.ts";
import { isKeyObject } from "../../../signet/src/token/crypto/web/secret.ts";
import { unusableKey } from "../../../signet/src/token/errors.ts";

/**
 * Returns a copy of the bytes of a secret. Later changes of the given array have no effect. The
 * sandbox has no `CryptoKey`.
 *
 * @throws {TokenKeyError} `key-unusable` for a value that is no secret.
 */
export function secretBytes(material: SecretMaterial): Uint8Array {
  if (material instanceof Uint8Array) return new Uint8Array(material);
  if (isKeyObject(material) && material.type === "secret") {
    const jwk = material.export({ format: "jwk" });
    const bytes = isJwk(jwk) && typeof jwk["k"] === "string" ? decodeBytes(jwk["k"]) : null;
    if (bytes !== null) return refuseKeyPair(bytes);
  }
  throw unusableKey(
    "secret cannot be used as a secret. Give random bytes, a text, an oct JWK, or a KeyObject of a secret. Key pairs do not run in the practice's sandbox.",
  );
}
