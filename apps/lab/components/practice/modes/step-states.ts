import type { PracticeEvent } from "@/lib/practice/progress/event";
import type { StepState } from "./stepper";

/**
 * Returns the state of an exercise from the answers of its mode.
 *
 * @param events the events of the mode.
 */
export function stepState(id: string, events: readonly PracticeEvent[]): StepState {
  const answers = events.filter(({ kind, item }) => kind === "answer" && item === id);
  if (answers.some(({ passed }) => passed)) return "right";
  return answers.length > 0 ? "tried" : "open";
}
