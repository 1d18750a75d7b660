import { after } from "./timespan.ts";
import type { SignOptions } from "./types.ts";

type Claims = Record<string, unknown>;

/** The claims that options make, in the order in which they are written. */
const BY_OPTION = [
  ["audience", "aud"],
  ["issuer", "iss"],
  ["subject", "sub"],
  ["jwtid", "jti"],
] as const;

/** @throws {Error} When payload and options both say when a token begins or ends. */
export function checkTimes(claims: Claims, options: SignOptions): void {
  for (const [option, claim] of [["expiresIn", "exp"] as const, ["notBefore", "nbf"] as const]) {
    if (claims[claim] !== undefined && options[option] !== undefined) {
      throw new Error(
        `Bad "options.${option}" option the payload already has an "${claim}" property.`,
      );
    }
  }
}

/** Writes what the options say into claims. `now` is in seconds. */
export function stamp(claims: Claims, options: SignOptions, now: number): void {
  // Checked before to be a number, if it is there.
  const issuedAt = (claims["iat"] || now) as number;
  if (options.noTimestamp) delete claims["iat"];
  else claims["iat"] = issuedAt;
  if (options.notBefore !== undefined) claims["nbf"] = timeOf("notBefore", options, issuedAt);
  if (options.expiresIn !== undefined) claims["exp"] = timeOf("expiresIn", options, issuedAt);
  for (const [option, claim] of BY_OPTION) {
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
  const time = after(issuedAt, options[option]);
  if (time !== undefined) return time;
  throw new Error(
    `"${option}" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60`,
  );
}
