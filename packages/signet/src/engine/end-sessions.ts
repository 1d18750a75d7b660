import { StoreUnavailableError } from "../errors.ts";
import type { OneFound } from "../http/credential.ts";
import type { SessionFacts } from "../session/types.ts";
import type { Presented, Tombstone, Verification } from "../strategy/contract.ts";
import type { Settings } from "./config.ts";
import type { EngineCookies } from "./cookies.ts";
import type { Incoming } from "./incoming.ts";

/** A verified session that a write ends. */
export interface Ending {
  readonly presented: Presented;
  readonly facts: SessionFacts;
}

/** Ends the sessions that a request presents. Times are milliseconds since the epoch. */
export interface Endings {
  /**
   * Returns the sessions of a request: the session that counts, and the session in the former place of the
   * cookie, which it outranks.
   *
   * @param verified the outcome of verifying the credential that counts.
   * @throws {StoreUnavailableError} when the store does not answer.
   */
  presentedIn(from: Incoming, verified: Verification | null, now: number): Promise<Ending[]>;
  /** Ends sessions. Returns the cookies that outrank a late response with one of their credentials. */
  end(from: Incoming, endings: readonly Ending[], now: number): Promise<string[]>;
}

export function endingsOf(
  { operations }: Pick<Settings, "operations">,
  cookies: Pick<EngineCookies, "tombstone">,
): Endings {
  async function outranked(found: OneFound, now: number): Promise<Ending[]> {
    if (found.outranked === undefined) return [];
    const presented = { ...found, credential: found.outranked };
    return endingOf(presented, await operations.read(presented, now, null));
  }

  return {
    async presentedIn({ found }, verified, now) {
      if (found.kind !== "one" || verified === null) return [];
      return [...endingOf(found, verified), ...(await outranked(found, now))];
    },

    async end(from, endings, now) {
      let tombstone: Tombstone | null = null;
      // The tombstone of the last one holds all, and a later session has later credentials.
      for (const { presented, facts } of endings.toSorted(byBeginning)) {
        const earlier: Tombstone | null = tombstone;
        tombstone =
          (await operations.revoke(facts, withTombstone(presented, earlier), now)) ?? earlier;
      }
      return tombstone === null ? [] : [cookies.tombstone(from, tombstone, now)];
    },
  };
}

function endingOf(presented: Presented, verified: Verification): Ending[] {
  if (verified.status === "unavailable") throw new StoreUnavailableError(verified.cause);
  return verified.status === "verified" ? [{ presented, facts: verified.facts }] : [];
}

/** A browser keeps one tombstone cookie, so the second tombstone also holds the sessions of the first. */
function withTombstone(presented: Presented, earlier: Tombstone | null): Presented {
  if (earlier === null) return presented;
  return { ...presented, tombstones: [...presented.tombstones, earlier.value] };
}

function byBeginning(one: Ending, other: Ending): number {
  return one.facts.createdAt - other.facts.createdAt;
}
