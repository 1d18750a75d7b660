import { unusableKey } from "../errors.ts";
import { type AsymmetricAlgorithm, CURVES, hashBits, isEc } from "./algorithms.ts";
import { checkRsaKey } from "./key-size.ts";
import type { CryptoKeyLike } from "./material.ts";

/** An algorithm in the form of Web Cryptography, with which a key is imported. */
export type WebAlgorithm =
  | { readonly name: "Ed25519" }
  | { readonly name: "ECDSA"; readonly namedCurve: string }
  | { readonly name: "RSASSA-PKCS1-v1_5" | "RSA-PSS"; readonly hash: string };

/** Returns the Web Cryptography form of an algorithm. */
export function webAlgorithm(algorithm: AsymmetricAlgorithm): WebAlgorithm {
  if (algorithm === "EdDSA") return { name: "Ed25519" };
  if (isEc(algorithm)) return { name: "ECDSA", namedCurve: CURVES[algorithm] };
  const name = algorithm.startsWith("PS") ? "RSA-PSS" : "RSASSA-PKCS1-v1_5";
  return { name, hash: `SHA-${hashBits(algorithm)}` };
}

/**
 * Checks that a `CryptoKey` is for an algorithm and an operation.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function checkCryptoKey(
  key: CryptoKeyLike,
  algorithm: AsymmetricAlgorithm,
  operation: "sign" | "verify",
  option: string,
): void {
  const wanted: Readonly<Record<string, unknown>> = { ...webAlgorithm(algorithm) };
  const actual = algorithmOf(key);
  if (Object.entries(wanted).some(([member, value]) => actual[member] !== value)) {
    throw unusableKey(
      `${option} is a CryptoKey for ${actual["name"]}, but ${algorithm} needs one for ${Object.values(wanted).join(" with ")}. Import the key for that.`,
    );
  }
  if (!key.usages.includes(operation)) {
    throw unusableKey(
      `${option} is a CryptoKey that does not allow ${operation}. Add "${operation}" to its usages.`,
    );
  }
  checkRsa(actual, option);
}

/**
 * Checks that a `CryptoKey` of a secret is for an algorithm.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function checkSecretCryptoKey(
  key: CryptoKeyLike,
  wanted: { readonly name: string; readonly hash?: string },
): void {
  const actual = algorithmOf(key);
  if (Object.entries(wanted).some(([member, value]) => actual[member] !== value)) {
    throw unusableKey(
      `secret is a CryptoKey for another algorithm. Give one for ${Object.values(wanted).join(" with ")}.`,
    );
  }
}

function checkRsa(
  { modulusLength, publicExponent }: Record<string, unknown>,
  option: string,
): void {
  if (typeof modulusLength !== "number") return;
  const bytes = publicExponent instanceof Uint8Array ? [...publicExponent] : [];
  const exponent = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  checkRsaKey(modulusLength, exponent, option);
}

function algorithmOf({ algorithm }: CryptoKeyLike): Record<string, unknown> {
  const actual: Record<string, unknown> = { ...algorithm };
  const { hash } = actual;
  // In a CryptoKey, the hash is an object with a name.
  return {
    ...actual,
    ...(typeof hash === "object" ? { hash: Reflect.get(Object(hash), "name") } : {}),
  };
}
