import type { SessionFacts } from "../../session/types.ts";

/** What a hybrid token says of its session. */
export interface TokenFacts {
  readonly facts: SessionFacts;
  /** The version of the session's data. */
  readonly version: number;
  /** The store's epoch when it was issued; `""` when it was not known. */
  readonly epoch: string;
  /** By the store's clock, and not later than what the token says was true; milliseconds. */
  readonly issuedAt: number;
}

/**
 * A token's claims. `sub`, `iat` and `exp` are RFC 7519's, `sid` and `auth_time` OpenID Connect's;
 * `created`, `renewed` and `until` are the session's times. Seconds since the epoch, with fractions.
 */
export function toClaims(token: TokenFacts, lifetime: number): object {
  const { facts, version, epoch, issuedAt } = token;
  return {
    sub: facts.userId,
    sid: facts.id,
    iat: issuedAt / 1_000,
    exp: (issuedAt + lifetime) / 1_000,
    auth_time: facts.authenticatedAt / 1_000,
    created: facts.createdAt / 1_000,
    renewed: facts.renewedAt / 1_000,
    until: facts.expiresAt / 1_000,
    ver: version,
    epoch,
    data: facts.data,
  };
}

/** The session behind proven claims, or `null` when a claim is missing or of the wrong type. */
export function fromClaims(claims: Readonly<Record<string, unknown>>): TokenFacts | null {
  const { sub, sid, iat, exp, auth_time, created, renewed, until, ver, epoch, data } = claims;
  if (
    typeof sub !== "string" ||
    typeof sid !== "string" ||
    typeof iat !== "number" ||
    typeof exp !== "number" ||
    typeof auth_time !== "number" ||
    typeof created !== "number" ||
    typeof renewed !== "number" ||
    typeof until !== "number" ||
    typeof ver !== "number" ||
    typeof epoch !== "string"
  ) {
    return null;
  }
  return {
    facts: {
      id: sid,
      userId: sub,
      data,
      createdAt: milliseconds(created),
      authenticatedAt: milliseconds(auth_time),
      renewedAt: milliseconds(renewed),
      expiresAt: milliseconds(until),
      device: null,
    },
    version: ver,
    epoch,
    issuedAt: milliseconds(iat),
  };
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000);
}
