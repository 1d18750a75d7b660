import { MalformedTokenError } from "../errors.ts";
import { type SealedParts, type SignedParts, splitSealed, splitSigned } from "../format/compact.ts";
import { checkIdentity, checkTimes, parseClaims, type TokenClaims } from "./claims.ts";
import type { TokenRules } from "./verifier-options.ts";

/**
 * Splits a signed token (compact JWS) into its parts.
 *
 * @throws {MalformedTokenError} for other values, and for a token longer than `maxLength`.
 */
export function readSigned(token: string, rules: TokenRules): SignedParts {
  checkLength(token, rules);
  const parts = splitSigned(token);
  if (parts === null) throw new MalformedTokenError("it is no signed token (compact JWS)");
  return parts;
}

/**
 * Splits a sealed token (compact JWE with direct encryption) into its parts.
 *
 * @throws {MalformedTokenError} for other values, and for a token longer than `maxLength`.
 */
export function readSealed(token: string, rules: TokenRules): SealedParts {
  checkLength(token, rules);
  const parts = splitSealed(token);
  if (parts === null) {
    throw new MalformedTokenError("it is no sealed token (compact JWE with direct encryption)");
  }
  return parts;
}

/**
 * Decides whether the claims of a verified payload are accepted: their types, times and values.
 *
 * @param now milliseconds since the epoch.
 * @throws {TokenError} if a check fails.
 */
export function judge(payload: string | null, rules: TokenRules, now: number): TokenClaims {
  const claims = parseClaims(payload);
  checkTimes(claims, rules, now);
  checkIdentity(claims, rules);
  return claims;
}

function checkLength(token: unknown, { maxLength }: TokenRules): void {
  if (typeof token !== "string") throw new MalformedTokenError("it is no text");
  if (token.length > maxLength) {
    throw new MalformedTokenError(`it is longer than ${maxLength} characters (maxLength)`);
  }
}
