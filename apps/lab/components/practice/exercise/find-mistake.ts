import type { Outcome, Program } from "sandbox/outcome";
import type { Exercise } from "@/lib/practice/content/exercise";
import { programOf } from "@/lib/practice/content/program";
import { failsAlike } from "@/lib/practice/content/verdict";
import type { Answered } from "./parts";

/**
 * Looks for the content's mistake that explains a wrong answer. Several mistakes can fail at one call with
 * other results, so it runs those that fail at the same call, and compares.
 *
 * @returns the place of the mistake, or `null` when no mistake fails in the same way.
 */
export async function findMistake(
  exercise: Exercise,
  { outcome, verdict }: Answered,
  run: (program: Program) => Promise<Outcome | null>,
): Promise<number | null> {
  if (verdict.passed || (exercise.kind !== "mend" && exercise.kind !== "write")) return null;
  for (const place of verdict.mistakes) {
    const text = exercise.wrong[place]?.program ?? "";
    const other = await run(programOf(exercise, { kind: "text", text }));
    if (other !== null && failsAlike(outcome, other)) return place;
  }
  return null;
}
