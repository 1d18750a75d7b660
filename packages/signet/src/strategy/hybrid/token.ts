import type { SessionFacts } from "../../session/types.ts";
import { LONGEST_EPOCH } from "../../store/feed.ts";

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
 * A token's claims. `sub`, `iat` and `exp` are RFC 7519's, in seconds, `sid` is OpenID Connect's;
 * `times` says how much later than `iat` the session was created, authenticated and renewed and is
 * over, in milliseconds. Each read parses all of it, so it is short.
 */
export function toClaims(token: TokenFacts, lifetime: number): object {
  const { facts, version, epoch, issuedAt } = token;
  const times = [facts.createdAt, facts.authenticatedAt, facts.renewedAt, facts.expiresAt];
  return {
    sub: facts.userId,
    sid: facts.id,
    iat: issuedAt / 1_000,
    exp: (issuedAt + lifetime) / 1_000,
    times: times.map((time) => time - issuedAt),
    ver: version,
    epoch,
    data: facts.data,
  };
}

/** In the year 2286, after which times have a digit more; milliseconds. */
const LATEST = 9_999_999_999_999;

/**
 * A token's claims at their longest, as no renewal will make them longer: whatever the session's age,
 * the number of its updates, the store's epoch and its clock.
 */
export function longestClaims(facts: SessionFacts, epoch: string): object {
  // Each of `times` is written as minus LATEST then, which no clock that is wrong gets beyond.
  const times = { createdAt: 0, authenticatedAt: 0, renewedAt: 0, expiresAt: 0 };
  return toClaims(
    {
      facts: { ...facts, ...times },
      version: Number.MAX_SAFE_INTEGER,
      epoch: epoch.padEnd(LONGEST_EPOCH, "e"),
      issuedAt: LATEST,
    },
    0,
  );
}

/** The session behind proven claims, or `null` when a claim is missing or of the wrong type. */
export function fromClaims(claims: Readonly<Record<string, unknown>>): TokenFacts | null {
  const { sub, sid, iat, exp, times, ver, epoch, data } = claims;
  if (
    typeof sub !== "string" ||
    typeof sid !== "string" ||
    typeof iat !== "number" ||
    typeof exp !== "number" ||
    typeof ver !== "number" ||
    typeof epoch !== "string" ||
    !Array.isArray(times)
  ) {
    return null;
  }
  const [created, authenticated, renewed, over]: unknown[] = times;
  if (
    typeof created !== "number" ||
    typeof authenticated !== "number" ||
    typeof renewed !== "number" ||
    typeof over !== "number"
  ) {
    return null;
  }
  const issuedAt = Math.round(iat * 1_000);
  return {
    facts: {
      id: sid,
      userId: sub,
      data,
      createdAt: issuedAt + created,
      authenticatedAt: issuedAt + authenticated,
      renewedAt: issuedAt + renewed,
      expiresAt: issuedAt + over,
      device: null,
    },
    version: ver,
    epoch,
    issuedAt,
  };
}
