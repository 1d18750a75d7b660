import { decodeBytes } from "../../base64url.ts";
import { unusableKey } from "../../errors.ts";
import { isJwk, type KeyObjectLike, refuseKeyPair, type SecretMaterial } from "../material.ts";
import type { Bytes } from "./bytes.ts";
import type { WebKey } from "./web-key.ts";

/**
 * Returns a secret as a `CryptoKey`, or as a copy of its bytes. Later changes of the given array have
 * no effect.
 *
 * @throws {TokenKeyError} `key-unusable` for a value that is no secret.
 */
export async function secretOf(material: SecretMaterial): Promise<WebKey | Bytes> {
  if (material instanceof Uint8Array) return new Uint8Array(material);
  if (material instanceof CryptoKey && material.type === "secret") {
    // A key that is not extractable cannot be checked.
    if (material.extractable) refuseKeyPair(await rawOf(material));
    return material;
  }
  if (isKeyObject(material) && material.type === "secret") {
    const jwk = material.export({ format: "jwk" });
    const bytes = isJwk(jwk) && typeof jwk["k"] === "string" ? decodeBytes(jwk["k"]) : null;
    if (bytes !== null) return refuseKeyPair(bytes);
  }
  throw unusableKey(
    "secret cannot be used as a secret. Give random bytes, a text, an oct JWK, or a KeyObject or CryptoKey of a secret. Pass a public or private key as publicKey or privateKey.",
  );
}

/** Returns the bytes of an extractable `CryptoKey`. */
export async function rawOf(key: WebKey): Promise<Bytes> {
  return new Uint8Array(await globalThis.crypto.subtle.exportKey("raw", key));
}

/** Checks whether a value is a key object with `export`, as on Node. */
export function isKeyObject(material: unknown): material is KeyObjectLike {
  return (
    typeof material === "object" &&
    material !== null &&
    typeof Reflect.get(material, "type") === "string" &&
    typeof Reflect.get(material, "export") === "function"
  );
}

/**
 * Returns a key that allows a usage. A `CryptoKey` may allow only one direction.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function allow(key: WebKey, usage: WebKey["usages"][number]): WebKey {
  if (key.usages.includes(usage)) return key;
  throw unusableKey(
    `secret is a CryptoKey that does not allow ${usage}. Add "${usage}" to its usages.`,
  );
}
