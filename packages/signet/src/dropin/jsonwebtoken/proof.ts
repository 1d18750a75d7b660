import { defaultsFor, takesPair, takesSecret } from "./algorithms.ts";
import type { Parts } from "./compact.ts";
import { JsonWebTokenError } from "./errors.ts";
import { checkFit } from "./key-fit.ts";
import { type Key, publicOrSecret } from "./keys.ts";
import type { VerifyOptions } from "./types.ts";

/**
 * Holds a token to a key and to the algorithms that are allowed, and proves its signature.
 *
 * @throws {JsonWebTokenError} and, as in jsonwebtoken, a plain `Error` for a key that does not fit.
 */
export function prove(
  { input, signature }: Parts,
  algorithm: unknown,
  material: unknown,
  options: VerifyOptions,
): void {
  const key = keyFor(signature, material, options);
  const allowed = options.algorithms || defaultsFor(key?.type ?? "", key?.asymmetricKeyType);
  if (typeof algorithm !== "string" || !isAllowed(algorithm, allowed)) {
    throw new JsonWebTokenError("invalid algorithm");
  }
  if (key === null) {
    checkUnsigned(algorithm, allowed);
    return;
  }
  checkKind(algorithm, key);
  if (!options.allowInvalidAsymmetricKeyTypes) checkFit(algorithm, key);
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
    // Only these say that there is no key. A lookup that answers false has failed.
    if (material === undefined || material === null || material === "") return null;
    throw new JsonWebTokenError("secretOrPublicKey is not valid key material");
  }
  if (!material) throw new JsonWebTokenError("secret or public key must be provided");
  const key = publicOrSecret(material);
  if (key === null) throw new JsonWebTokenError("secretOrPublicKey is not valid key material");
  if (key.flaw === "empty") throw new JsonWebTokenError("secret or public key must be provided");
  return key;
}

/** One algorithm may be given as text rather than in a list, though no type says so. */
function isAllowed(algorithm: string, allowed: unknown): boolean {
  return (Array.isArray(allowed) || typeof allowed === "string") && allowed.includes(algorithm);
}

/**
 * A token without signature, and no key: only for who asked for nothing else. In a longer list
 * "none" would mean that a secret which is missing turns every check off.
 */
function checkUnsigned(algorithm: string, allowed: unknown): void {
  const isAlone = [allowed].flat().every((each) => each === "none");
  if (algorithm !== "none" || !isAlone) throw new JsonWebTokenError("jwt signature is required");
}

function checkKind(algorithm: string, { type, flaw }: Key): void {
  if (takesSecret(algorithm) && (type !== "secret" || flaw !== null)) {
    throw new JsonWebTokenError(
      `secretOrPublicKey must be a symmetric key when using ${algorithm}`,
    );
  }
  if (takesPair(algorithm) && type !== "public") {
    throw new JsonWebTokenError(
      `secretOrPublicKey must be an asymmetric key when using ${algorithm}`,
    );
  }
}
