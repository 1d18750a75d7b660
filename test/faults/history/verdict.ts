import { unexplained } from "./linearizable.ts";
import { type Call, type Operation, placeOf } from "./operation.ts";

/** The figures of a history, and its violations of linearizability. */
export interface Verdict {
  readonly operations: number;
  /** Operations without an answer: they failed, or their process was killed. */
  readonly unanswered: number;
  /** Acknowledged revocations. */
  readonly revokes: number;
  /** The number of users. Each user's history is checked separately. */
  readonly users: number;
  /** The largest number of concurrent operations of one user. */
  readonly atOnce: number;
  readonly violations: readonly string[];
  /** Users with too many concurrent operations to try every order. */
  readonly undecided: number;
}

/** Checks the history of each user. */
export function judge(history: readonly Operation[]): Verdict {
  const places = Map.groupBy(history, ({ call }) => placeOf(call));
  const violations: string[] = [];
  let undecided = 0;
  for (const operations of places.values()) {
    const wrong = unexplained(operations);
    if (wrong === "undecided") undecided++;
    else if (wrong !== null) violations.push(describe(wrong, operations));
  }
  return {
    operations: history.length,
    unanswered: history.filter(({ end }) => end === null).length,
    revokes: history.filter(endsSession).length,
    users: places.size,
    atOnce: Math.max(0, ...[...places.values()].map(mostAtOnce)),
    violations,
    undecided,
  };
}

/** Adds up the verdicts of histories without a common user. */
export function combined(verdicts: readonly Verdict[]): Verdict {
  const sum = (count: (each: Verdict) => number) =>
    verdicts.reduce((total, each) => total + count(each), 0);
  return {
    operations: sum(({ operations }) => operations),
    unanswered: sum(({ unanswered }) => unanswered),
    revokes: sum(({ revokes }) => revokes),
    users: sum(({ users }) => users),
    atOnce: Math.max(0, ...verdicts.map(({ atOnce }) => atOnce)),
    violations: verdicts.flatMap(({ violations }) => violations),
    undecided: sum(({ undecided }) => undecided),
  };
}

function endsSession({ call, answer, end }: Operation): boolean {
  return end !== null && call.kind === "revoke" && answer === true;
}

function mostAtOnce(operations: readonly Operation[]): number {
  const moments = operations
    .flatMap(({ start, end }) =>
      end === null
        ? []
        : [
            { at: start, step: 1 },
            { at: end, step: -1 },
          ],
    )
    .sort((a, b) => a.at - b.at);
  let [now, most] = [0, 0];
  for (const { step } of moments) {
    now += step;
    most = Math.max(most, now);
  }
  return most;
}

/** Describes an unexplained operation, with the last operations on its session before it. */
function describe(wrong: Operation, operations: readonly Operation[]): string {
  const id = "id" in wrong.call ? wrong.call.id : null;
  const shown = operations
    .filter(({ call }) => id === null || !("id" in call) || call.id === id)
    .filter(({ start }) => start <= (wrong.end ?? wrong.start))
    .sort((a, b) => a.start - b.start)
    .slice(-20)
    .map(
      ({ call, start, end, answer }) =>
        `  ${start}–${end ?? "?"} ${textOf(call)} → ${JSON.stringify(answer)}`,
    );
  return `No order explains ${textOf(wrong.call)} → ${JSON.stringify(wrong.answer)}:\n${shown.join("\n")}`;
}

function textOf({ kind, ...rest }: Call): string {
  return `${kind} ${JSON.stringify(rest)}`;
}
