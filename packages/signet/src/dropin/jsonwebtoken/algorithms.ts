import { ASYMMETRIC_ALGORITHMS, HMAC_ALGORITHMS } from "../../token/crypto/algorithms.ts";

/** The algorithms for signing a token. jsonwebtoken has all of them except EdDSA. */
export const ALGORITHMS: readonly string[] = [...HMAC_ALGORITHMS, ...ASYMMETRIC_ALGORITHMS, "none"];

const RSA: readonly string[] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

/** Returns the algorithms that `verify` allows for a key when the caller gives no `algorithms`. */
export function defaultAlgorithms(type: string, keyType: string | undefined): readonly string[] {
  if (type === "secret") return HMAC_ALGORITHMS;
  if (keyType === "ec") return ["ES256", "ES384", "ES512"];
  return keyType === "ed25519" ? [...RSA, "EdDSA"] : RSA;
}

export function usesSecret(algorithm: string): boolean {
  return algorithm.startsWith("HS");
}

export function usesKeyPair(algorithm: string): boolean {
  return /^(?:RS|PS|ES)/.test(algorithm) || algorithm === "EdDSA";
}

export function unknownAlgorithm(algorithm: string): TypeError {
  return new TypeError(
    `"${algorithm}" is not a valid algorithm.\n  Supported algorithms are:\n  "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512" and "none".`,
  );
}
