import { compactTerms, termsInClaim } from "../../session/kept-terms.ts";
import type { SessionFacts } from "../../session/types.ts";
import { LONGEST_EPOCH } from "../../store/feed.ts";

/** The content of a hybrid token. */
export interface TokenFacts {
  readonly facts: SessionFacts;
  /** The version of the session's data. */
  readonly version: number;
  /** The store's epoch when it was issued; `""` when it was not known. */
  readonly epoch: string;
  /** The store's time before the record was read; milliseconds since the epoch. */
  readonly issuedAt: number;
}

/**
 * Returns the claims of a token. `sub`, `iat` and `exp` are RFC 7519's, in seconds; `sid` is OpenID
 * Connect's. `times` holds when the session was created, authenticated, renewed and expires, in
 * milliseconds after `iat`. `terms` holds the session's own terms, its proofs and its actor; a session
 * without any has no such claim. The claims are short, because each read parses all of them.
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
    ...(facts.terms === null ? null : { terms: compactTerms(facts.terms) }),
  };
}

/** The last time with 13 digits, in the year 2286; milliseconds since the epoch. */
const LATEST = 9_999_999_999_999;

/**
 * Returns the longest claims that a token of this session can have, for any age of the session, number
 * of updates, epoch and clock of the store.
 */
export function longestClaims(facts: SessionFacts, epoch: string): object {
  // Each of `times` becomes minus LATEST, which no wrong clock exceeds.
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

/** Returns the content of verified claims; `null` when a claim is missing or has the wrong type. */
export function fromClaims(claims: Readonly<Record<string, unknown>>): TokenFacts | null {
  const { sub, sid, iat, exp, times, ver, epoch, data } = claims;
  const terms = termsInClaim(claims["terms"]);
  if (
    terms === "malformed" ||
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
      terms,
    },
    version: ver,
    epoch,
    issuedAt,
  };
}
