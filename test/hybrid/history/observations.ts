/** The observations of one reader. Times are on the machine's monotonic clock; nanoseconds. */

/** An active reading: of those with the same session, count and bound, the last one to begin. */
export interface ActiveReading {
  readonly kind: "active";
  readonly session: string;
  /** The count in the data. */
  readonly count: number;
  /** The `maxStaleness` of the read; milliseconds. */
  readonly bound: number;
  readonly begun: number;
}

/** The first refusal of a session. */
export interface Refusal {
  readonly kind: "refused";
  readonly session: string;
  readonly reason: string;
  readonly begun: number;
  readonly answered: number;
}

/** The numbers of reads since the last line, by their decision. */
export interface ReadCounts {
  readonly kind: "counted";
  readonly at: number;
  readonly reads: Readonly<Record<string, number>>;
  /** The number of sessions moved from a former strategy since the last line. */
  readonly moves: number;
}

export type Observation = ActiveReading | Refusal | ReadCounts;

export interface ObservationRecorder {
  active(seen: Omit<ActiveReading, "kind">, decidedBy: string): void;
  refused(seen: Omit<Refusal, "kind">): void;
  unavailable(): void;
  /** Counts a session that a response moved to `hybrid()`. */
  moved(): void;
  /** Returns the new observations since the last call. */
  drain(at: number): Observation[];
}

/**
 * Reduces millions of readings to those that the checker needs:
 *
 * - An active reading is late when it began more than its bound after a revocation, or after an update
 *   that it does not show. If any reading of a session, count and bound is late, the last one is.
 * - A refusal is wrong when it was answered before a call that ends the session began. If any refusal
 *   of a session is wrong, the first one is.
 */
export function observationRecorder(): ObservationRecorder {
  const latest = new Map<string, ActiveReading>();
  const refusals = new Set<string>();
  let newRefusals: Refusal[] = [];
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
      newRefusals.push({ kind: "refused", ...seen });
    },
    unavailable: () => count("unavailable"),
    moved: () => {
      moves++;
    },
    drain(at) {
      const lines: Observation[] = [...newRefusals, ...latest.values()];
      if (Object.keys(reads).length > 0) lines.push({ kind: "counted", at, reads, moves });
      latest.clear();
      [newRefusals, reads, moves] = [[], {}, 0];
      return lines;
    },
  };
}
