import { unusableKey } from "../errors.ts";
import { type AsymmetricAlgorithm, CURVES, hashBits, isEc, SMALLEST_RSA } from "./algorithms.ts";
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
  checkRsaSize(bound["modulusLength"], option);
}

/** Smaller RSA keys are refused (RFC 7518, 3.3); bits, or nothing for keys of other kinds. */
export function checkRsaSize(bits: unknown, option: string): void {
  if (typeof bits === "number" && bits < SMALLEST_RSA) {
    throw unusableKey(
      `${option} is an RSA key of ${bits} bits. Use one of at least ${SMALLEST_RSA}.`,
    );
  }
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
