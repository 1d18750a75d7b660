import { type Call, type Outcome, passed } from "sandbox/outcome";
import type { Exercise } from "./exercise";
import type { Answer } from "./program";

/** The result of an answer. */
export interface Verdict {
  readonly passed: boolean;
  /** The first call of the check with another result than the wanted one. */
  readonly failing: Call | null;
  /** The places of the content's mistakes that fail at the same call. Only for `mend` and `write`. */
  readonly mistakes: readonly number[];
}

/** Decides about an answer by the outcome of its program. */
export function verdictOf(exercise: Exercise, answer: Answer, outcome: Outcome): Verdict {
  const failing = outcome.calls.find((call) => !call.passed) ?? null;
  switch (exercise.kind) {
    case "choose": {
      const holds = answer.kind === "option" ? outcome.claims[answer.option] : undefined;
      return { passed: outcome.end === "finished" && holds === true, failing, mistakes: [] };
    }
    case "predict": {
      const option = answer.kind === "option" ? exercise.options[answer.option] : undefined;
      const isRight = option !== undefined && outcome.end === "finished";
      return { passed: isRight && prints(outcome, option.text), failing, mistakes: [] };
    }
    case "fill-in":
      return { passed: passed(outcome), failing, mistakes: [] };
    case "mend":
    case "write": {
      const fails = failureOf(outcome);
      const mistakes = exercise.wrong.flatMap((mistake, place) =>
        mistake.fails === fails ? [place] : [],
      );
      return { passed: passed(outcome), failing, mistakes };
    }
  }
}

/** Checks whether a program printed a text. Spaces at the ends of lines do not count. */
export function prints(outcome: Outcome, text: string): boolean {
  return trimLines(outcome.lines.map((line) => line.text).join("\n")) === trimLines(text);
}

/**
 * Returns how a run failed: the `call` of the first failing call, or "error" if the program ended before
 * by an error or a limit. `null` for a run that did not fail.
 */
export function failureOf(outcome: Outcome): string | null {
  const failing = outcome.calls.find((call) => !call.passed);
  if (failing) return failing.call;
  return outcome.end === "finished" ? null : "error";
}

/** Checks whether two runs failed at the same call with the same result, or with the same error. */
export function failsAlike(one: Outcome, other: Outcome): boolean {
  const [first, second] = [one, other].map((run) => run.calls.find((call) => !call.passed));
  if (first && second) return first.call === second.call && first.got === second.got;
  if (first || second || one.end === "finished") return false;
  return one.end === other.end && one.error?.message === other.error?.message;
}

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
}
