import { SignetError } from "../../errors.ts";
import { isPlain } from "../../options.ts";
import { TokenClaimError } from "../errors.ts";
import { checkClaimTypes } from "./claims.ts";
import type { IssueRules } from "./signer-options.ts";

/**
 * The payload of a token: the given claims, those the options fix, and the times; `now` is
 * milliseconds since the epoch. JWT times are whole seconds, rounded down.
 *
 * @throws {TokenClaimError} for a registered claim of the wrong type, one that options and claims
 *   both give, and for a token that nobody gave an end.
 * @throws {SignetError} `invalid-input` for claims that JSON cannot hold.
 */
export function payloadOf(claims: object, rules: IssueRules, now: number): string {
  if (!isWritable(claims)) {
    throw new SignetError("invalid-input", "The claims must be a plain object.");
  }
  const all: Record<string, unknown> = { ...claims, ...rules.fixed };
  if (all["iat"] === undefined) all["iat"] = Math.floor(now / 1_000);
  for (const claim of Object.keys(rules.fixed)) refuseTwice(claims, claim);
  if (typeof rules.expiresIn === "number") {
    refuseTwice(claims, "exp");
    all["exp"] = Math.floor((now + rules.expiresIn) / 1_000);
  } else if (rules.expiresIn === null && claims["exp"] === undefined) {
    throw new TokenClaimError(
      "exp",
      'is missing: set expiresIn, give the claims an exp, or say expiresIn: "never"',
    );
  }
  if (rules.notBefore !== null) {
    refuseTwice(claims, "nbf");
    all["nbf"] = Math.floor((now + rules.notBefore) / 1_000);
  }
  checkClaimTypes(all);
  return stringify(all);
}

/** A Map would lose its entries on the way through JSON, and a toJSON could say anything. */
function isWritable(claims: unknown): claims is Readonly<Record<string, unknown>> {
  return isPlain(claims) && typeof claims["toJSON"] !== "function";
}

function refuseTwice(claims: Readonly<Record<string, unknown>>, claim: string): void {
  if (claims[claim] !== undefined) {
    throw new TokenClaimError(claim, "is given by the claims and by the signer's options");
  }
}

function stringify(claims: object): string {
  try {
    return JSON.stringify(claims);
  } catch (cause) {
    throw new SignetError(
      "invalid-input",
      "The claims must be what JSON holds: no BigInt and no circle.",
      { cause },
    );
  }
}
