import {
  MalformedTokenError,
  TokenClaimError,
  TokenExpiredError,
  TokenNotActiveError,
} from "../errors.ts";
import { parseObject } from "../format/json.ts";

/** The registered claims (RFC 7519, 4.1) and OpenID Connect's `nonce`. Times are seconds since the epoch. */
export interface RegisteredClaims {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string | readonly string[];
  readonly exp?: number;
  readonly nbf?: number;
  readonly iat?: number;
  readonly jti?: string;
  readonly nonce?: string;
}

/** Claims whose signature, times and registered claims were proven; the others are the issuer's word. */
export interface TokenClaims extends RegisteredClaims {
  readonly [claim: string]: unknown;
  /** Never there: it tells the compiler that what `decodeUnverified` returns is something else. */
  readonly "~unverified"?: never;
}

/** What a verifier asks of claims; `null` asks nothing. Times are milliseconds. */
export interface ClaimRules {
  readonly issuer: readonly string[] | null;
  readonly audience: readonly string[] | null;
  readonly subject: string | null;
  readonly jwtid: string | null;
  readonly nonce: string | null;
  readonly maxAge: number | null;
  readonly clockTolerance: number;
  readonly required: readonly string[];
}

/** The claims in a payload, each registered one of its type. Only for payloads that are proven. */
export function parseClaims(payload: string | null): TokenClaims {
  const claims = parseObject(payload);
  if (claims === null) throw new MalformedTokenError("its payload is no JSON object");
  checkClaimTypes(claims);
  return claims;
}

/** @throws {TokenClaimError} for a registered claim of the wrong type. */
export function checkClaimTypes(
  claims: Readonly<Record<string, unknown>>,
): asserts claims is TokenClaims {
  const { iss, sub, aud, exp, nbf, iat, jti, nonce } = claims;
  checkText("iss", iss);
  checkText("sub", sub);
  checkText("jti", jti);
  checkText("nonce", nonce);
  checkTime("exp", exp);
  checkTime("nbf", nbf);
  checkTime("iat", iat);
  const texts = Array.isArray(aud) ? aud : [aud];
  if (aud !== undefined && !texts.every((one) => typeof one === "string")) {
    throw new TokenClaimError("aud", "must be text, or a list of texts");
  }
}

function checkText(claim: string, value: unknown): void {
  if (value !== undefined && typeof value !== "string") {
    throw new TokenClaimError(claim, "must be text");
  }
}

function checkTime(claim: string, value: unknown): void {
  if (value !== undefined && !Number.isFinite(value)) {
    throw new TokenClaimError(claim, "must be a number of seconds since the epoch");
  }
}

/**
 * Judges the times of claims; `now` is milliseconds since the epoch. A token is expired from the
 * second of `exp` on (RFC 7519, 4.1.4), and one that says it was issued in the future is refused.
 *
 * @throws {TokenExpiredError | TokenNotActiveError | TokenClaimError}
 */
export function checkTimes(claims: RegisteredClaims, rules: ClaimRules, now: number): void {
  const { exp, nbf, iat } = claims;
  const { clockTolerance, maxAge } = rules;
  if (exp !== undefined && now - clockTolerance >= exp * 1_000) {
    throw new TokenExpiredError(exp * 1_000);
  }
  if (nbf !== undefined && now + clockTolerance < nbf * 1_000) {
    throw new TokenNotActiveError(nbf * 1_000);
  }
  if (iat !== undefined && now + clockTolerance < iat * 1_000) {
    throw new TokenClaimError(
      "iat",
      "lies in the future: compare the clocks of issuer and verifier",
    );
  }
  if (maxAge === null) return;
  if (iat === undefined) throw missing("iat");
  const oldest = iat * 1_000 + maxAge;
  if (now - clockTolerance >= oldest) throw new TokenExpiredError(oldest);
}

/** @throws {TokenClaimError} for a claim that is missing or not what is expected. */
export function checkIdentity(claims: TokenClaims, rules: ClaimRules): void {
  for (const claim of rules.required) {
    if (!Object.hasOwn(claims, claim)) throw missing(claim);
  }
  checkOneOf("iss", claims.iss, rules.issuer);
  checkAudience(claims.aud, rules.audience);
  checkExactly("sub", claims.sub, rules.subject);
  checkExactly("jti", claims.jti, rules.jwtid);
  checkExactly("nonce", claims.nonce, rules.nonce);
}

function checkAudience(
  aud: string | readonly string[] | undefined,
  expected: readonly string[] | null,
): void {
  if (expected === null) return;
  if (aud === undefined) throw missing("aud");
  const named = typeof aud === "string" ? [aud] : aud;
  if (!named.some((one) => expected.includes(one))) throw unexpected("aud");
}

function checkOneOf(
  claim: string,
  value: string | undefined,
  expected: readonly string[] | null,
): void {
  if (expected === null) return;
  if (value === undefined) throw missing(claim);
  if (!expected.includes(value)) throw unexpected(claim);
}

function checkExactly(claim: string, value: string | undefined, expected: string | null): void {
  if (expected !== null) checkOneOf(claim, value, [expected]);
}

function missing(claim: string): TokenClaimError {
  return new TokenClaimError(claim, "is missing, and this verifier asks for it");
}

function unexpected(claim: string): TokenClaimError {
  return new TokenClaimError(claim, "is not the one this verifier expects");
}
