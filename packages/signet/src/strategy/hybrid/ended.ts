import type { StoreClock } from "./clock.ts";
import type { TokenFacts } from "./token.ts";

/**
 * What this process knows to have ended without having heard it from the feed, remembered as long as a
 * token can live. Moments are those of the monotonic clock.
 */
export interface Ended {
  addSession(id: string, at: number): void;
  /** The session lives: it has moved to this store since. */
  removeSession(id: string): void;
  /**
   * Sessions of a user have ended, all or some of them, but not `exceptId`.
   *
   * @param reading which reading of the feed goes on from before; `null` where none does.
   */
  addUser(userId: string, exceptId: string | null, at: number, reading: number | null): void;
  /** Everybody's sessions have ended. */
  addEverybody(at: number): void;
  /** This reading of the feed has named all that ended since it began and up to this moment. */
  named(at: number, reading: number): void;
  hasSession(id: string): boolean;
  /** Whether the token's session has ended, or may be one of a user's that have. */
  has(token: TokenFacts, clock: StoreClock): boolean;
  /** Drops what is older. */
  forget(before: number): void;
}

interface OfUser {
  readonly exceptId: string | null;
  readonly at: number;
  readonly reading: number | null;
}

export function createEnded(): Ended {
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
      // Last of all, so that the oldest come first.
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
      // Before the store's clock is known nobody can say which came first.
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
