import type { PracticeEvent } from "@/lib/practice/progress/event";
import { streak } from "@/lib/practice/progress/streak";
import { count } from "@/lib/practice/progress/texts";

/** Shows the streak and the numbers of all topics. */
export function KeyFigures(props: {
  readonly events: readonly PracticeEvent[];
  /** The number of due cards. */
  readonly due: number;
  readonly now: number;
}) {
  const { days, longest, isToday } = streak(props.events, props.now);
  const answers = props.events.filter(({ kind }) => kind !== "read");
  const right = answers.filter(({ passed }) => passed).length;
  return (
    <dl className="grid grid-cols-1 gap-px overflow-hidden rounded-2xl border border-line bg-line shadow-(--shadow) sm:grid-cols-3">
      <Figure
        term="Days in a row"
        value={days}
        note={
          days > 0 && !isToday
            ? "Answer one question today to keep them."
            : `Your longest: ${count(longest, "day")}.`
        }
      />
      <Figure term="Attempts" value={answers.length} note={`${right} of them right.`} />
      <Figure
        term="Cards due"
        value={props.due}
        note={props.due === 0 ? "Nothing to review now." : "Review them to remember them."}
      />
    </dl>
  );
}

function Figure(props: { readonly term: string; readonly value: number; readonly note: string }) {
  return (
    <div className="grid content-start bg-card px-5 py-5 sm:px-6">
      <dt className="text-sm text-soft">{props.term}</dt>
      <dd className="grid gap-1">
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{props.value}</span>
        <span className="text-xs text-soft">{props.note}</span>
      </dd>
    </div>
  );
}
