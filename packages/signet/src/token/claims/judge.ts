import { MalformedTokenError } from "../errors.ts";
import { type SealedParts, type SignedParts, splitSealed, splitSigned } from "../format/compact.ts";
import { checkIdentity, checkTimes, parseClaims, type TokenClaims } from "./claims.ts";
import type { TokenRules } from "./verifier-options.ts";

/** @throws {MalformedTokenError} for anything but the text of a signed token that is short enough. */
export function readSigned(token: string, rules: TokenRules): SignedParts {
  checkLength(token, rules);
  const parts = splitSigned(token);
  if (parts === null) throw new MalformedTokenError("it is no signed token (JWS, compact)");
  return parts;
}

/** @throws {MalformedTokenError} for anything but the text of a sealed token that is short enough. */
export function readSealed(token: string, rules: TokenRules): SealedParts {
  checkLength(token, rules);
  const parts = splitSealed(token);
  if (parts === null) {
    throw new MalformedTokenError(
      "it is no sealed token (JWE, compact) whose key is used directly",
    );
  }
  return parts;
}

/** Judges the payload of a token that was proven; `now` is milliseconds since the epoch. */
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
