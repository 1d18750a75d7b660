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
 * The keys of a JSON Web Key Set (RFC 7517, 5) that serve the accepted algorithms. Keys for other
 * things, and members that are no keys, are passed over, as the RFC asks.
 *
 * @throws {TokenKeyError} `key-unusable` for a set with a private or secret key in it, and when a key
 *   fits several algorithms and names none.
 */
export function keysOfSet({ jwks, algorithm }: JwksOptions): readonly SetKey[] {
  const accepted = [algorithm].flat();
  const keys = membersOf(jwks, "jwks").flatMap((jwk) => setKey(jwk, accepted));
  if (keys.length === 0) {
    throw unusableKey(`jwks holds no key for ${accepted.join(" or ")}.`);
  }
  return keys;
}

/** A secret of a set of the user's own. */
export interface SetSecret {
  readonly kid: string | null;
  readonly secret: SecretMaterial;
}

/**
 * The secrets of a set (RFC 7517, 5) that serve an algorithm. Keys for other things, and members that
 * are no secrets, are passed over.
 *
 * @throws {TokenKeyError} `key-unusable` when none is left.
 */
export function secretsOfSet(set: JwkSet, algorithm: HmacAlgorithm): readonly SetSecret[] {
  const service = { serves: [algorithm], use: "sig", operation: "verify" } as const;
  const tried = membersOf(set, "secret").map((jwk) =>
    attempt(() => ({ kid: kidOf(jwk), secret: secretOption(jwk, service) })),
  );
  return withoutUnusable(tried, `secret holds no key for ${algorithm}.`);
}

/**
 * Keeps those keys of a set that could be made. One that cannot be used leaves the others alone
 * (RFC 7517, 5).
 *
 * @throws {TokenKeyError} `key-unusable` when there is none, with the first reason, and when two keys
 *   have one name and one algorithm.
 */
export function usableKeys<Key>(
  tried: readonly (NamedKey<Key> | TokenKeyError)[],
): readonly NamedKey<Key>[] {
  const keys = withoutUnusable(tried, "The key set holds no key that can be used.");
  const names = keys.map(({ kid, serves }) => `${serves} ${kid}`);
  if (new Set(names).size < names.length) {
    throw unusableKey(
      "The key set holds two keys of one kid and algorithm, so none can be chosen.",
    );
  }
  return keys;
}

/** Returns what `make` makes, or the error that says why a key cannot be used. */
export function attempt<Made>(make: () => Made): Made | TokenKeyError {
  try {
    return make();
  } catch (error) {
    return unusable(error);
  }
}

/** Throws whatever else it is given: only a key of somebody's may be passed over. */
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
    throw invalidConfig(`${option} must be a JSON Web Key Set: an object with a list of keys.`);
  }
  return members.filter(isJwk);
}

function setKey(jwk: Jwk, accepted: readonly AsymmetricAlgorithm[]): SetKey[] {
  if (jwk.kty === "oct" || isPrivateJwk(jwk)) {
    throw unusableKey(
      "jwks holds a private or secret key. A set is for publishing: take it out. A set of secrets of your own is given as secret.",
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
      `jwks holds a key that could serve ${fitting.join(" and ")}. A key serves one algorithm: let it name its own (alg), or accept one alone.`,
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
