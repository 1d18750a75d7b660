import type { Exercise } from "./exercise";
import type { Answer } from "./program";

/** An answer of the content, and its verdict as the content states it. */
export interface StatedAnswer {
  /** The answer in words. */
  readonly says: string;
  readonly answer: Answer;
  readonly passes: boolean;
  /** The failure that the content states. See `failureOf`. */
  readonly fails?: string;
}

/** With more combinations, only those with one wrong option are listed. */
const MOST_COMBINATIONS = 64;

/**
 * Lists the answers of an exercise with the verdicts that the content states: every option, every
 * combination of options of several blanks, every attempt, and the text at the start.
 */
export function answersOf(exercise: Exercise): StatedAnswer[] {
  switch (exercise.kind) {
    case "choose":
    case "predict":
      return exercise.options.map((option, place) => ({
        says: option.text,
        answer: { kind: "option", option: place },
        passes: option.right,
      }));
    case "fill-in":
      return [
        ...combinations(exercise).map((options) => ({
          ...blanks(options.map((option) => option.text)),
          passes: options.every((option) => option.right),
        })),
        ...exercise.alsoRight.map((texts) => ({ ...blanks(texts), passes: true })),
      ];
    case "mend":
    case "write":
      return [
        { says: "the text at the start", answer: text(exercise.program), passes: false },
        ...exercise.right.map((attempt) => ({
          says: attempt.says,
          answer: text(attempt.program),
          passes: true,
        })),
        ...exercise.wrong.map((mistake) => ({
          says: mistake.says,
          answer: text(mistake.program),
          passes: false,
          fails: mistake.fails,
        })),
      ];
  }
}

type FillIn = Extract<Exercise, { kind: "fill-in" }>;
type Choice = FillIn["blanks"][number]["options"][number];

function combinations({ blanks }: FillIn): Choice[][] {
  const all = blanks.reduce<Choice[][]>(
    (rows, { options }) => rows.flatMap((row) => options.map((option) => [...row, option])),
    [[]],
  );
  if (all.length <= MOST_COMBINATIONS) return all;
  return all.filter((row) => row.filter((option) => !option.right).length <= 1);
}

function blanks(texts: readonly string[]): { says: string; answer: Answer } {
  return { says: texts.join(", "), answer: { kind: "blanks", texts } };
}

function text(program: string): Answer {
  return { kind: "text", text: program };
}
