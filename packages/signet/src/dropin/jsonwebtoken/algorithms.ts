import { ASYMMETRIC_ALGORITHMS, HMAC_ALGORITHMS } from "../../token/crypto/algorithms.ts";

/** What a token may be signed with. EdDSA is ours; the others are jsonwebtoken's. */
export const ALGORITHMS: readonly string[] = [...HMAC_ALGORITHMS, ...ASYMMETRIC_ALGORITHMS, "none"];

const RSA: readonly string[] = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

/** What `verify` allows for a key when the caller does not say. */
export function defaultsFor(type: string, keyType: string | undefined): readonly string[] {
  if (type === "secret") return HMAC_ALGORITHMS;
  if (keyType === "ec") return ["ES256", "ES384", "ES512"];
  return keyType === "ed25519" ? [...RSA, "EdDSA"] : RSA;
}

export function takesSecret(algorithm: string): boolean {
  return algorithm.startsWith("HS");
}

export function takesPair(algorithm: string): boolean {
  return /^(?:RS|PS|ES)/.test(algorithm) || algorithm === "EdDSA";
}

export function unknownAlgorithm(algorithm: string): TypeError {
  return new TypeError(
    `"${algorithm}" is not a valid algorithm.\n  Supported algorithms are:\n  "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512" and "none".`,
  );
}
