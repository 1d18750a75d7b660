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

/** A private key that fits its algorithm. */
export function importPrivate(algorithm: AsymmetricAlgorithm, material: KeyMaterial): KeyObject {
  const option = "privateKey";
  const key = guarded(option, () => {
    if (isPem(material)) return createPrivateKey(pemText(parsePem(material, option)));
    if (isJwk(material)) {
      const jwk = jwkFor(material, algorithm, "sign", option);
      return isPrivateJwk(jwk) ? createPrivateKey(jwkInput(jwk)) : null;
    }
    return keyObjectOf(material, algorithm, "sign", option);
  });
  if (key?.type !== "private") throw unusableKey(`${option} holds no private key.`);
  return whole(algorithm, fit(algorithm, key, option), material);
}

/** A public key that fits its algorithm. A private key is refused: a verifier has no need of one. */
export function importPublic(algorithm: AsymmetricAlgorithm, material: KeyMaterial): KeyObject {
  const option = "publicKey";
  const key = guarded(option, () => {
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
    throw unusableKey(`${option} holds no public key: give the verifier the public half alone.`);
  }
  return fit(algorithm, key, option);
}

/** The public half of either key, as a JWK. */
export function publicHalf(algorithm: AsymmetricAlgorithm, material: KeyMaterial): Jwk {
  const key = isPrivate(material)
    ? createPublicKey(importPrivate(algorithm, material))
    : importPublic(algorithm, material);
  const jwk: unknown = key.export({ format: "jwk" });
  if (!isJwk(jwk)) throw unusableKey("The key has no form as a JWK.");
  return publicMembers(jwk);
}

/**
 * Uses a private key once. OpenSSL takes one whose numbers do not belong together, and fails, or signs
 * what nobody can verify, when it is used; of a JWK for Ed25519 it never reads the public half.
 */
function whole(algorithm: AsymmetricAlgorithm, key: KeyObject, material: KeyMaterial): KeyObject {
  const option = "privateKey";
  const half = createPublicKey(key);
  const isOwn = guarded(option, () => {
    const signature = signerOf(algorithm, key).sign("");
    return verifierOf(algorithm, half).verify("", signature) ? key : null;
  });
  const isOther = isJwk(material) && algorithm === "EdDSA" && !xOf(material).equals(xOf(half));
  if (isOwn === null || isOther) {
    throw unusableKey(`${option} is damaged: its two halves do not belong together.`);
  }
  return key;
}

/** Compared by its bytes: engines pass over characters that are no base64url. */
function xOf(key: Jwk | KeyObject): Buffer {
  const { x } = key instanceof KeyObject ? key.export({ format: "jwk" }) : key;
  return Buffer.from(x ?? "", "base64url");
}

function isPem(material: KeyMaterial): material is string | Uint8Array {
  return typeof material === "string" || material instanceof Uint8Array;
}

/** OpenSSL wants lines; a PEM that came through an environment variable may have lost its own. */
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
    throw unusableKey(`${option} must be PEM (text or bytes), a JWK, a KeyObject or a CryptoKey.`);
  }
  checkCryptoKey(material, algorithm, operation, option);
  if (!material.extractable) {
    throw unusableKey(
      `${option} is a CryptoKey that is not extractable, which Node can use only by promise: take createSigner and createVerifier of signet-auth/token/web, or an extractable key.`,
    );
  }
  return KeyObject.from(material);
}

/** OpenSSL's own errors say where in the DER it stopped; what a developer needs is which option. */
function guarded(option: string, read: () => KeyObject | null): KeyObject | null {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof TokenKeyError) throw cause;
    throw unusableKey(`${option} cannot be read as a key: see \`cause\`.`, { cause });
  }
}
