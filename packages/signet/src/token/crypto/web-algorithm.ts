import { unusableKey } from "../errors.ts";
import { type AsymmetricAlgorithm, CURVES, hashBits, isEc } from "./algorithms.ts";
import { checkRsaKey } from "./key-size.ts";
import type { CryptoKeyLike } from "./material.ts";

/** An algorithm in the words of Web Cryptography: what a key is imported for and bound to. */
export type WebAlgorithm =
  | { readonly name: "Ed25519" }
  | { readonly name: "ECDSA"; readonly namedCurve: string }
  | { readonly name: "RSASSA-PKCS1-v1_5" | "RSA-PSS"; readonly hash: string };

export function webAlgorithm(algorithm: AsymmetricAlgorithm): WebAlgorithm {
  if (algorithm === "EdDSA") return { name: "Ed25519" };
  if (isEc(algorithm)) return { name: "ECDSA", namedCurve: CURVES[algorithm] };
  const name = algorithm.startsWith("PS") ? "RSA-PSS" : "RSASSA-PKCS1-v1_5";
  return { name, hash: `SHA-${hashBits(algorithm)}` };
}

/** Holds a `CryptoKey`, which is bound to one use, to that of an algorithm. */
export function checkCryptoKey(
  key: CryptoKeyLike,
  algorithm: AsymmetricAlgorithm,
  operation: "sign" | "verify",
  option: string,
): void {
  const wanted: Readonly<Record<string, unknown>> = { ...webAlgorithm(algorithm) };
  const bound = boundTo(key);
  if (Object.entries(wanted).some(([member, value]) => bound[member] !== value)) {
    throw unusableKey(
      `${option} is a CryptoKey for ${bound["name"]}, and ${algorithm} takes one for ${Object.values(wanted).join(" with ")}.`,
    );
  }
  if (!key.usages.includes(operation)) {
    throw unusableKey(`${option} is a CryptoKey that may not ${operation}: see its usages.`);
  }
  checkRsa(bound, option);
}

/** Holds a `CryptoKey` of a secret to the one use it is bound to. */
export function checkSecretCryptoKey(
  key: CryptoKeyLike,
  wanted: { readonly name: string; readonly hash?: string },
): void {
  const bound = boundTo(key);
  if (Object.entries(wanted).some(([member, value]) => bound[member] !== value)) {
    throw unusableKey(
      `secret is a CryptoKey for another use: it takes one for ${Object.values(wanted).join(" with ")}.`,
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

function boundTo({ algorithm }: CryptoKeyLike): Record<string, unknown> {
  const bound: Record<string, unknown> = { ...algorithm };
  const { hash } = bound;
  // The hash of a key is an object with a name.
  return {
    ...bound,
    ...(typeof hash === "object" ? { hash: Reflect.get(Object(hash), "name") } : {}),
  };
}
