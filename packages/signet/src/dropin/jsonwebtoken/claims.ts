import { JsonWebTokenError, NotBeforeError, TokenExpiredError } from "./errors.ts";
import { addTimespan } from "./timespan.ts";
import type { VerifyOptions } from "./types.ts";

type Claims = Readonly<Record<string, unknown>>;

/**
 * Checks the claims of a verified token against the options of `verify`, in jsonwebtoken's order.
 * `now` is in seconds since the epoch.
 *
 * @throws {JsonWebTokenError} for the first claim that does not fit.
 */
export function checkClaims(claims: Claims, options: VerifyOptions, now: number): void {
  const tolerance = options.clockTolerance || 0;
  if (!options.ignoreNotBefore) checkNotBefore(claims["nbf"], now + tolerance);
  if (!options.ignoreExpiration) checkExpiration(claims["exp"], now, tolerance);
  if (options.audience) checkAudience(claims["aud"], options.audience);
  if (options.issuer) checkIssuer(claims["iss"], options.issuer);
  checkEqual("subject", claims["sub"], options.subject);
  checkEqual("jwtid", claims["jti"], options.jwtid);
  checkEqual("nonce", claims["nonce"], options.nonce);
  if (options.maxAge) checkAge(claims["iat"], options.maxAge, now - tolerance);
}

function checkNotBefore(nbf: unknown, latest: number): void {
  if (nbf === undefined) return;
  if (typeof nbf !== "number") throw new JsonWebTokenError("invalid nbf value");
  if (nbf > latest) throw new NotBeforeError("jwt not active", new Date(nbf * 1_000));
}

function checkExpiration(exp: unknown, now: number, tolerance: number): void {
  if (exp === undefined) return;
  if (typeof exp !== "number") throw new JsonWebTokenError("invalid exp value");
  if (now >= exp + tolerance) throw new TokenExpiredError("jwt expired", new Date(exp * 1_000));
}

/**
 * Longer texts match no pattern, because some patterns need exponential time for long input. The
 * unit is UTF-16 code units.
 */
const LONGEST_AUDIENCE = 512;

function checkAudience(aud: unknown, option: NonNullable<VerifyOptions["audience"]>): void {
  const expected: readonly (string | RegExp)[] = [option].flat();
  const given: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (given.some((one) => expected.some((each) => isAudience(one, each)))) return;
  throw new JsonWebTokenError(`jwt audience invalid. expected: ${expected.join(" or ")}`);
}

/** A missing `aud` matches nothing, not even an expected `undefined`. */
function isAudience(given: unknown, expected: string | RegExp): boolean {
  if (!(expected instanceof RegExp)) return given !== undefined && given === expected;
  if (typeof given !== "string" || given.length > LONGEST_AUDIENCE) return false;
  // A pattern with /g or /y would continue at its last match. Each token is a new text.
  if (expected.lastIndex !== 0) expected.lastIndex = 0;
  return expected.test(given);
}

function checkIssuer(iss: unknown, expected: unknown): void {
  const isKnown = Array.isArray(expected) ? expected.includes(iss) : iss === expected;
  if (iss === undefined || !isKnown) {
    throw new JsonWebTokenError(`jwt issuer invalid. expected: ${expected}`);
  }
}

function checkEqual(option: string, given: unknown, expected: unknown): void {
  if (expected && given !== expected) {
    throw new JsonWebTokenError(`jwt ${option} invalid. expected: ${expected}`);
  }
}

function checkAge(iat: unknown, maxAge: unknown, now: number): void {
  if (typeof iat !== "number") {
    throw new JsonWebTokenError("iat required when maxAge is specified");
  }
  const end = addTimespan(iat, maxAge);
  if (end === undefined) {
    throw new JsonWebTokenError(
      '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
    );
  }
  if (now >= end) throw new TokenExpiredError("maxAge exceeded", new Date(end * 1_000));
}
