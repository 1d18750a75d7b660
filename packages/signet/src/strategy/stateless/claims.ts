import { type CompactTerms, compactTerms, termsInClaim } from "../../session/kept-terms.ts";
import type { SessionFacts } from "../../session/types.ts";

/**
 * The claims of a session. `sub`, `iat` and `exp` are RFC 7519's, `sid` and `auth_time` OpenID Connect's;
 * `created` is when the session began. Times are seconds since the epoch. `terms` holds the session's own
 * terms, in milliseconds, with its proofs and its actor; a session without any has no such claim.
 */
interface SessionClaims {
  readonly sub: string;
  readonly sid: string;
  readonly iat: number;
  readonly exp: number;
  readonly auth_time: number;
  readonly created: number;
  readonly data: unknown;
  readonly terms?: CompactTerms;
}

/** Returns the claims of a session. */
export function toClaims(facts: SessionFacts): SessionClaims {
  return {
    sub: facts.userId,
    sid: facts.id,
    iat: facts.renewedAt / 1_000,
    exp: facts.expiresAt / 1_000,
    auth_time: facts.authenticatedAt / 1_000,
    created: facts.createdAt / 1_000,
    data: facts.data,
    ...(facts.terms === null ? null : { terms: compactTerms(facts.terms) }),
  };
}

/** Returns the session facts in verified claims; `null` when a claim is missing or has the wrong type. */
export function factsFromClaims(claims: Readonly<Record<string, unknown>>): SessionFacts | null {
  const { sub, sid, iat, exp, auth_time, created, data } = claims;
  const terms = termsInClaim(claims["terms"]);
  if (
    terms === "malformed" ||
    typeof sub !== "string" ||
    typeof sid !== "string" ||
    typeof iat !== "number" ||
    typeof exp !== "number" ||
    typeof auth_time !== "number" ||
    typeof created !== "number"
  ) {
    return null;
  }
  return {
    id: sid,
    userId: sub,
    data,
    createdAt: created * 1_000,
    authenticatedAt: auth_time * 1_000,
    renewedAt: iat * 1_000,
    expiresAt: exp * 1_000,
    device: null,
    terms,
  };
}
