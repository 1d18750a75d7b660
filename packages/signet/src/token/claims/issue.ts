import { SignetError } from "../../errors.ts";
import { isPlain } from "../../options.ts";
import { TokenClaimError } from "../errors.ts";
import { checkClaimTypes } from "./claims.ts";
import type { IssueRules } from "./signer-options.ts";

/**
 * Returns the payload of a new token as JSON: the given claims, the claims of the options, and the
 * times. Times are whole seconds, rounded down.
 *
 * @param now milliseconds since the epoch.
 * @throws {TokenClaimError} for a registered claim of the wrong type, for a claim that both the claims
 *   and the options give, and for a token without an expiry.
 * @throws {SignetError} `invalid-input` for claims that JSON cannot represent.
 */
export function payloadOf(claims: object, rules: IssueRules, now: number): string {
  if (!isWritable(claims)) {
    throw new SignetError(
      "invalid-input",
      "The claims must be a plain object without toJSON. Pass an object literal.",
    );
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
      'is missing. Set expiresIn, add exp to the claims, or set expiresIn: "never"',
    );
  }
  if (rules.notBefore !== null) {
    refuseTwice(claims, "nbf");
    all["nbf"] = Math.floor((now + rules.notBefore) / 1_000);
  }
  checkClaimTypes(all);
  return stringify(all);
}

/** Checks claims. JSON would lose the entries of a Map, and a `toJSON` could replace the claims. */
function isWritable(claims: unknown): claims is Readonly<Record<string, unknown>> {
  return isPlain(claims) && typeof claims["toJSON"] !== "function";
}

function refuseTwice(claims: Readonly<Record<string, unknown>>, claim: string): void {
  if (claims[claim] !== undefined) {
    throw new TokenClaimError(
      claim,
      "is in the claims and in the options of the signer. Give it in one of them",
    );
  }
}

function stringify(claims: object): string {
  try {
    return JSON.stringify(claims);
  } catch (cause) {
    throw new SignetError(
      "invalid-input",
      "The claims have a value that JSON cannot represent: a BigInt or a circular reference. Convert it, or remove it.",
      { cause },
    );
  }
}
