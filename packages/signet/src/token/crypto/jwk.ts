import { unusableKey } from "../errors.ts";
import { type AsymmetricAlgorithm, LARGEST_RSA } from "./algorithms.ts";
import type { Jwk } from "./material.ts";

/** The members that make a key, by its type (RFC 7518, 6; RFC 8037, 2); first those of the public half. */
const PUBLIC_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ["crv", "x", "y"],
  OKP: ["crv", "x"],
  RSA: ["n", "e"],
};
const PRIVATE_MEMBERS = ["d", "p", "q", "dp", "dq", "qi"];

/** Characters of each number of a key on a curve (RFC 7518, 6.2; RFC 8037, 2). */
const CURVE_NUMBER: Readonly<Record<string, number>> = {
  "P-256": 43,
  "P-384": 64,
  "P-521": 88,
  secp256k1: 43,
  Ed25519: 43,
};

/** The public half of a JWK, with the members of RFC 7638 and no others. */
export function publicMembers(jwk: Jwk): Jwk {
  return pick(jwk, PUBLIC_MEMBERS[jwk.kty] ?? []);
}

/** What a key is wanted for, in the words of RFC 7517. */
export interface JwkService {
  /** Values of `alg` that fit, the first for messages. */
  readonly serves: readonly string[];
  readonly use: "sig" | "enc";
  readonly operation: "sign" | "verify" | "encrypt" | "decrypt";
}

/**
 * Holds what a JWK says of itself (`alg`, `use`, `key_ops`; RFC 7517, 4.2 to 4.4) against what it is
 * wanted for. It may say nothing.
 *
 * @throws {TokenKeyError} `key-unusable`.
 */
export function mustServe(jwk: Jwk, { serves, use, operation }: JwkService, option: string): void {
  if (jwk.alg !== undefined && !serves.includes(jwk.alg)) {
    throw unusableKey(
      `${option} is a JWK that says it is for another algorithm than ${serves[0]}.`,
    );
  }
  if (jwk.use !== undefined && jwk.use !== use) {
    const wanted = use === "sig" ? "signatures" : "encryption";
    throw unusableKey(`${option} is a JWK that says it is not for ${wanted} ("use").`);
  }
  const { key_ops } = jwk;
  if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes(operation))) {
    throw unusableKey(`${option} is a JWK that says it may not ${operation} ("key_ops").`);
  }
}

/**
 * The members that make the key, read once, after what the JWK says of itself was held against what
 * it is to be used for.
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
    throw unusableKey(`${option} is a JWK of kty "${jwk.kty}", which ${algorithm} does not take.`);
  }
  mustServe(jwk, { serves: [algorithm], use: "sig", operation }, option);
  const picked = pick(jwk, operation === "sign" ? [...members, ...PRIVATE_MEMBERS] : members);
  const longest = CURVE_NUMBER[jwk.crv ?? ""] ?? Number.POSITIVE_INFINITY;
  if ([picked.x, picked.y, picked["d"]].some((number) => String(number ?? "").length > longest)) {
    throw unusableKey(`${option} is a JWK with a number that is longer than its curve allows.`);
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
