import { decodeBytes } from "../../base64url.ts";
import { unusableKey } from "../../errors.ts";
import { isJwk, type KeyObjectLike, refuseKeyPair, type SecretMaterial } from "../material.ts";
import type { Bytes } from "./bytes.ts";
import type { WebKey } from "./web-key.ts";

/**
 * A secret as a key that is bound to one use, or as a copy of its bytes, which no later change of
 * the given array reaches.
 *
 * @throws {TokenKeyError} `key-unusable` for anything that is no secret.
 */
export async function secretOf(material: SecretMaterial): Promise<WebKey | Bytes> {
  if (material instanceof Uint8Array) return new Uint8Array(material);
  if (material instanceof CryptoKey && material.type === "secret") {
    // What cannot be exported, nobody can look into.
    if (material.extractable) refuseKeyPair(await rawOf(material));
    return material;
  }
  if (isKeyObject(material) && material.type === "secret") {
    const jwk = material.export({ format: "jwk" });
    const bytes = isJwk(jwk) && typeof jwk["k"] === "string" ? decodeBytes(jwk["k"]) : null;
    if (bytes !== null) return refuseKeyPair(bytes);
  }
  throw unusableKey(
    "secret must be random bytes, text, an oct JWK, or a KeyObject or CryptoKey of a secret. A public or private key goes into publicKey or privateKey.",
  );
}

/** The bytes of a `CryptoKey` that is extractable. */
export async function rawOf(key: WebKey): Promise<Bytes> {
  return new Uint8Array(await globalThis.crypto.subtle.exportKey("raw", key));
}

/** Node's, or whoever else has keys that can be exported. */
export function isKeyObject(material: unknown): material is KeyObjectLike {
  return (
    typeof material === "object" &&
    material !== null &&
    typeof Reflect.get(material, "type") === "string" &&
    typeof Reflect.get(material, "export") === "function"
  );
}

/** A `CryptoKey` may be good for one direction alone, and serves for that one. */
export function allow(key: WebKey, usage: WebKey["usages"][number]): WebKey {
  if (key.usages.includes(usage)) return key;
  throw unusableKey(`secret is a CryptoKey that may not ${usage}: see its usages.`);
}
