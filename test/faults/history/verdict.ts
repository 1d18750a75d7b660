import { unexplained } from "./linearizable.ts";
import { type Call, type Operation, placeOf } from "./operation.ts";

/** What a history holds, and what of it no order explains. */
export interface Verdict {
  readonly operations: number;
  /** Those whose end nobody saw: they were refused, or their process was killed. */
  readonly unanswered: number;
  /** Ends of sessions that a store acknowledged. */
  readonly revokes: number;
  /** Users, each with a history of its own. */
  readonly users: number;
  /** The most operations of one user that were under way at once. */
  readonly atOnce: number;
  readonly violations: readonly string[];
  /** Users on whom so much went on at once that not every order could be tried. */
  readonly undecided: number;
}

/** Judges the operations of each user by themselves. */
export function judge(history: readonly Operation[]): Verdict {
  const places = Map.groupBy(history, ({ call }) => placeOf(call));
  const violations: string[] = [];
  let undecided = 0;
  for (const operations of places.values()) {
    const wrong = unexplained(operations);
    if (wrong === "undecided") undecided++;
    else if (wrong !== null) violations.push(tell(wrong, operations));
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

/** Of histories that share no user. */
export function together(verdicts: readonly Verdict[]): Verdict {
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

/** The last operations before the one that cannot be, of the session it speaks of. */
function tell(wrong: Operation, operations: readonly Operation[]): string {
  const id = "id" in wrong.call ? wrong.call.id : null;
  const shown = operations
    .filter(({ call }) => id === null || !("id" in call) || call.id === id)
    .filter(({ start }) => start <= (wrong.end ?? wrong.start))
    .sort((a, b) => a.start - b.start)
    .slice(-20)
    .map(
      ({ call, start, end, answer }) =>
        `  ${start}–${end ?? "?"} ${words(call)} → ${JSON.stringify(answer)}`,
    );
  return `No order explains ${words(wrong.call)} → ${JSON.stringify(wrong.answer)}:\n${shown.join("\n")}`;
}

function words({ kind, ...rest }: Call): string {
  return `${kind} ${JSON.stringify(rest)}`;
}
