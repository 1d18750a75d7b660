import { type Call, type Outcome, passed } from "sandbox/outcome";
import type { Exercise } from "./exercise";
import type { Answer } from "./program";

/** The result of an answer. */
export interface Verdict {
  readonly passed: boolean;
  /** The first call of the check with another result than the wanted one. */
  readonly failing: Call | null;
  /** The place of the content's mistake that fails in the same way. Only for `mend` and `write`. */
  readonly mistake: number | null;
}

/** Decides about an answer by the outcome of its program. */
export function verdictOf(exercise: Exercise, answer: Answer, outcome: Outcome): Verdict {
  const failing = outcome.calls.find((call) => !call.passed) ?? null;
  switch (exercise.kind) {
    case "choose": {
      const holds = answer.kind === "option" ? outcome.claims[answer.option] : undefined;
      return { passed: outcome.end === "finished" && holds === true, failing, mistake: null };
    }
    case "predict": {
      const option = answer.kind === "option" ? exercise.options[answer.option] : undefined;
      const isRight = option !== undefined && outcome.end === "finished";
      return { passed: isRight && prints(outcome, option.text), failing, mistake: null };
    }
    case "fill-in":
      return { passed: passed(outcome), failing, mistake: null };
    case "mend":
    case "write": {
      const fails = failureOf(outcome);
      const place = exercise.wrong.findIndex((mistake) => mistake.fails === fails);
      return { passed: passed(outcome), failing, mistake: place === -1 ? null : place };
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

function trimLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();
}
