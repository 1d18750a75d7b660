import { takesPair, takesSecret } from "./algorithms.ts";
import { checkFit } from "./key-fit.ts";
import { type Key, privateOrSecret } from "./keys.ts";
import { checkClaims, checkNoClaims, checkOptions } from "./sign-options.ts";
import { checkTimes, stamp } from "./stamp.ts";
import type { SignOptions } from "./types.ts";

/** A token before it is written. */
export interface Draft {
  readonly algorithm: string;
  /** `null` for the header that says nothing but algorithm and type. */
  readonly header: object | null;
  readonly isObject: boolean;
  readonly payload: unknown;
  readonly encoding: string;
  /** `null` when there is nothing to sign with, because the algorithm is "none". */
  readonly key: Key | null;
  readonly allowInsecureKeySizes: boolean;
}

/**
 * Checks what `sign` is given, in jsonwebtoken's order.
 *
 * @throws {Error} The first thing that is wrong.
 */
export function draft(given: unknown, material: unknown, options: SignOptions): Draft {
  const isObject = typeof given === "object" && !Buffer.isBuffer(given);
  const header = headerOf(options, isObject);
  const algorithm = nameOf(header === null ? options.algorithm || "HS256" : header["alg"]);
  const key = keyFor(material, options);
  checkKind(algorithm, key, options);
  const payload = isObject ? claimsOf(given, options) : textOf(given, options);
  checkOptions(options);
  if (!options.allowInvalidAsymmetricKeyTypes) checkFit(algorithm, key);
  if (isObject) stamp(payload as Record<string, unknown>, options, Math.floor(Date.now() / 1_000));
  const allowInsecureKeySizes = Boolean(options.allowInsecureKeySizes);
  const encoding = options.encoding || "utf8";
  return { algorithm, header, isObject, payload, encoding, key, allowInsecureKeySizes };
}

export function tooSmall(algorithm: string): Error {
  return new Error(`secretOrPrivateKey has a minimum key size of 2048 bits for ${algorithm}`);
}

function headerOf(options: SignOptions, isObject: boolean): Record<string, unknown> | null {
  if (options.header === undefined && options.keyid === undefined) return null;
  const { algorithm, keyid: kid } = options;
  const typ = isObject ? "JWT" : undefined;
  return Object.assign({ alg: algorithm || "HS256", typ, kid }, options.header);
}

/** A header may be given anything for an algorithm; what is no text has no signer. */
function nameOf(algorithm: unknown): string {
  return typeof algorithm === "string" ? algorithm : typeof algorithm;
}

function keyFor(material: unknown, { algorithm }: SignOptions): Key | null {
  if (!material && algorithm !== "none") throw new Error("secretOrPrivateKey must have a value");
  if (material === null || material === undefined) return null;
  const key = privateOrSecret(material);
  if (key === null) throw new Error("secretOrPrivateKey is not valid key material");
  return key;
}

function checkKind(algorithm: string, key: Key | null, options: SignOptions): void {
  if (takesSecret(algorithm)) {
    if (key === null || key.flaw === "empty") {
      throw new Error("secretOrPrivateKey must have a value");
    }
    if (key.type !== "secret" || key.flaw !== null) {
      throw new Error(`secretOrPrivateKey must be a symmetric key when using ${algorithm}`);
    }
  } else if (takesPair(algorithm)) {
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
  checkClaims(given);
  const claims: Record<string, unknown> = options.mutatePayload ? given : { ...given };
  checkTimes(claims, options);
  return claims;
}

function textOf(given: unknown, options: SignOptions): unknown {
  if (given === undefined) throw new Error("payload is required");
  checkNoClaims(given, { ...options });
  return given;
}
