"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { buttonClass } from "@/components/ui/button";
import type { Question as QuestionContent } from "@/lib/practice/content/exercise";
import { InlineCode } from "./inline-code";
import { RadioOptions } from "./radio-options";

const WORDS = { whenTrue: "true in the run", whenFalse: "false in the run" };

/** A question about the run of a right answer. Its statements are true or false in that run. */
export function Question(props: {
  readonly question: QuestionContent;
  readonly whys: readonly ReactNode[];
  readonly seed: string;
  /** The chosen option and the truth of each statement. `null` before the answer. */
  readonly result: { readonly option: number; readonly claims: readonly (boolean | null)[] } | null;
  readonly isBusy: boolean;
  readonly onAnswer: (option: number) => void;
}) {
  const { question, result } = props;
  const [isEmpty, setEmpty] = useState(false);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const option = new FormData(event.currentTarget).get("question");
    setEmpty(option === null);
    if (option !== null && !props.isBusy) props.onAnswer(Number(option));
  }

  return (
    <form onSubmit={submit} className="grid gap-3 noscript:hidden">
      <RadioOptions
        legend={question.ask}
        name="question"
        seed={`${props.seed}/${question.ask}`}
        chosen={result?.option ?? null}
        disabled={result !== null}
        words={WORDS}
        options={question.options.map((option, place) => ({
          text: option.text,
          label: (
            <span>
              <InlineCode text={option.text} />
            </span>
          ),
          isTrue: result && (result.claims[place] ?? false),
          why: result && (props.whys[place] ?? null),
        }))}
      />
      {result === null && (
        <button
          type="submit"
          aria-disabled={props.isBusy}
          className={`${buttonClass("secondary")} w-fit aria-disabled:cursor-progress`}
        >
          Check the answer
        </button>
      )}
      <p role="status" className="text-sm font-semibold empty:hidden">
        {isEmpty && result === null && "Choose an option first."}
        {result !== null &&
          (result.claims[result.option] ? "Right." : "Not right. The explanations say why.")}
      </p>
    </form>
  );
}
