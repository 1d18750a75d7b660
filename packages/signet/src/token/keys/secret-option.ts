import { invalidConfig } from "../../errors.ts";

import { decodeBytes } from "../base64url.ts";
import { type JwkService, mustServe } from "../crypto/jwk.ts";
import { isJwk, type Jwk, refuseKeyPair, type SecretMaterial } from "../crypto/material.ts";
import { unusableKey } from "../errors.ts";
import { checkVariety, SHORTEST_SECRET_BYTES } from "./secrets.ts";

/** A secret of random bytes: the bytes, text that stands for its UTF-8 bytes, an oct JWK, or a key object. */
export type Secret = string | SecretMaterial | Jwk;

/**
 * The secret of an option. A JWK must not say that it is for something else than `service`. Key pairs are refused whatever they come
 * wrapped in: whoever knows the public half could sign with it.
 *
 * @throws {TokenKeyError} `key-unusable`
 */
export function secretOption(secret: unknown, service: JwkService): SecretMaterial {
  if (typeof secret === "string") return bytesOf(secret);
  if (secret instanceof Uint8Array) {
    return refuseKeyPair(new Uint8Array(secret));
  }
  if (isJwk(secret)) return bytesOfJwk(secret, service);
  if (isKeyObject(secret)) return secret;
  throw invalidConfig(
    "secret must be random bytes, text, an oct JWK, a CryptoKey, or on Node a KeyObject.",
  );
}

function bytesOf(secret: string): Uint8Array {
  if (secret === "") throw invalidConfig("secret is empty.");
  const bytes = new TextEncoder().encode(secret);
  // A shorter one is refused for its length, with the length that it needs.
  if (bytes.length >= SHORTEST_SECRET_BYTES) checkVariety(secret);
  return refuseKeyPair(bytes);
}

function bytesOfJwk(jwk: Jwk, service: JwkService): Uint8Array {
  mustServe(jwk, service, "secret");
  const { kty, k } = jwk;
  const bytes = kty === "oct" && typeof k === "string" ? decodeBytes(k) : null;
  if (bytes === null) {
    throw unusableKey('secret is a JWK without a secret: it needs kty "oct" and k in base64url.');
  }
  return refuseKeyPair(bytes);
}

function isKeyObject(value: unknown): value is Exclude<SecretMaterial, Uint8Array> {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, "type") === "string"
  );
}
