"use client";

import type { Exercise } from "@/lib/practice/content/exercise";
import { prints } from "@/lib/practice/content/verdict";
import { CodeFrame } from "../code/code-frame";
import type { AnswerFieldProps } from "./parts";
import { RadioOptions } from "./radio-options";
import { SeenNote } from "./seen-note";

/** The options of `predict`: possible outputs of the program. */
export function Predict(
  props: AnswerFieldProps & { readonly exercise: Extract<Exercise, { kind: "predict" }> },
) {
  const { exercise, parts, answered, isOver } = props;
  const chosen = answered?.answer.kind === "option" ? answered.answer.option : null;
  return (
    <>
      <CodeFrame lines={parts.code} title="program.ts" />
      <SeenNote program={exercise.program} />
      <RadioOptions
        legend="What does the program print?"
        name="option"
        seed={props.seed}
        chosen={chosen}
        disabled={isOver}
        words={{ whenTrue: "printed", whenFalse: "not printed" }}
        options={exercise.options.map((option, place) => ({
          text: option.text,
          label: (
            <span className="block font-mono whitespace-pre-wrap wrap-anywhere">{option.text}</span>
          ),
          isTrue: isOver
            ? answered
              ? prints(answered.outcome, option.text)
              : option.right
            : answered && place === chosen
              ? answered.verdict.passed
              : null,
          why: isOver && place !== chosen ? (parts.whys[0]?.[place] ?? null) : null,
        }))}
      />
    </>
  );
}
