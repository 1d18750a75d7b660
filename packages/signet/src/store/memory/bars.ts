import type { AdoptionCandidate, Bar } from "../contract.ts";

/** A remembered id: the id of an adopted or barred session. */
interface Mark {
  /** Whether the session's secret is settled (`Adoption.secretHashes`). */
  readonly isSettled: boolean;
  readonly until: number;
}

interface UserBar {
  readonly exceptId: string | null;
  readonly createdUntil: number;
  readonly until: number;
}

/** Keeps the marks and bars that decide whether a session may be adopted. */
export interface MemoryBars {
  /** Remembers an id. A mark never becomes unsettled or shorter. */
  mark(id: string, isSettled: boolean, until: number): void;
  isSettled(id: string): boolean;
  isBarred(candidate: AdoptionCandidate): boolean;
  add(bar: Bar): void;
  /** Examines at most `limit` marks and the bars of `limit` users, and deletes the expired ones. */
  purge(now: number, limit: number): void;
}

export function memoryBars(): MemoryBars {
  const marks = new Map<string, Mark>();
  const byUser = new Map<string, readonly UserBar[]>();
  let everybodyUntil = Number.NEGATIVE_INFINITY;
  const purgeMarks = purgerOf(marks, ({ until }, now) => until > now);
  const purgeUsers = purgerOf(byUser, (bars, now) => bars.some(({ until }) => until > now));

  function mark(id: string, isSettled: boolean, until: number): void {
    const before = marks.get(id);
    marks.set(id, {
      isSettled: isSettled || before?.isSettled === true,
      until: Math.max(until, before?.until ?? until),
    });
  }

  return {
    mark,
    isSettled: (id) => marks.get(id)?.isSettled === true,

    isBarred({ id, userId, createdAt }) {
      const bars = byUser.get(userId) ?? [];
      return (
        marks.has(id) ||
        createdAt <= everybodyUntil ||
        bars.some(({ exceptId, createdUntil }) => exceptId !== id && createdAt <= createdUntil)
      );
    },

    add(bar) {
      switch (bar.kind) {
        case "session":
          return mark(bar.id, false, bar.until);
        case "everybody":
          everybodyUntil = Math.max(everybodyUntil, bar.now);
          return;
        case "user": {
          const { userId, exceptId, now, until } = bar;
          const before = (byUser.get(userId) ?? []).filter((each) => each.until > now);
          const same = before.find((each) => each.exceptId === exceptId);
          const added = {
            exceptId,
            createdUntil: Math.max(now, same?.createdUntil ?? now),
            until: Math.max(until, same?.until ?? until),
          };
          byUser.set(userId, [...before.filter((each) => each !== same), added]);
        }
      }
    },

    purge(now, limit) {
      purgeMarks(now, limit);
      purgeUsers(now, limit);
    },
  };
}

/**
 * Creates a function that examines at most `limit` entries and deletes the expired ones. Each call
 * continues where the last one stopped, so that repeated calls reach every entry.
 */
function purgerOf<T>(
  entries: Map<string, T>,
  isKept: (item: T, now: number) => boolean,
): (now: number, limit: number) => void {
  let iterator = entries.entries();
  return (now, limit) => {
    for (let examined = 0; examined < limit; examined++) {
      const next = iterator.next();
      if (next.done) {
        iterator = entries.entries();
        return;
      }
      const [key, item] = next.value;
      if (!isKept(item, now)) entries.delete(key);
    }
  };
}
