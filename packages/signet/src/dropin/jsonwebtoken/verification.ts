import { checkClaims } from "./claims.ts";
import { readHeader } from "./compact.ts";
import { JsonWebTokenError } from "./errors.ts";
import { checkVerified, type ParsedToken, parseToken } from "./parse-token.ts";
import type { JwtHeader, VerifyOptions } from "./types.ts";
import { verifySignature } from "./verify-signature.ts";

/** A verification that still needs the key. */
export interface PendingVerification {
  readonly parsed: ParsedToken;
  readonly options: VerifyOptions;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * Checks options and form of a token, before the key is known.
 *
 * @throws {JsonWebTokenError} when an option or the token is malformed.
 * @throws {SyntaxError} when the header has `typ: "JWT"` and the payload is not JSON.
 */
export function startVerification(token: unknown, options: VerifyOptions): PendingVerification {
  const { clockTimestamp, clockTolerance, nonce, allowInvalidAsymmetricKeyTypes } = options;
  checkNumber("clockTimestamp", clockTimestamp);
  checkNumber("clockTolerance", clockTolerance);
  if (nonce !== undefined && (typeof nonce !== "string" || nonce.trim() === "")) {
    throw new JsonWebTokenError("nonce must be a non-empty string");
  }
  if (!["boolean", "undefined"].includes(typeof allowInvalidAsymmetricKeyTypes)) {
    throw new JsonWebTokenError("allowInvalidAsymmetricKeyTypes must be a boolean");
  }
  const now = clockTimestamp || Math.floor(Date.now() / 1_000);
  return { parsed: parseToken(token), options, now };
}

/**
 * Verifies the signature and checks the claims. Returns the result of `verify`.
 *
 * @throws {JsonWebTokenError} when a check fails.
 * @throws {Error} a plain one, as in jsonwebtoken, when the type of the key does not fit the
 *   algorithm.
 */
export function finishVerification(
  { parsed, options, now }: PendingVerification,
  key: unknown,
): unknown {
  const { parts, payload, algorithm } = parsed;
  verifySignature(parts, algorithm, key, options);
  checkVerified(parsed);
  checkClaims(Object(payload), options, now);
  if (options.complete !== true) return payload;
  return { header: readHeader(parts.header), payload, signature: parts.signature };
}

/** Returns the header for a key lookup. */
export function headerOf({ parsed }: PendingVerification): JwtHeader {
  // As in jsonwebtoken, the form of the header is not checked.
  return readHeader(parsed.parts.header) as JwtHeader;
}

/** Refuses text, because `+` would concatenate the text with a number. */
function checkNumber(option: string, value: unknown): void {
  if (value && typeof value !== "number") throw new JsonWebTokenError(`${option} must be a number`);
}
