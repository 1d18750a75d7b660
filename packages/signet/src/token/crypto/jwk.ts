import { unusableKey } from "../errors.ts";
import { type AsymmetricAlgorithm, LARGEST_RSA } from "./algorithms.ts";
import type { Jwk } from "./material.ts";

/** The members of a public key by its type (RFC 7518, section 6; RFC 8037, section 2). */
const PUBLIC_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ["crv", "x", "y"],
  OKP: ["crv", "x"],
  RSA: ["n", "e"],
};
/** The additional members of a private key of any type. */
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi"];

/**
 * The length of each number of a key on a curve, in base64url characters (RFC 7518, section 6.2; RFC
 * 8037, section 2).
 */
const CURVE_NUMBER: Readonly<Record<string, number>> = {
  "P-256": 43,
  "P-384": 64,
  "P-521": 88,
  secp256k1: 43,
  Ed25519: 43,
};

/** Returns the public key of a JWK, with only the members of RFC 7638. */
export function publicMembers(jwk: Jwk): Jwk {
  return pick(jwk, PUBLIC_MEMBERS[jwk.kty] ?? []);
}

/** The use of a key, in the terms of RFC 7517. */
export interface JwkService {
  /** The values of `alg` that fit. Messages name the first. */
  readonly serves: readonly string[];
  readonly use: "sig" | "enc";
  readonly operation: "sign" | "verify" | "encrypt" | "decrypt";
}

/**
 * Checks that `alg`, `use` and `key_ops` of a JWK (RFC 7517, sections 4.2 to 4.4) allow a use. Each
 * member may be missing.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function mustServe(jwk: Jwk, { serves, use, operation }: JwkService, option: string): void {
  if (jwk.alg !== undefined && !serves.includes(jwk.alg)) {
    throw unusableKey(
      `${option} is a JWK for another algorithm (alg) than ${serves[0]}. Give a key for ${serves[0]}.`,
    );
  }
  if (jwk.use !== undefined && jwk.use !== use) {
    const wanted = use === "sig" ? "signatures" : "encryption";
    throw unusableKey(
      `${option} is a JWK that is not for ${wanted} (use). Give a key whose use is "${use}".`,
    );
  }
  const { key_ops } = jwk;
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes(operation))) {
    throw unusableKey(
      `${option} is a JWK that does not allow ${operation} (key_ops). Give a key whose key_ops include "${operation}".`,
    );
  }
}

/**
 * Returns the key members of a JWK, after checking that the JWK is for an algorithm and an operation.
 * Each member is read once.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function jwkFor(
  jwk: Jwk,
  algorithm: AsymmetricAlgorithm,
  operation: "sign" | "verify",
  option: string,
): Jwk {
  const members = PUBLIC_MEMBERS[jwk.kty];
  if (members === undefined) {
    throw unusableKey(
      `${option} is a JWK of kty "${jwk.kty}", which ${algorithm} does not support. Give a key for ${algorithm}.`,
    );
  }
  mustServe(jwk, { serves: [algorithm], use: "sig", operation }, option);
  const picked = pick(jwk, operation === "sign" ? [...members, ...PRIVATE_MEMBERS] : members);
  const longest = CURVE_NUMBER[jwk.crv ?? ""] ?? Number.POSITIVE_INFINITY;
  if ([picked.x, picked.y, picked["d"]].some((number) => String(number ?? "").length > longest)) {
    throw unusableKey(
      `${option} is a JWK with a number that is too long for its curve. Export the key again.`,
    );
  }
  if ((picked.n?.length ?? 0) > Math.ceil(LARGEST_RSA / 6)) {
    throw unusableKey(
      `${option} is an RSA key of more than ${LARGEST_RSA} bits. Use a smaller one.`,
    );
  }
  return picked;
}

function pick(jwk: Jwk, members: readonly string[]): Jwk {
  const picked: Record<string, string> = {};
  for (const member of members) {
    const value = jwk[member];
    if (typeof value === "string") picked[member] = value;
  }
  return { kty: jwk.kty, ...picked };
}
