import { addTimespan } from "./timespan.ts";
import type { SignOptions } from "./types.ts";

type Claims = Record<string, unknown>;

/** The options that set a claim, in the order in which the claims are written. */
const CLAIM_OF_OPTION = [
  ["audience", "aud"],
  ["issuer", "iss"],
  ["subject", "sub"],
  ["jwtid", "jti"],
] as const;

/** @throws {Error} when payload and options both set `exp`, or both set `nbf`. */
export function checkTimes(claims: Claims, options: SignOptions): void {
  for (const [option, claim] of [["expiresIn", "exp"] as const, ["notBefore", "nbf"] as const]) {
    if (claims[claim] !== undefined && options[option] !== undefined) {
      throw new Error(
        `Bad "options.${option}" option the payload already has an "${claim}" property.`,
      );
    }
  }
}

/**
 * Adds the claims of the options. `now` is in seconds since the epoch.
 *
 * @throws {Error} when the payload already has a claim that an option sets, or a timespan is wrong.
 */
export function addClaims(claims: Claims, options: SignOptions, now: number): void {
  // `checkPayload` has checked that `iat` is a number when it exists.
  const issuedAt = (claims["iat"] || now) as number;
  if (options.noTimestamp) delete claims["iat"];
  else claims["iat"] = issuedAt;
  if (options.notBefore !== undefined) claims["nbf"] = timeOf("notBefore", options, issuedAt);
  if (options.expiresIn !== undefined) claims["exp"] = timeOf("expiresIn", options, issuedAt);
  for (const [option, claim] of CLAIM_OF_OPTION) {
    if (options[option] === undefined) continue;
    if (claims[claim] !== undefined) {
      throw new Error(
        `Bad "options.${option}" option. The payload already has an "${claim}" property.`,
      );
    }
    claims[claim] = options[option];
  }
}

function timeOf(option: "expiresIn" | "notBefore", options: SignOptions, issuedAt: number): number {
  const time = addTimespan(issuedAt, options[option]);
  if (time !== undefined) return time;
  throw new Error(
    `"${option}" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60`,
  );
}
