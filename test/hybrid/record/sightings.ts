/** What one reader saw. Times are of the machine's clock; nanoseconds. */

/** An active reading: the latest to begin of those with the same count, by the same bound. */
export interface SeenActive {
  readonly kind: "active";
  readonly session: string;
  /** What the data said. */
  readonly count: number;
  /** How old the truth was allowed to be; milliseconds. */
  readonly bound: number;
  readonly begun: number;
}

/** The first time that a session was refused: when the answer was there. */
export interface SeenRefused {
  readonly kind: "refused";
  readonly session: string;
  readonly reason: string;
  readonly begun: number;
  readonly answered: number;
}

/** So many readings since the last line. */
export interface Counted {
  readonly kind: "counted";
  readonly at: number;
  readonly reads: Readonly<Record<string, number>>;
  /** Sessions that were moved from another strategy since. */
  readonly moves: number;
}

export type Sighting = SeenActive | SeenRefused | Counted;

export interface Sightings {
  active(seen: Omit<SeenActive, "kind">, decidedBy: string): void;
  refused(seen: Omit<SeenRefused, "kind">): void;
  unavailable(): void;
  /** An answer has moved a session to the strategy in use. */
  moved(): void;
  /** What is new since it was last asked for. */
  drain(at: number): Sighting[];
}

/**
 * Keeps of millions of readings what the promises can be held against. An active reading breaks a
 * promise when it began later than a revocation (or an update that it does not show) plus its bound:
 * if any reading of a session, count and bound does, the one that began last does. A refusal breaks
 * one when nobody had begun to end the session when it was answered: if any does, the first does.
 */
export function sightings(): Sightings {
  const latest = new Map<string, SeenActive>();
  const refusals = new Set<string>();
  let news: SeenRefused[] = [];
  let reads: Record<string, number> = {};
  let moves = 0;
  const count = (what: string) => {
    reads[what] = (reads[what] ?? 0) + 1;
  };

  return {
    active(seen, decidedBy) {
      count(decidedBy);
      const key = `${seen.session} ${seen.count} ${seen.bound}`;
      const begun = Math.max(seen.begun, latest.get(key)?.begun ?? 0);
      latest.set(key, { kind: "active", ...seen, begun });
    },
    refused(seen) {
      count("refused");
      if (refusals.has(seen.session)) return;
      refusals.add(seen.session);
      news.push({ kind: "refused", ...seen });
    },
    unavailable: () => count("unavailable"),
    moved: () => {
      moves++;
    },
    drain(at) {
      const lines: Sighting[] = [...news, ...latest.values()];
      if (Object.keys(reads).length > 0) lines.push({ kind: "counted", at, reads, moves });
      latest.clear();
      [news, reads, moves] = [[], {}, 0];
      return lines;
    },
  };
}
