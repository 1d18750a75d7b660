"use client";

import type { Exercise } from "@/lib/practice/content/exercise";
import { CodeFrame } from "../code/code-frame";
import { InlineCode } from "./inline-code";
import type { AnswerFieldProps } from "./parts";
import { RadioOptions } from "./radio-options";
import { SeenNote } from "./seen-note";

/** The options of `choose`: statements, each true or false in the run. */
export function Choose(
  props: AnswerFieldProps & { readonly exercise: Extract<Exercise, { kind: "choose" }> },
) {
  const { exercise, parts, answered, isOver } = props;
  const chosen = answered?.answer.kind === "option" ? answered.answer.option : null;
  return (
    <>
      <CodeFrame lines={parts.code} title="program.ts" />
      <SeenNote program={exercise.program} />
      <RadioOptions
        legend="Which statement is true?"
        name="option"
        seed={props.seed}
        chosen={chosen}
        disabled={isOver}
        words={{ whenTrue: "true in the run", whenFalse: "false in the run" }}
        options={exercise.options.map((option, place) => ({
          text: option.text,
          label: (
            <span>
              <InlineCode text={option.text} />
            </span>
          ),
          isTrue:
            isOver || (answered && place === chosen)
              ? (answered?.outcome.claims[place] ?? option.right)
              : null,
          why: isOver && place !== chosen ? (parts.whys[0]?.[place] ?? null) : null,
        }))}
      />
    </>
  );
}
