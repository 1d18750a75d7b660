import type { StoreClock } from "./clock.ts";
import type { TokenFacts } from "./token.ts";

/**
 * Ends that this process knows from another source than the feed, such as its own operations. Each is
 * kept as long as a token can live. Moments are milliseconds of the monotonic clock.
 */
export interface KnownEnds {
  addSession(id: string, at: number): void;
  /** Takes in that the session is live, because it has moved to this store. */
  removeSession(id: string): void;
  /**
   * Takes in that some or all sessions of a user have ended, except `exceptId`.
   *
   * @param reading the number of the feed reading that continues from before; `null` for none.
   */
  addUser(userId: string, exceptId: string | null, at: number, reading: number | null): void;
  /** Takes in that all sessions of all users have ended. */
  addEverybody(at: number): void;
  /** Takes in that this reading of the feed has listed every end up to this moment. */
  named(at: number, reading: number): void;
  hasSession(id: string): boolean;
  /** Checks whether the token's session has ended, or may be among a user's ended sessions. */
  has(token: TokenFacts, clock: StoreClock): boolean;
  /** Drops older ends. */
  forget(before: number): void;
}

interface OfUser {
  readonly exceptId: string | null;
  readonly at: number;
  readonly reading: number | null;
}

export function createKnownEnds(): KnownEnds {
  const sessions = new Map<string, number>();
  const users = new Map<string, readonly OfUser[]>();
  let everybodyAt = Number.NEGATIVE_INFINITY;

  function keep(isKept: (one: OfUser) => boolean): void {
    for (const [userId, all] of users) {
      const left = all.filter(isKept);
      if (left.length > 0) users.set(userId, left);
      else users.delete(userId);
    }
  }

  return {
    addSession(id, at) {
      // Inserted anew, so that the oldest entries come first.
      sessions.delete(id);
      sessions.set(id, at);
    },

    removeSession(id) {
      sessions.delete(id);
    },

    hasSession: (id) => sessions.has(id),

    addUser(userId, exceptId, at, reading) {
      users.set(userId, [...(users.get(userId) ?? []), { exceptId, at, reading }]);
    },

    addEverybody(at) {
      everybodyAt = at;
    },

    named(upTo, reading) {
      keep((one) => one.at >= upTo || one.reading !== reading);
    },

    has({ facts, issuedAt }, clock) {
      // Without the store's clock the order is unknown, so the end counts.
      const isBefore = (at: number) => clock.atLeast(at) === null || issuedAt <= clock.atMost(at);
      const ofUser = users.get(facts.userId) ?? [];
      return (
        sessions.has(facts.id) ||
        (everybodyAt > Number.NEGATIVE_INFINITY && isBefore(everybodyAt)) ||
        ofUser.some(({ exceptId, at }) => exceptId !== facts.id && isBefore(at))
      );
    },

    forget(before) {
      for (const [id, at] of sessions) {
        if (at > before) break;
        sessions.delete(id);
      }
      keep(({ at }) => at > before);
      if (everybodyAt < before) everybodyAt = Number.NEGATIVE_INFINITY;
    },
  };
}
