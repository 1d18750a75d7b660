import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import type { TopicContent } from "@/lib/practice/content/load";
import type { TopicSummary } from "@/lib/practice/progress/topic-summary";
import { count, lengthText, nextStepText } from "@/lib/practice/read/texts";
import { ModeCard } from "./mode-card";

/** A topic with its next step and all its modes. */
export function TopicOverview(props: {
  readonly content: TopicContent;
  readonly summary: TopicSummary;
  /** The page shows this topic only, so the page's heading has its title. */
  readonly isAlone?: boolean;
}) {
  const { content, summary, isAlone = false } = props;
  const { topic, modes } = content;
  const minutes = modes.reduce((sum, mode) => sum + mode.minutes, 0);
  const finished = summary.modes.filter(({ isFinished }) => isFinished).length;
  return (
    <section id={topic.id} aria-labelledby={`${topic.id}-heading`} className="scroll-mt-6">
      <div className="grid gap-6 lg:grid-cols-[1fr_24rem] lg:items-start lg:gap-10">
        <div className="grid gap-3">
          {isAlone ? (
            <h1
              id={`${topic.id}-heading`}
              tabIndex={-1}
              className="text-2xl font-semibold tracking-tight text-balance"
            >
              {topic.title}
            </h1>
          ) : (
            <h2
              id={`${topic.id}-heading`}
              className="text-2xl font-semibold tracking-tight text-balance"
            >
              <Link href={`/practice/${topic.id}`} className="hover:underline underline-offset-4">
                {topic.title}
              </Link>
            </h2>
          )}
          <p className="max-w-2xl text-soft text-pretty">{topic.summary}</p>
          <p className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
            <span>{count(modes.length, "mode")}</span>
            <span>about {lengthText(minutes)}</span>
            {finished > 0 && (
              <span className="font-semibold text-ink">
                {finished} of {modes.length} done
              </span>
            )}
            {summary.streak.days > 1 && <span>{summary.streak.days} days in a row</span>}
          </p>
        </div>
        <NextStepPanel content={content} summary={summary} />
      </div>
      <ol className="mt-8 grid gap-4 md:grid-cols-2">
        {modes.map((mode, index) => {
          const progress = summary.modes[index];
          return (
            progress && (
              <li key={mode.id}>
                <ModeCard
                  topic={topic.id}
                  mode={mode}
                  number={index + 1}
                  progress={progress}
                  due={summary.cards.find((cards) => cards.mode === mode.id)?.due.length ?? 0}
                  isNext={summary.next.mode === mode.id}
                  level={isAlone ? 2 : 3}
                />
              </li>
            )
          );
        })}
      </ol>
    </section>
  );
}

function NextStepPanel(props: { readonly content: TopicContent; readonly summary: TopicSummary }) {
  const { content, summary } = props;
  const { action, reason } = nextStepText(content, summary.next);
  const mode = content.modes.find(({ id }) => id === summary.next.mode);
  return (
    <div className="grid gap-3 rounded-2xl border-2 border-ink bg-card p-5 shadow-(--shadow)">
      <p className="flex justify-between gap-4 text-sm font-semibold">
        Your next step
        {mode && <span className="font-normal text-soft">{lengthText(mode.minutes)}</span>}
      </p>
      <p className="text-sm text-soft text-pretty">{reason}</p>
      <Link
        href={`/practice/${content.topic.id}/${summary.next.mode}`}
        className={buttonClass("primary")}
      >
        {action}
        <span aria-hidden="true">→</span>
      </Link>
    </div>
  );
}
