import { highlight } from "@/lib/practice/code/highlight";
import type { Exercise } from "@/lib/practice/content/exercise";
import { rightTextOf } from "@/lib/practice/content/program";
import { CodeBlock } from "../code/code-block";
import { Markdown } from "../markdown";
import type { ExerciseParts } from "./parts";

/** Renders the texts and codes of an exercise. */
export async function exerciseParts(exercise: Exercise): Promise<ExerciseParts> {
  const isEdit = exercise.kind === "mend" || exercise.kind === "write";
  const isWhole = exercise.kind === "choose" || exercise.kind === "predict";
  const texts = (options: readonly { readonly why: string }[] | undefined) =>
    (options ?? []).map((option, place) => text(option.why, place));
  return {
    code: isEdit ? [] : await highlight(exercise.program, "ts"),
    solution: exercise.solution.map(text),
    rightCode: isWhole ? null : (
      <CodeBlock
        code={rightTextOf(exercise)}
        lang="ts"
        title={isEdit ? exercise.file : "program.ts"}
      />
    ),
    whys:
      exercise.kind === "fill-in"
        ? exercise.blanks.map((blank) => texts(blank.options))
        : isWhole
          ? [texts(exercise.options)]
          : [],
    mistakes: isEdit
      ? exercise.wrong.map(({ says, why }, place) => ({ says, why: text(why, place) }))
      : [],
    quickCheck: texts(exercise.quickCheck.options),
    defend: texts(exercise.defend?.options),
  };
}

/**
 * Returns the exercise without the texts that are rendered on the server. The browser needs the programs
 * and the options only.
 */
export function withoutTexts(exercise: Exercise): Exercise {
  const bare = { task: "", hint: "", solution: ["", "", ""] };
  const options = <Option extends { readonly why: string }>(all: readonly Option[]) =>
    all.map((option) => ({ ...option, why: "" }));
  const questions = {
    quickCheck: { ...exercise.quickCheck, options: options(exercise.quickCheck.options) },
    ...(exercise.defend && {
      defend: { ...exercise.defend, options: options(exercise.defend.options) },
    }),
  };
  switch (exercise.kind) {
    case "fill-in":
      return {
        ...exercise,
        ...bare,
        ...questions,
        blanks: exercise.blanks.map((blank) => ({ options: options(blank.options) })),
      };
    case "choose":
      return { ...exercise, ...bare, ...questions, options: options(exercise.options) };
    case "predict":
      return { ...exercise, ...bare, ...questions, options: options(exercise.options) };
    case "mend":
    case "write":
      return { ...exercise, ...bare, ...questions, wrong: options(exercise.wrong) };
  }
}

function text(markdown: string, place: number) {
  return <Markdown key={place} text={markdown} level={3} />;
}
