import type { Deed } from "../record/deeds.ts";
import type { SeenActive, SeenRefused, Sighting } from "../record/sightings.ts";
import { type Known, knownOf } from "./known.ts";

const MS = 1e6;

/** Sentences, one for each broken promise. */
export interface Verdict {
  /** Read as active, or with older data, when more than the bound had passed since an acknowledgement. */
  readonly late: readonly string[];
  /** Refused, and nobody had begun to end it. */
  readonly signedOut: readonly string[];
  /** Shown with data that nobody wrote, or never handed out. */
  readonly strange: readonly string[];
}

/** Holds what readers saw against what writers did. */
export function check(deeds: readonly Deed[], sightings: readonly Sighting[]): Verdict {
  const known = knownOf(deeds);
  const verdict = { late: [] as string[], signedOut: [] as string[], strange: [] as string[] };
  for (const seen of sightings) {
    if (seen.kind === "counted") continue;
    const facts = known.get(seen.session);
    if (facts === undefined) verdict.strange.push(`${seen.session} was never handed out`);
    else if (seen.kind === "active") judgeActive(seen, facts, verdict);
    else judgeRefused(seen, facts, verdict);
  }
  return verdict;
}

type Mutable<T> = { -readonly [Key in keyof T]: string[] };

function judgeActive(seen: SeenActive, known: Known, verdict: Mutable<Verdict>): void {
  const { session, count, bound, begun } = seen;
  const late = (begun - known.ended) / MS;
  if (late > bound) {
    verdict.late.push(
      `${session} was active ${late.toFixed(1)} ms after its end (${known.by}), by a bound of ${bound} ms`,
    );
  }
  for (const update of known.counts) {
    const behind = (begun - (update.acknowledged ?? Infinity)) / MS;
    if (update.count > count && behind > bound) {
      verdict.late.push(
        `${session} showed ${count} ${behind.toFixed(1)} ms after it was ${update.count}, by a bound of ${bound} ms`,
      );
      break;
    }
  }
  if (count !== 0 && !known.counts.some((update) => update.count === count)) {
    verdict.strange.push(`${session} showed ${count}, which nobody wrote`);
  }
}

function judgeRefused(seen: SeenRefused, known: Known, verdict: Mutable<Verdict>): void {
  const { session, reason, answered } = seen;
  if (reason !== "revoked") verdict.signedOut.push(`${session} was refused: ${reason}`);
  else if (known.endingBegun > answered) {
    verdict.signedOut.push(`${session} was refused, and nobody had begun to end it`);
  }
}
