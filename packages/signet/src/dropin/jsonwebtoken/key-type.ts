import type { Key } from "./keys.ts";

const ALGORITHMS: ReadonlyMap<string, readonly string[]> = new Map([
  ["ec", ["ES256", "ES384", "ES512"]],
  ["rsa", ["RS256", "PS256", "RS384", "PS384", "RS512", "PS512"]],
  ["rsa-pss", ["PS256", "PS384", "PS512"]],
]);

const CURVES: ReadonlyMap<string, string> = new Map([
  ["ES256", "prime256v1"],
  ["ES384", "secp384r1"],
  ["ES512", "secp521r1"],
]);

/**
 * Checks that the type of a public or private key fits an algorithm. A secret passes.
 *
 * @throws {Error} a plain one when the type does not fit. As in jsonwebtoken, the error is not a
 *   `JsonWebTokenError`, even in `verify`.
 */
export function checkKeyType(algorithm: string, key: Key | null): void {
  const type = key?.asymmetricKeyType;
  if (key === null || type === undefined) return;
  if (type === "ed25519" && algorithm === "EdDSA") return;
  const algorithms = ALGORITHMS.get(type);
  if (algorithms === undefined) throw new Error(`Unknown key type "${type}".`);
  if (!algorithms.includes(algorithm)) {
    throw new Error(
      `"alg" parameter for "${type}" key type must be one of: ${algorithms.join(", ")}.`,
    );
  }
  if (type === "ec") checkCurve(algorithm, key);
  if (type === "rsa-pss") checkPss(algorithm, key);
}

function checkCurve(algorithm: string, key: Key): void {
  const curve = CURVES.get(algorithm);
  if (key.asymmetricKeyDetails?.namedCurve !== curve) {
    throw new Error(`"alg" parameter "${algorithm}" requires curve "${curve}".`);
  }
}

function checkPss(algorithm: string, key: Key): void {
  const bits = Number(algorithm.slice(-3));
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = key.asymmetricKeyDetails ?? {};
  const start = "Invalid key for this operation, its RSA-PSS";
  if (hashAlgorithm !== `sha${bits}` || mgf1HashAlgorithm !== hashAlgorithm) {
    throw new Error(`${start} parameters do not meet the requirements of "alg" ${algorithm}.`);
  }
  if (saltLength !== undefined && saltLength > bits / 8) {
    throw new Error(
      `${start} parameter saltLength does not meet the requirements of "alg" ${algorithm}.`,
    );
  }
}
