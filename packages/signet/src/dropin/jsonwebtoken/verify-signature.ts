import { defaultAlgorithms, usesKeyPair, usesSecret } from "./algorithms.ts";
import type { Parts } from "./compact.ts";
import { JsonWebTokenError } from "./errors.ts";
import { checkKeyType } from "./key-type.ts";
import { type Key, publicOrSecret } from "./keys.ts";
import type { VerifyOptions } from "./types.ts";

/**
 * Checks the algorithm and the key of a token, and verifies its signature.
 *
 * @throws {JsonWebTokenError} when a check fails.
 * @throws {Error} a plain one, as in jsonwebtoken, when the type of the key does not fit the
 *   algorithm.
 */
export function verifySignature(
  { input, signature }: Parts,
  algorithm: unknown,
  material: unknown,
  options: VerifyOptions,
): void {
  const key = keyFor(signature, material, options);
  const allowed = options.algorithms || defaultAlgorithms(key?.type ?? "", key?.asymmetricKeyType);
  if (typeof algorithm !== "string" || !isAllowed(algorithm, allowed)) {
    throw new JsonWebTokenError("invalid algorithm");
  }
  if (key === null) {
    checkUnsigned(algorithm, allowed);
    return;
  }
  checkKeyKind(algorithm, key);
  if (!options.allowInvalidAsymmetricKeyTypes) checkKeyType(algorithm, key);
  if (algorithm === "none" || !key.verify(algorithm, input, signature)) {
    throw new JsonWebTokenError("invalid signature");
  }
}

function keyFor(signature: string, material: unknown, { algorithms }: VerifyOptions): Key | null {
  if (signature === "") {
    if (material) throw new JsonWebTokenError("jwt signature is required");
    if (!algorithms) {
      throw new JsonWebTokenError(
        'please specify "none" in "algorithms" to verify unsigned tokens',
      );
    }
    // Only these values mean "no key". A lookup that returns `false` has failed.
    if (material === undefined || material === null || material === "") return null;
    throw new JsonWebTokenError("secretOrPublicKey is not valid key material");
  }
  if (!material) throw new JsonWebTokenError("secret or public key must be provided");
  const key = publicOrSecret(material);
  if (key === null) throw new JsonWebTokenError("secretOrPublicKey is not valid key material");
  if (key.flaw === "empty") throw new JsonWebTokenError("secret or public key must be provided");
  return key;
}

/** Accepts a text for `algorithms` too, as jsonwebtoken does. The types allow only a list. */
function isAllowed(algorithm: string, allowed: unknown): boolean {
  return (Array.isArray(allowed) || typeof allowed === "string") && allowed.includes(algorithm);
}

/**
 * Accepts an unsigned token only when "none" is the only allowed algorithm. In a longer list, a
 * missing secret would turn off all verification.
 */
function checkUnsigned(algorithm: string, allowed: unknown): void {
  const isAlone = [allowed].flat().every((each) => each === "none");
  if (algorithm !== "none" || !isAlone) throw new JsonWebTokenError("jwt signature is required");
}

function checkKeyKind(algorithm: string, { type, flaw }: Key): void {
  if (usesSecret(algorithm) && (type !== "secret" || flaw !== null)) {
    throw new JsonWebTokenError(
      `secretOrPublicKey must be a symmetric key when using ${algorithm}`,
    );
  }
  if (usesKeyPair(algorithm) && type !== "public") {
    throw new JsonWebTokenError(
      `secretOrPublicKey must be an asymmetric key when using ${algorithm}`,
    );
  }
}
