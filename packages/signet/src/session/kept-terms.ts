import { beginningInClaim, type CompactBeginning, compactBeginning } from "./beginning.ts";
import type { Beginning, KeptTerms, SessionTerms } from "./types.ts";

const CONFIGURED: SessionTerms = { idle: null, absolute: null, persistent: true };

/** Adds the beginning of a session to its terms. */
export function termsWith(
  terms: SessionTerms | null,
  beginning: Beginning | null,
): KeptTerms | null {
  if (beginning === null) return terms;
  return { ...(terms ?? CONFIGURED), beginning };
}

/** Returns the terms without the beginning; `null` for the configured terms. */
export function ownTerms({ idle, absolute, persistent }: KeptTerms): SessionTerms | null {
  const isConfigured = idle === null && absolute === null && persistent;
  return isConfigured ? null : { idle, absolute, persistent };
}

/**
 * The terms in tokens and, as JSON text, in stores: idle, absolute, 1 for a persistent cookie or 0, and
 * the beginning of the session if there is something to say about it.
 */
export type CompactTerms = readonly [
  idle: number | null,
  absolute: number | null,
  persistent: 0 | 1,
  beginning?: CompactBeginning,
];

export function compactTerms({ idle, absolute, persistent, beginning }: KeptTerms): CompactTerms {
  const flag = persistent ? 1 : 0;
  return beginning === undefined
    ? [idle, absolute, flag]
    : [idle, absolute, flag, compactBeginning(beginning)];
}

/** Returns the terms in a claim; `null` without the claim, and `"malformed"` for any other value. */
export function termsInClaim(claim: unknown): KeptTerms | null | "malformed" {
  if (claim === undefined) return null;
  if (!Array.isArray(claim) || claim.length < 3 || claim.length > 4) return "malformed";
  const [idle, absolute, persistent, compact]: unknown[] = claim;
  if (!isTime(idle) || !isTime(absolute) || (persistent !== 0 && persistent !== 1)) {
    return "malformed";
  }
  const terms = { idle, absolute, persistent: persistent === 1 };
  if (claim.length === 3) return terms;
  const beginning = beginningInClaim(compact);
  return beginning === "malformed" ? "malformed" : { ...terms, beginning };
}

function isTime(value: unknown): value is number | null {
  return value === null || (typeof value === "number" && value > 0);
}

/**
 * Returns the text that a store keeps; `null` for a session under the configured terms, without proofs
 * and without an actor.
 */
export function termsText(terms: KeptTerms | null): string | null {
  return terms === null ? null : JSON.stringify(compactTerms(terms));
}

/** Terms under which a session has ended, for text that cannot be read, for example after an edit by hand. */
const ENDED: KeptTerms = { idle: 0, absolute: 0, persistent: false };

/**
 * Returns the terms in the text of a store. A record of an earlier release has no text, and so no terms.
 * Text that cannot be read ends the session, so that damage never makes a session live longer, and never
 * makes an impersonation or a single factor look like a full sign-in.
 */
export function termsInText(text: string | null | undefined): KeptTerms | null {
  if (text === null || text === undefined) return null;
  try {
    const terms = termsInClaim(JSON.parse(text));
    return terms === "malformed" ? ENDED : terms;
  } catch {
    return ENDED;
  }
}
