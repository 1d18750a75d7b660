import { type AsymmetricAlgorithm, CURVES, isEc } from "./crypto/algorithms.ts";
import { isJwk, isPrivateJwk, type Jwk } from "./crypto/material.ts";
import { unusableKey } from "./errors.ts";
import { isObject } from "./json.ts";
import type { JwksOptions } from "./key-options.ts";
import { invalid } from "./option-checks.ts";

/** A key of a set that serves one of the accepted algorithms. */
export interface SetKey {
  readonly kid: string | null;
  readonly algorithm: AsymmetricAlgorithm;
  readonly jwk: Jwk;
}

/**
 * The keys of a JSON Web Key Set (RFC 7517, 5) that serve the accepted algorithms. Keys for other
 * things are passed over, as the RFC asks.
 *
 * @throws {TokenKeyError} `key-unusable` for a set with a private or secret key in it, and when a key
 *   fits several algorithms and names none, or two keys of one name do.
 */
export function keysOfSet({ jwks, algorithm }: JwksOptions): readonly SetKey[] {
  const members: unknown = isObject(jwks) ? jwks["keys"] : undefined;
  if (!Array.isArray(members) || !members.every(isJwk)) {
    throw invalid("jwks must be a JSON Web Key Set: an object with a list of keys.");
  }
  const accepted = [algorithm].flat();
  const keys = members.flatMap((jwk) => setKey(jwk, accepted));
  if (keys.length === 0) {
    throw unusableKey(`jwks holds no key for ${accepted.join(" or ")}.`);
  }
  const names = keys.map(({ kid, algorithm: one }) => `${one} ${kid}`);
  if (new Set(names).size < names.length) {
    throw unusableKey("jwks holds two keys of one kid and algorithm, so none can be chosen.");
  }
  return keys;
}

function setKey(jwk: Jwk, accepted: readonly AsymmetricAlgorithm[]): SetKey[] {
  if (jwk.kty === "oct" || isPrivateJwk(jwk)) {
    throw unusableKey("jwks holds a private or secret key. A set is for publishing: take it out.");
  }
  if (jwk.use !== undefined && jwk.use !== "sig") return [];
  const fitting = accepted.filter((algorithm) =>
    jwk.alg === undefined ? fits(jwk, algorithm) : jwk.alg === algorithm,
  );
  const [algorithm] = fitting;
  if (algorithm === undefined) return [];
  if (fitting.length > 1) {
    throw unusableKey(
      `jwks holds a key that could serve ${fitting.join(" and ")}. A key serves one algorithm: let it name its own (alg), or accept one alone.`,
    );
  }
  return [{ kid: typeof jwk.kid === "string" ? jwk.kid : null, algorithm, jwk }];
}

function fits({ kty, crv }: Jwk, algorithm: AsymmetricAlgorithm): boolean {
  if (algorithm === "EdDSA") return kty === "OKP" && crv === "Ed25519";
  return isEc(algorithm) ? kty === "EC" && crv === CURVES[algorithm] : kty === "RSA";
}
