import { createPrivateKey, createPublicKey, KeyObject, X509Certificate } from "node:crypto";
import { TokenKeyError, unusableKey } from "../../errors.ts";
import type { AsymmetricAlgorithm } from "../algorithms.ts";
import { jwkFor, publicMembers } from "../jwk.ts";
import {
  type CryptoKeyLike,
  isJwk,
  isPrivate,
  isPrivateJwk,
  type Jwk,
  type KeyMaterial,
  type KeyObjectLike,
  type Pem,
  parsePem,
} from "../material.ts";
import { checkCryptoKey } from "../web-algorithm.ts";
import { fit, signerOf, verifierOf } from "./asymmetric.ts";

/**
 * Imports a private key for an algorithm.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function importPrivate(algorithm: AsymmetricAlgorithm, material: KeyMaterial): KeyObject {
  const option = "privateKey";
  const key = withOptionName(option, () => {
    if (isPem(material)) return createPrivateKey(pemText(parsePem(material, option)));
    if (isJwk(material)) {
      const jwk = jwkFor(material, algorithm, "sign", option);
      return isPrivateJwk(jwk) ? createPrivateKey(jwkInput(jwk)) : null;
    }
    return keyObjectOf(material, algorithm, "sign", option);
  });
  if (key?.type !== "private")
    throw unusableKey(`${option} has no private key. Give the private key of the signer.`);
  return checkPair(algorithm, fit(algorithm, key, option), material);
}

/**
 * Imports a public key for an algorithm. A private key is refused, because a verifier must not have it.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function importPublic(algorithm: AsymmetricAlgorithm, material: KeyMaterial): KeyObject {
  const option = "publicKey";
  const key = withOptionName(option, () => {
    if (isPem(material)) {
      const pem = parsePem(material, option);
      if (pem.label.endsWith("PRIVATE KEY")) return null;
      const text = pemText(pem);
      return pem.label === "CERTIFICATE"
        ? new X509Certificate(text).publicKey
        : createPublicKey(text);
    }
    if (isJwk(material)) {
      if (isPrivateJwk(material)) return null;
      return createPublicKey(jwkInput(jwkFor(material, algorithm, "verify", option)));
    }
    return keyObjectOf(material, algorithm, "verify", option);
  });
  if (key?.type !== "public") {
    throw unusableKey(`${option} has no public key. Give the verifier only the public key.`);
  }
  return fit(algorithm, key, option);
}

/** Returns the public key of a private or public key as a JWK. */
export function publicJwkOf(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Jwk {
  const key = isPrivate(material)
    ? createPublicKey(importPrivate(algorithm, material))
    : importPublic(algorithm, material);
  const jwk: unknown = key.export({ format: "jwk" });
  if (!isJwk(jwk))
    throw unusableKey("The key cannot be exported as a JWK. Use a key of type RSA, EC or Ed25519.");
  return publicMembers(jwk);
}

/**
 * Checks a private key by signing and verifying once. OpenSSL imports a key whose numbers do not belong
 * together, and then fails to sign or creates invalid signatures. It ignores the public key of a JWK for
 * Ed25519, so that one is compared.
 */
function checkPair(
  algorithm: AsymmetricAlgorithm,
  key: KeyObject,
  material: KeyMaterial,
): KeyObject {
  const option = "privateKey";
  const publicKey = createPublicKey(key);
  const isOwn = withOptionName(option, () => {
    const signature = signerOf(algorithm, key).sign("");
    return verifierOf(algorithm, publicKey).verify("", signature) ? key : null;
  });
  const isOther = isJwk(material) && algorithm === "EdDSA" && !xOf(material).equals(xOf(publicKey));
  if (isOwn === null || isOther) {
    throw unusableKey(
      `${option} is damaged, because its private and its public key do not belong together. Export the key again.`,
    );
  }
  return key;
}

/**
 * Returns the bytes of `x`. Engines ignore characters that are no base64url, so texts cannot be
 * compared.
 */
function xOf(key: Jwk | KeyObject): Buffer {
  const { x } = key instanceof KeyObject ? key.export({ format: "jwk" }) : key;
  return Buffer.from(x ?? "", "base64url");
}

function isPem(material: KeyMaterial): material is string | Uint8Array {
  return typeof material === "string" || material instanceof Uint8Array;
}

/**
 * Formats a PEM with line breaks, which OpenSSL needs. A PEM from an environment variable may have
 * none.
 */
function pemText({ label, base64 }: Pem): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

function jwkInput(jwk: Jwk) {
  return { key: { ...jwk }, format: "jwk" } as const;
}

function keyObjectOf(
  material: CryptoKeyLike | KeyObjectLike,
  algorithm: AsymmetricAlgorithm,
  operation: "sign" | "verify",
  option: string,
): KeyObject {
  if (material instanceof KeyObject) return material;
  if (!(material instanceof CryptoKey)) {
    throw unusableKey(
      `${option} is no key. Give PEM (text or bytes), a JWK, a KeyObject or a CryptoKey.`,
    );
  }
  checkCryptoKey(material, algorithm, operation, option);
  if (!material.extractable) {
    throw unusableKey(
      `${option} is a CryptoKey that is not extractable, which this synchronous entry cannot use. Use createSigner and createVerifier of signet-auth/token/web, or an extractable key.`,
    );
  }
  return KeyObject.from(material);
}

/** Adds the name of the option to errors of OpenSSL, which name only the position in the DER. */
function withOptionName(option: string, read: () => KeyObject | null): KeyObject | null {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof TokenKeyError) throw cause;
    throw unusableKey(
      `${option} cannot be read as a key. See \`cause\`, and check that the key is complete.`,
      { cause },
    );
  }
}
