import type { Program } from "sandbox/outcome";
import { fillBlanks } from "./blanks";
import type { Runnable } from "./block";
import type { Exercise, Statement } from "./exercise";

/** A learner's answer. Options count from 0. */
export type Answer =
  /** One text a blank. */
  | { readonly kind: "blanks"; readonly texts: readonly string[] }
  /** The chosen option of `choose` or `predict`. */
  | { readonly kind: "option"; readonly option: number }
  /** The text of the file that the learner edits. */
  | { readonly kind: "text"; readonly text: string };

/** The file of the learner, unless the exercise names another one. The check imports it. */
const PROGRAM = "program.ts";
/** The file of the check. */
export const CHECK = "check.ts";

/**
 * Returns the program that decides about an answer.
 *
 * @throws {TypeError} when the answer is of another kind than the exercise.
 */
export function programOf(exercise: Exercise, answer: Answer): Program {
  const { files, at } = exercise;
  switch (exercise.kind) {
    case "fill-in": {
      if (answer.kind !== "blanks") throw wrongKind(exercise, answer);
      const program = fillBlanks(exercise.program, answer.texts);
      return {
        files: { ...files, [PROGRAM]: program, [CHECK]: exercise.check },
        entry: CHECK,
        at,
      };
    }
    case "choose": {
      if (answer.kind !== "option") throw wrongKind(exercise, answer);
      const claims = exercise.options.map((option) => option.holds);
      return { files: { ...files, [PROGRAM]: exercise.program }, entry: PROGRAM, at, claims };
    }
    case "predict": {
      if (answer.kind !== "option") throw wrongKind(exercise, answer);
      return { files: { ...files, [PROGRAM]: exercise.program }, entry: PROGRAM, at };
    }
    case "mend":
    case "write": {
      if (answer.kind !== "text") throw wrongKind(exercise, answer);
      return {
        files: { ...files, [exercise.file]: answer.text, [CHECK]: exercise.check },
        entry: CHECK,
        at,
      };
    }
  }
}

/** Returns the first right answer of the content. */
function rightAnswerOf(exercise: Exercise): Answer {
  switch (exercise.kind) {
    case "fill-in":
      return {
        kind: "blanks",
        texts: exercise.blanks.map((blank) => firstRight(blank.options)?.text ?? ""),
      };
    case "choose":
    case "predict":
      return { kind: "option", option: exercise.options.findIndex((option) => option.right) };
    case "mend":
    case "write":
      return { kind: "text", text: exercise.right[0]?.program ?? "" };
  }
}

/** Returns the text of the learner's file with a right answer. */
export function rightTextOf(exercise: Exercise): string {
  const answer = rightAnswerOf(exercise);
  if (answer.kind === "blanks") return fillBlanks(exercise.program, answer.texts);
  return answer.kind === "text" ? answer.text : exercise.program;
}

/**
 * Returns the program that decides about a question: a right answer of the content, with the statements of
 * the question as claims.
 */
export function questionProgramOf(
  exercise: Exercise,
  options: readonly Pick<Statement, "holds">[],
): Program {
  const claims = options.map((option) => option.holds);
  return { ...programOf(exercise, rightAnswerOf(exercise)), claims };
}

/** Returns the program of an example. */
export function exampleProgramOf(example: Pick<Runnable, "program" | "files">): Program {
  return { files: { ...example.files, [PROGRAM]: example.program }, entry: PROGRAM };
}

function firstRight<Item extends { readonly right: boolean }>(
  items: readonly Item[],
): Item | undefined {
  return items.find((item) => item.right);
}

function wrongKind(exercise: Exercise, answer: Answer): TypeError {
  return new TypeError(
    `An answer of the kind "${answer.kind}" does not fit the exercise "${exercise.id}", which is of the kind "${exercise.kind}".`,
  );
}
