import {
  MalformedTokenError,
  TokenClaimError,
  TokenExpiredError,
  TokenNotActiveError,
} from "../errors.ts";
import { parseObject } from "../format/json.ts";

/**
 * The registered claims (RFC 7519, section 4.1) and OpenID Connect's `nonce`. Times are seconds since
 * the epoch.
 */
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

/**
 * The claims of a verified token. The verifier has checked the signature or the decryption, the times,
 * and the claims of its options. Other claims are as the issuer wrote them.
 */
export interface TokenClaims extends RegisteredClaims {
  readonly [claim: string]: unknown;
  /** Never present. It keeps the result of `decodeUnverified` from being assignable to this type. */
  readonly "~unverified"?: never;
}

/** The checked claim options of a verifier. `null` means no check. Times are milliseconds. */
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

/**
 * Parses the claims of a verified payload, and checks the types of the registered claims.
 *
 * @throws {MalformedTokenError} for a payload that is no JSON object.
 * @throws {TokenClaimError} for a registered claim of the wrong type.
 */
export function parseClaims(payload: string | null): TokenClaims {
  const claims = parseObject(payload);
  if (claims === null) throw new MalformedTokenError("its payload is no JSON object");
  checkClaimTypes(claims);
  return claims;
}

/**
 * Checks the types of the registered claims.
 *
 * @throws {TokenClaimError} for a claim of the wrong type.
 */
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
    throw new TokenClaimError("aud", "must be a text or a list of texts");
  }
}

function checkText(claim: string, value: unknown): void {
  if (value !== undefined && typeof value !== "string") {
    throw new TokenClaimError(claim, "must be a text");
  }
}

function checkTime(claim: string, value: unknown): void {
  if (value !== undefined && !Number.isFinite(value)) {
    throw new TokenClaimError(claim, "must be a number of seconds since the epoch");
  }
}

/**
 * Checks the times of claims. A token is expired from the second of `exp` (RFC 7519, section 4.1.4). A
 * token with an `iat` in the future is refused.
 *
 * @param now milliseconds since the epoch.
 * @throws {TokenExpiredError} after `exp` or `maxAge`.
 * @throws {TokenNotActiveError} before `nbf`.
 * @throws {TokenClaimError} for an `iat` in the future, or without one when `maxAge` is set.
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
      "is in the future. Compare the clocks of issuer and verifier, or set clockTolerance",
    );
  }
  if (maxAge === null) return;
  if (iat === undefined) throw missing("iat");
  const oldest = iat * 1_000 + maxAge;
  if (now - clockTolerance >= oldest) throw new TokenExpiredError(oldest);
}

/**
 * Checks required claims, and compares `iss`, `aud`, `sub`, `jti` and `nonce` with the options.
 *
 * @throws {TokenClaimError} for a claim that is missing or different.
 */
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
  const audiences = typeof aud === "string" ? [aud] : aud;
  if (!audiences.some((one) => expected.includes(one))) throw unexpected("aud");
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
  return new TokenClaimError(claim, "is missing, but this verifier requires it");
}

function unexpected(claim: string): TokenClaimError {
  return new TokenClaimError(claim, "is not the one that this verifier expects");
}
