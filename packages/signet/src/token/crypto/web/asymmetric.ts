import { decodeBytes, encodeBytes } from "../../base64url.ts";
import { type AsymmetricAlgorithm, type EcAlgorithm, hashBits, isEc } from "../algorithms.ts";
import type { SigningKey, VerifyingKey } from "../contract.ts";
import { utf8 } from "./bytes.ts";
import type { WebKey } from "./web-key.ts";

/** The signature sizes of the curves: two numbers in full length (RFC 7518, section 3.4); bytes. */
const EC_SIGNATURE: Record<EcAlgorithm, number> = { ES256: 64, ES384: 96, ES512: 132 };
const ED_SIGNATURE = 64;

export function signerOf(algorithm: AsymmetricAlgorithm, key: WebKey): SigningKey<Promise<string>> {
  const scheme = schemeOf(algorithm);
  return {
    algorithm,
    async sign(input) {
      const signature = await globalThis.crypto.subtle.sign(scheme, key, utf8(input));
      return encodeBytes(new Uint8Array(signature));
    },
  };
}

export function verifierOf(
  algorithm: AsymmetricAlgorithm,
  key: WebKey,
): VerifyingKey<Promise<boolean>> {
  const scheme = schemeOf(algorithm);
  const length = signatureBytes(algorithm, key);
  return {
    algorithm,
    async verify(input, signature) {
      const bytes = decodeBytes(signature);
      // Some engines throw for a signature of another length instead of returning false.
      if (bytes?.length !== length) return false;
      return globalThis.crypto.subtle.verify(scheme, key, bytes, utf8(input));
    },
  };
}

/**
 * Uses a key once, so an unusable key fails at configuration and not at the first token. Deno imports
 * coordinates that are not on the curve, and throws only when the key is used.
 */
export async function tryKey(algorithm: AsymmetricAlgorithm, key: WebKey): Promise<void> {
  const { subtle } = globalThis.crypto;
  const scheme = schemeOf(algorithm);
  const empty = new Uint8Array();
  if (key.type === "private") await subtle.sign(scheme, key, empty);
  else await subtle.verify(scheme, key, new Uint8Array(signatureBytes(algorithm, key)), empty);
}

function schemeOf(algorithm: AsymmetricAlgorithm) {
  if (algorithm === "EdDSA") return { name: "Ed25519" };
  const bits = hashBits(algorithm);
  if (isEc(algorithm)) return { name: "ECDSA", hash: `SHA-${bits}` };
  return algorithm.startsWith("RS")
    ? { name: "RSASSA-PKCS1-v1_5" }
    : { name: "RSA-PSS", saltLength: bits / 8 };
}

function signatureBytes(algorithm: AsymmetricAlgorithm, key: WebKey): number {
  if (algorithm === "EdDSA") return ED_SIGNATURE;
  if (isEc(algorithm)) return EC_SIGNATURE[algorithm];
  return Math.ceil(Number(Reflect.get(key.algorithm, "modulusLength")) / 8);
}
