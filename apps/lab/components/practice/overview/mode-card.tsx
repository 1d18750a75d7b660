import Link from "next/link";
import type { Mode } from "@/lib/practice/content/topic";
import type { ModeProgress } from "@/lib/practice/progress/mode-progress";
import { count, factsText, progressText } from "@/lib/practice/read/texts";

/** A mode in the overview: its summary, its length and the visitor's progress. The whole card is a link. */
export function ModeCard(props: {
  readonly topic: string;
  readonly mode: Mode;
  readonly number: number;
  readonly progress: ModeProgress;
  /** The number of due cards. */
  readonly due: number;
  readonly isNext: boolean;
  readonly level: 2 | 3;
}) {
  const { topic, mode, number, progress, due, isNext } = props;
  const Heading = props.level === 2 ? "h2" : "h3";
  return (
    <article
      className={`group relative grid h-full grid-cols-[2.25rem_1fr] gap-x-4 rounded-2xl border bg-card p-5 shadow-(--shadow) transition-colors hover:border-ink motion-reduce:transition-none ${
        isNext ? "border-ink" : "border-line"
      }`}
    >
      <Mark number={number} isFinished={progress.isFinished} />
      <div className="flex min-w-0 flex-col gap-1.5">
        <div className="flex items-baseline justify-between gap-3">
          <Heading className="text-lg font-semibold tracking-tight">
            <Link
              href={`/practice/${topic}/${mode.id}`}
              className="underline-offset-4 group-hover:underline after:absolute after:inset-0 after:rounded-2xl"
            >
              {mode.title}
            </Link>
          </Heading>
          {due > 0 && (
            <span className="rounded-full bg-jwt px-2 py-0.5 text-xs font-semibold whitespace-nowrap text-on-accent">
              {count(due, "card")} due
            </span>
          )}
        </div>
        <p className="grow text-sm text-pretty">{mode.summary}</p>
        <p className="flex flex-wrap justify-between gap-x-4 gap-y-1 pt-1 text-xs text-soft">
          <span>{factsText(mode)}</span>
          <span className={progress.last === null ? "" : "font-semibold text-ink"}>
            {progressText(mode, progress)}
          </span>
        </p>
        <ProgressLine done={progress.done} total={progress.total} />
      </div>
    </article>
  );
}

function Mark({ number, isFinished }: { readonly number: number; readonly isFinished: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`grid size-9 place-items-center rounded-full border-2 text-sm font-semibold tabular-nums ${
        isFinished ? "border-hybrid bg-hybrid text-on-accent" : "border-line text-soft"
      }`}
    >
      {isFinished ? "✓" : number}
    </span>
  );
}

/** The part that is done. Its length is an attribute, because the policy forbids styles of elements. */
function ProgressLine({ done, total }: { readonly done: number; readonly total: number }) {
  const part = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <svg className="h-1 w-full" aria-hidden="true">
      <rect width="100%" height="100%" rx="2" className="fill-line" />
      {part > 0 && <rect width={`${part * 100}%`} height="100%" rx="2" className="fill-hybrid" />}
    </svg>
  );
}
