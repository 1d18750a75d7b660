import type { ActiveReading, Observation, Refusal } from "../history/observations.ts";
import type { Operation } from "../history/operations.ts";
import { outcomesOf, type SessionOutcome } from "./session-outcome.ts";

const MS = 1e6;

/** Descriptions of the violations. */
export interface Verdict {
  /** Active readings, or readings with old data, later than the bound after an acknowledgement. */
  readonly late: readonly string[];
  /** Refusals before a call that ends the session began, or with another reason than `revoked`. */
  readonly wronglyRefused: readonly string[];
  /** Readings of unknown sessions, or with data that no writer wrote. */
  readonly unexplained: readonly string[];
}

/** Checks the observations of readers against the operations of writers. */
export function check(
  operations: readonly Operation[],
  observations: readonly Observation[],
): Verdict {
  const known = outcomesOf(operations);
  const verdict = {
    late: [] as string[],
    wronglyRefused: [] as string[],
    unexplained: [] as string[],
  };
  for (const seen of observations) {
    if (seen.kind === "counted") continue;
    const outcome = known.get(seen.session);
    if (outcome === undefined)
      verdict.unexplained.push(`${seen.session} was never created by a writer`);
    else if (seen.kind === "active") checkActive(seen, outcome, verdict);
    else checkRefusal(seen, outcome, verdict);
  }
  return verdict;
}

type Mutable<T> = { -readonly [Key in keyof T]: string[] };

function checkActive(seen: ActiveReading, known: SessionOutcome, verdict: Mutable<Verdict>): void {
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
    verdict.unexplained.push(`${session} showed ${count}, which no writer wrote`);
  }
}

function checkRefusal(seen: Refusal, known: SessionOutcome, verdict: Mutable<Verdict>): void {
  const { session, reason, answered } = seen;
  if (reason !== "revoked") verdict.wronglyRefused.push(`${session} was refused: ${reason}`);
  else if (known.endingBegun > answered) {
    verdict.wronglyRefused.push(`${session} was refused before a call that ends it began`);
  }
}
