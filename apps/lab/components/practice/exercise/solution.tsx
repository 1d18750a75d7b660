"use client";

import type { ReactNode } from "react";
import type { Exercise } from "@/lib/practice/content/exercise";
import type { ExerciseParts } from "./parts";
import { AnsweredQuestion, QuickCheck } from "./quick-check";

/** The solution in its steps, the common mistakes and the quick check of an exercise. */
export function Solution(props: {
  readonly exercise: Exercise;
  readonly parts: ExerciseParts;
  readonly seed: string;
  readonly level: 3 | 4;
  /** The way on, shown after the answer of the quick check. */
  readonly onward?: ReactNode;
  /** Inside `<noscript>`, which cannot hold another one. */
  readonly withoutScript?: boolean;
}) {
  const { exercise, parts } = props;
  const Heading = `h${props.level}` as const;
  const mistakes = mistakesOf(exercise, parts);
  return (
    <div className="grid min-w-0 gap-8">
      <section className="grid min-w-0 gap-3">
        <Heading className="text-lg font-semibold">Solution</Heading>
        <ol className="grid gap-3 text-sm">
          {parts.solution.map((step, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps never change their order.
            <li key={place} className="grid grid-cols-[auto_1fr] gap-3">
              <span
                aria-hidden="true"
                className="grid size-6 place-items-center rounded-full bg-tint text-xs font-semibold"
              >
                {place + 1}
              </span>
              <div className="min-w-0">{step}</div>
            </li>
          ))}
        </ol>
        {parts.rightCode}
      </section>
      {mistakes.length > 0 && (
        <details className="min-w-0 rounded-xl border border-line bg-card">
          <summary className="min-h-11 cursor-pointer rounded-xl px-4 py-2.5 text-sm font-semibold">
            Common mistakes ({mistakes.length})
          </summary>
          <ul className="grid gap-4 border-t border-line px-4 py-4 text-sm">
            {mistakes.map(({ says, isCode, why }, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the mistakes never change their order.
              <li key={place} className="grid min-w-0 gap-1">
                <p className={isCode ? "font-mono wrap-anywhere" : "font-semibold"}>{says}</p>
                {why}
              </li>
            ))}
          </ul>
        </details>
      )}
      <section className="grid min-w-0 gap-3">
        <Heading className="text-lg font-semibold">Quick check</Heading>
        {props.withoutScript ? (
          <AnsweredQuestion question={exercise.quickCheck} whys={parts.quickCheck} />
        ) : (
          <QuickCheck
            exercise={exercise}
            whys={parts.quickCheck}
            seed={props.seed}
            onward={props.onward}
          />
        )}
      </section>
    </div>
  );
}

/** The list of options shows the mistakes of `choose` and `predict` already. */
function mistakesOf(exercise: Exercise, parts: ExerciseParts) {
  switch (exercise.kind) {
    case "fill-in":
      return exercise.blanks.flatMap(({ options }, blank) =>
        options.flatMap(({ text, right }, place) =>
          right ? [] : [{ says: text, isCode: true, why: parts.whys[blank]?.[place] }],
        ),
      );
    case "mend":
    case "write":
      return parts.mistakes.map((mistake) => ({ ...mistake, isCode: false }));
    default:
      return [];
  }
}
