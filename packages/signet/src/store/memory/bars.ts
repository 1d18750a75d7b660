import type { AdoptionCandidate, Bar } from "../contract.ts";

/** What is remembered of an id. */
interface Mark {
  /** Whether its secret is. */
  readonly isSettled: boolean;
  readonly until: number;
}

interface UserBar {
  readonly exceptId: string | null;
  readonly createdUntil: number;
  readonly until: number;
}

/** Which sessions may not be adopted, because they were, or are barred. */
export interface MemoryBars {
  mark(id: string, isSettled: boolean, until: number): void;
  isSettled(id: string): boolean;
  isBarred(candidate: AdoptionCandidate): boolean;
  add(bar: Bar): void;
  /** Drops some of what is over: at most so many of each kind are looked at. */
  sweep(now: number, looks: number): void;
}

export function memoryBars(): MemoryBars {
  const marks = new Map<string, Mark>();
  const byUser = new Map<string, readonly UserBar[]>();
  let everybodyUntil = Number.NEGATIVE_INFINITY;
  const sweepMarks = sweeperOf(marks, ({ until }, now) => until > now);
  const sweepUsers = sweeperOf(byUser, (bars, now) => bars.some(({ until }) => until > now));

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

    sweep(now, looks) {
      sweepMarks(now, looks);
      sweepUsers(now, looks);
    },
  };
}

/** Goes on where it stopped, so that a bounded sweep reaches everything in the end. */
function sweeperOf<T>(
  kept: Map<string, T>,
  isKept: (item: T, now: number) => boolean,
): (now: number, looks: number) => void {
  let left = kept.entries();
  return (now, looks) => {
    for (let looked = 0; looked < looks; looked++) {
      const next = left.next();
      if (next.done) {
        left = kept.entries();
        return;
      }
      const [key, item] = next.value;
      if (!isKept(item, now)) kept.delete(key);
    }
  };
}
