import { invalidConfig } from "../../errors.ts";

import { decodeBytes } from "../base64url.ts";
import { type JwkService, mustServe } from "../crypto/jwk.ts";
import { isJwk, type Jwk, refuseKeyPair, type SecretMaterial } from "../crypto/material.ts";
import { unusableKey } from "../errors.ts";
import { checkVariety, SHORTEST_SECRET_BYTES } from "./secrets.ts";

/** A random secret: bytes, a text (its UTF-8 bytes), an `oct` JWK, or a key object. */
export type Secret = string | SecretMaterial | Jwk;

/**
 * Checks the option `secret`. A JWK must not be limited to another use than `service`. Key pairs are
 * refused in every form, because anyone with the public key could sign with it.
 *
 * @throws {TokenKeyError} `key-unusable` for a key pair, and for a JWK that cannot be used.
 * @throws {SignetError} `invalid-config` for other values.
 */
export function secretOption(secret: unknown, service: JwkService): SecretMaterial {
  if (typeof secret === "string") return bytesOf(secret);
  if (secret instanceof Uint8Array) {
    return refuseKeyPair(new Uint8Array(secret));
  }
  if (isJwk(secret)) return bytesOfJwk(secret, service);
  if (isKeyObject(secret)) return secret;
  throw invalidConfig(
    "secret has the wrong type. Give random bytes, a text, an oct JWK, a CryptoKey, or on Node a KeyObject.",
  );
}

function bytesOf(secret: string): Uint8Array {
  if (secret === "") throw invalidConfig("secret is empty. Give at least 32 random bytes.");
  const bytes = new TextEncoder().encode(secret);
  // The import refuses a shorter secret, with an error that names the required length.
  if (bytes.length >= SHORTEST_SECRET_BYTES) checkVariety(secret);
  return refuseKeyPair(bytes);
}

function bytesOfJwk(jwk: Jwk, service: JwkService): Uint8Array {
  mustServe(jwk, service, "secret");
  const { kty, k } = jwk;
  const bytes = kty === "oct" && typeof k === "string" ? decodeBytes(k) : null;
  if (bytes === null) {
    throw unusableKey(
      'secret is a JWK without a secret. Give a JWK with kty "oct" and k in base64url.',
    );
  }
  return refuseKeyPair(bytes);
}

function isKeyObject(value: unknown): value is Exclude<SecretMaterial, Uint8Array> {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string"
  );
}
