import type { Exercise } from "../content/exercise";
import type { Answer } from "../content/program";

/** The options that a visitor chose, one a blank, or one of `choose` and `predict`. They count from 0. */
export interface Chosen {
  readonly options: readonly number[];
  /** The option of the question that defends the answer. */
  readonly defend: number | null;
}

/** Returns the options as a text for an address: `2`, `1.0.2` or `2_0`. */
export function chosenText({ options, defend }: Chosen): string {
  return options.join(".") + (defend === null ? "" : `_${defend}`);
}

/** Reads a text of `chosenText`. Returns `null` for another text and for options that do not exist. */
export function chosenOf(exercise: Exercise, text: string): Chosen | null {
  if (!/^\d{1,3}(\.\d{1,3})*(_\d{1,3})?$/.test(text)) return null;
  const [options = "", defend] = text.split("_");
  const chosen = {
    options: options.split(".").map(Number),
    defend: defend === undefined ? null : Number(defend),
  };
  return answerOf(exercise, chosen.options) !== null && isOfQuestion(exercise, chosen.defend)
    ? chosen
    : null;
}

/**
 * Returns the answer that consists of options. Returns `null` when an option does not exist, and for an
 * exercise whose answer is code.
 */
export function answerOf(exercise: Exercise, options: readonly number[]): Answer | null {
  switch (exercise.kind) {
    case "choose":
    case "predict": {
      const [option] = options;
      if (options.length !== 1 || option === undefined) return null;
      return exercise.options[option] ? { kind: "option", option } : null;
    }
    case "fill-in": {
      const texts = exercise.blanks.map(
        (blank, place) => blank.options[options[place] ?? -1]?.text,
      );
      const known = texts.filter((text) => text !== undefined);
      const isWhole = options.length === texts.length && known.length === texts.length;
      return isWhole ? { kind: "blanks", texts: known } : null;
    }
    case "mend":
    case "write":
      return null;
  }
}

/** Returns the options of an answer. A typed text that is no option has `null`. */
export function optionsOf(exercise: Exercise, answer: Answer): (number | null)[] {
  if (answer.kind === "option") return [answer.option];
  if (answer.kind === "text" || exercise.kind !== "fill-in") return [];
  return exercise.blanks.map((blank, place) => {
    const found = blank.options.findIndex((option) => option.text === answer.texts[place]?.trim());
    return found === -1 ? null : found;
  });
}

/** Returns the answer in words, or `undefined` when the visitor typed a part of it. */
export function choiceText(exercise: Exercise, answer: Answer): string | undefined {
  const options = optionsOf(exercise, answer);
  if (options.length === 0 || options.includes(null)) return undefined;
  if (answer.kind === "blanks") return answer.texts.map((text) => text.trim()).join(", ");
  if (exercise.kind !== "choose" && exercise.kind !== "predict") return undefined;
  return answer.kind === "option" ? exercise.options[answer.option]?.text : undefined;
}

function isOfQuestion(exercise: Exercise, option: number | null): boolean {
  return option === null || exercise.defend?.options[option] !== undefined;
}
