import type { Exercise } from "@/lib/practice/content/exercise";
import type { Answered } from "./parts";

/** Says the result of an answer in plain words. */
export function resultText(exercise: Exercise, answered: Answered, isOver: boolean): string {
  const { verdict, outcome, defended } = answered;
  const not = isOver ? "Not right." : "Not yet.";
  if (verdict.passed) {
    if (defended?.holds === false) return "The answer passes. The reason does not hold in the run.";
    if (exercise.defend && defended === null) return "The answer passes. Now give the reason.";
    switch (exercise.kind) {
      case "choose":
        return "Right. The run confirms the statement.";
      case "predict":
        return "Right. The program prints exactly this.";
      default:
        return outcome.calls.length === 1
          ? "Right. The check passed."
          : `Right. All ${outcome.calls.length} checks passed.`;
    }
  }
  if (outcome.end !== "finished" && verdict.failing === null) {
    return outcome.end === "error"
      ? `${not} The program ended with an error.`
      : `${not} The program did not finish.`;
  }
  switch (exercise.kind) {
    case "choose":
      return `${not} The run contradicts the statement.`;
    case "predict":
      return `${not} The program prints something else.`;
    default:
      return outcome.calls.length === 0
        ? `${not} The program made no call of the check.`
        : `${not} A check failed.`;
  }
}
