"use client";

import { type ReactNode, useState } from "react";
import type { Exercise } from "@/lib/practice/content/exercise";
import { questionProgramOf } from "@/lib/practice/content/program";
import { isBusy, useRun } from "../run/use-run";
import { InlineCode } from "./inline-code";
import { Question } from "./question";

/** The short question after an exercise. A run of a right answer decides it. */
export function QuickCheck(props: {
  readonly exercise: Exercise;
  readonly whys: readonly ReactNode[];
  readonly seed: string;
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
      <noscript>
        <p className="text-sm font-semibold">
          <InlineCode text={quickCheck.ask} />
        </p>
        <ul className="mt-2 grid gap-3 text-sm">
          {quickCheck.options.map((each, place) => (
            <li key={each.text}>
              <InlineCode text={each.text} /> {each.right ? "(true)" : "(false)"}
              {props.whys[place]}
            </li>
          ))}
        </ul>
      </noscript>
    </>
  );
}
