"use client";

import { type ReactNode, useState } from "react";
import type { Exercise, Question as QuestionContent } from "@/lib/practice/content/exercise";
import { questionProgramOf } from "@/lib/practice/content/program";
import { isBusy, useRun } from "../run/use-run";
import { InlineCode } from "./inline-code";
import { Question } from "./question";

/** The short question after an exercise. A run of a right answer decides it. */
export function QuickCheck(props: {
  readonly exercise: Exercise;
  readonly whys: readonly ReactNode[];
  readonly seed: string;
  /** The way on, shown after the answer. */
  readonly onward?: ReactNode;
}) {
  const { quickCheck } = props.exercise;
  const { state, run } = useRun();
  const [option, setOption] = useState<number | null>(null);

  async function answer(chosen: number): Promise<void> {
    const outcome = await run(questionProgramOf(props.exercise, quickCheck.options));
    if (outcome) setOption(chosen);
  }

  return (
    <>
      <Question
        question={quickCheck}
        whys={props.whys}
        seed={props.seed}
        isBusy={isBusy(state)}
        result={
          option !== null && state.status === "done"
            ? { option, claims: state.outcome.claims }
            : null
        }
        onAnswer={(chosen) => void answer(chosen)}
      />
      {option !== null && props.onward}
      <noscript>
        <AnsweredQuestion question={quickCheck} whys={props.whys} />
      </noscript>
    </>
  );
}

/** The statements of a question with their results, for browsers that run no JavaScript. */
export function AnsweredQuestion(props: {
  readonly question: QuestionContent;
  readonly whys: readonly ReactNode[];
}) {
  return (
    <>
      <p className="text-sm font-semibold">
        <InlineCode text={props.question.ask} />
      </p>
      <ul className="mt-2 grid gap-3 text-sm">
        {props.question.options.map((option, place) => (
          <li key={option.text}>
            <InlineCode text={option.text} /> {option.right ? "(true)" : "(false)"}
            {props.whys[place]}
          </li>
        ))}
      </ul>
    </>
  );
}
