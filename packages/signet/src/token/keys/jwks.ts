import { invalidConfig } from "../../errors.ts";

import {
  type AsymmetricAlgorithm,
  CURVES,
  type HmacAlgorithm,
  isEc,
} from "../crypto/algorithms.ts";
import { isJwk, isPrivateJwk, type Jwk, type SecretMaterial } from "../crypto/material.ts";
import { TokenKeyError, unusableKey } from "../errors.ts";
import { isObject } from "../format/json.ts";
import type { NamedKey } from "./chooser.ts";
import type { JwksOptions } from "./options.ts";
import type { JwkSet } from "./ring.ts";
import { secretOption } from "./secret-option.ts";

/** A key of a set that serves one of the accepted algorithms. */
export interface SetKey {
  readonly kid: string | null;
  readonly algorithm: AsymmetricAlgorithm;
  readonly jwk: Jwk;
}

/**
 * Returns the keys of a JSON Web Key Set (RFC 7517, section 5) for the accepted algorithms. Other keys,
 * and members that are no keys, are ignored, as the RFC requires.
 *
 * @throws {TokenKeyError} `key-unusable` for a set with a private or secret key, for a key without `alg`
 *   that fits several algorithms, and for a set without a fitting key.
 */
export function keysOfSet({ jwks, algorithm }: JwksOptions): readonly SetKey[] {
  const accepted = [algorithm].flat();
  const keys = membersOf(jwks, "jwks").flatMap((jwk) => setKey(jwk, accepted));
  if (keys.length === 0) {
    throw unusableKey(
      `jwks has no key for ${accepted.join(" or ")}. Check the alg and use of its keys, and the option algorithm.`,
    );
  }
  return keys;
}

/** A secret of a private key set. */
export interface SetSecret {
  readonly kid: string | null;
  readonly secret: SecretMaterial;
}

/**
 * Returns the secrets of a key set (RFC 7517, section 5) for an algorithm. Other keys, and members that
 * are no secrets, are ignored.
 *
 * @throws {TokenKeyError} `key-unusable` if no secret fits.
 */
export function secretsOfSet(set: JwkSet, algorithm: HmacAlgorithm): readonly SetSecret[] {
  const service = { serves: [algorithm], use: "sig", operation: "verify" } as const;
  const tried = membersOf(set, "secret").map((jwk) =>
    attempt(() => ({ kid: kidOf(jwk), secret: secretOption(jwk, service) })),
  );
  return withoutUnusable(
    tried,
    `secret has no key for ${algorithm}. Check the alg and use of its keys, and the option algorithm.`,
  );
}

/**
 * Returns the usable keys of a set. An unusable key does not affect the others (RFC 7517, section 5).
 *
 * @throws {TokenKeyError} `key-unusable`: the error of the first key if no key is usable, and if two keys
 *   have the same `kid` and algorithm.
 */
export function usableKeys<Key>(
  tried: readonly (NamedKey<Key> | TokenKeyError)[],
): readonly NamedKey<Key>[] {
  const keys = withoutUnusable(
    tried,
    "The key set has no usable key. Check the alg and use of its keys.",
  );
  const names = keys.map(({ kid, serves }) => `${serves} ${kid}`);
  if (new Set(names).size < names.length) {
    throw unusableKey(
      "The key set has two keys with the same kid and algorithm. Give each key its own kid, or remove one.",
    );
  }
  return keys;
}

/** Returns the result of `make`, or the error of an unusable key. Throws every other error. */
export function attempt<Made>(make: () => Made): Made | TokenKeyError {
  try {
    return make();
  } catch (error) {
    return unusable(error);
  }
}

/** Returns the error of an unusable key. Throws every other error, because only keys may be ignored. */
export function unusable(error: unknown): TokenKeyError {
  if (error instanceof TokenKeyError) return error;
  throw error;
}

function withoutUnusable<Made>(tried: readonly (Made | TokenKeyError)[], none: string): Made[] {
  const made = tried.flatMap((one) => (one instanceof TokenKeyError ? [] : [one]));
  if (made.length > 0) return made;
  const [cause] = tried;
  throw cause instanceof TokenKeyError ? cause : unusableKey(none);
}

function membersOf(set: unknown, option: string): readonly Jwk[] {
  const members: unknown = isObject(set) ? set["keys"] : undefined;
  if (!Array.isArray(members)) {
    throw invalidConfig(
      `${option} must be a JSON Web Key Set. Give an object with a list of keys, such as { keys: [ … ] }.`,
    );
  }
  return members.filter(isJwk);
}

function setKey(jwk: Jwk, accepted: readonly AsymmetricAlgorithm[]): SetKey[] {
  if (jwk.kty === "oct" || isPrivateJwk(jwk)) {
    throw unusableKey(
      "jwks has a private or secret key, but a JSON Web Key Set is public. Remove the key. Pass a private set of secrets as secret.",
    );
  }
  if (jwk.use !== undefined && jwk.use !== "sig") return [];
  const fitting = accepted.filter((algorithm) =>
    jwk.alg === undefined ? fits(jwk, algorithm) : jwk.alg === algorithm,
  );
  const [algorithm] = fitting;
  if (algorithm === undefined) return [];
  if (fitting.length > 1) {
    throw unusableKey(
      `jwks has a key without alg that fits ${fitting.join(" and ")}, but a key must have one algorithm. Set alg in the key, or accept only one algorithm.`,
    );
  }
  return [{ kid: kidOf(jwk), algorithm, jwk }];
}

function kidOf({ kid }: Jwk): string | null {
  return typeof kid === "string" ? kid : null;
}

function fits({ kty, crv }: Jwk, algorithm: AsymmetricAlgorithm): boolean {
  if (algorithm === "EdDSA") return kty === "OKP" && crv === "Ed25519";
  return isEc(algorithm) ? kty === "EC" && crv === CURVES[algorithm] : kty === "RSA";
}
