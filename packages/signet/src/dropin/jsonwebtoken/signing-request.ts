import { addClaims, checkTimes } from "./add-claims.ts";
import { usesKeyPair, usesSecret } from "./algorithms.ts";
import { checkKeyType } from "./key-type.ts";
import { type Key, privateOrSecret } from "./keys.ts";
import { checkNoClaimOptions, checkOptions, checkPayload } from "./sign-options.ts";
import type { SignOptions } from "./types.ts";

/** The checked arguments of `sign`. */
export interface SigningRequest {
  readonly algorithm: string;
  /** `null` for a header that has only `alg` and `typ`. */
  readonly header: object | null;
  readonly isObject: boolean;
  readonly payload: unknown;
  readonly encoding: string;
  /** `null` when no key was given, which only `algorithm: "none"` allows. */
  readonly key: Key | null;
  readonly allowInsecureKeySizes: boolean;
}

/**
 * Checks the arguments of `sign`, in jsonwebtoken's order, and adds the claims of the options.
 *
 * @throws {Error} for the first wrong argument.
 */
export function parseSigningRequest(
  given: unknown,
  material: unknown,
  options: SignOptions,
): SigningRequest {
  const isObject = typeof given === "object" && !Buffer.isBuffer(given);
  const header = headerOf(options, isObject);
  const algorithm = algorithmOf(header === null ? options.algorithm || "HS256" : header["alg"]);
  const key = keyFor(material, options);
  checkKeyKind(algorithm, key, options);
  const payload = isObject ? claimsOf(given, options) : textOf(given, options);
  checkOptions(options);
  if (!options.allowInvalidAsymmetricKeyTypes) checkKeyType(algorithm, key);
  if (isObject) {
    addClaims(payload as Record<string, unknown>, options, Math.floor(Date.now() / 1_000));
  }
  const allowInsecureKeySizes = Boolean(options.allowInsecureKeySizes);
  const encoding = options.encoding || "utf8";
  return { algorithm, header, isObject, payload, encoding, key, allowInsecureKeySizes };
}

/** Creates jsonwebtoken's error for an RSA key of less than 2048 bits. */
export function tooSmall(algorithm: string): Error {
  return new Error(`secretOrPrivateKey has a minimum key size of 2048 bits for ${algorithm}`);
}

function headerOf(options: SignOptions, isObject: boolean): Record<string, unknown> | null {
  if (options.header === undefined && options.keyid === undefined) return null;
  const { algorithm, keyid: kid } = options;
  const typ = isObject ? "JWT" : undefined;
  return Object.assign({ alg: algorithm || "HS256", typ, kid }, options.header);
}

/**
 * Returns the name of an algorithm. The `header` option allows any value for `alg`. For a value
 * that is not text, the result is the name of its type: signing then fails as for an unknown
 * algorithm.
 */
function algorithmOf(algorithm: unknown): string {
  return typeof algorithm === "string" ? algorithm : typeof algorithm;
}

function keyFor(material: unknown, { algorithm }: SignOptions): Key | null {
  if (!material && algorithm !== "none") throw new Error("secretOrPrivateKey must have a value");
  if (material === null || material === undefined) return null;
  const key = privateOrSecret(material);
  if (key === null) throw new Error("secretOrPrivateKey is not valid key material");
  return key;
}

function checkKeyKind(algorithm: string, key: Key | null, options: SignOptions): void {
  if (usesSecret(algorithm)) {
    if (key === null || key.flaw === "empty") {
      throw new Error("secretOrPrivateKey must have a value");
    }
    if (key.type !== "secret" || key.flaw !== null) {
      throw new Error(`secretOrPrivateKey must be a symmetric key when using ${algorithm}`);
    }
  } else if (usesKeyPair(algorithm)) {
    if (key?.type !== "private") {
      throw new Error(`secretOrPrivateKey must be an asymmetric key when using ${algorithm}`);
    }
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 2_048;
    if (!options.allowInsecureKeySizes && !algorithm.startsWith("ES") && bits < 2_048) {
      throw tooSmall(algorithm);
    }
  }
}

function claimsOf(given: unknown, options: SignOptions): Record<string, unknown> {
  checkPayload(given);
  const claims: Record<string, unknown> = options.mutatePayload ? given : { ...given };
  checkTimes(claims, options);
  return claims;
}

function textOf(given: unknown, options: SignOptions): unknown {
  if (given === undefined) throw new Error("payload is required");
  checkNoClaimOptions(given, { ...options });
  return given;
}
