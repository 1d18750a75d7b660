import type { Answered } from "./parts";

/** Checks whether an answer passed, with its defence if the exercise asks for one. */
export function hasPassed({ verdict, defended }: Answered): boolean {
  return verdict.passed && defended?.holds !== false;
}
