"use server";

import { redirect } from "next/navigation";
import { findTopic } from "@/lib/practice/content/topics";
import {
  answerOf,
  type Chosen,
  choiceText,
  chosenText,
} from "@/lib/practice/exercise/chosen-options";
import { runAnswer } from "@/lib/practice/exercise/run-answer";
import { keepEvent } from "@/lib/practice/progress/keep-event";
import { LONGEST_CHOICE } from "@/lib/practice/progress/limits";
import { readProgress } from "@/lib/practice/progress/read-progress";

/**
 * Answers an exercise for browsers that run no JavaScript. It accepts the numbers of options only, never a
 * text, and runs the content's program. The page of the answer shows the result.
 */
export async function answerExercise(form: FormData): Promise<void> {
  const text = (name: string) => String(form.get(name) ?? "");
  const [topic, mode, round] = [text("topic"), text("mode"), text("round")];
  const exercise = findTopic(topic)?.exercises.get(mode)?.get(text("exercise"));
  if (!exercise) redirect("/practice");

  const query = new URLSearchParams({ at: exercise.id, ...(round !== "" && { round }) });
  const address = (hash: string) => `/practice/${topic}/${mode}?${query}${hash}`;
  const chosen = chosenOptions(form, exercise.kind === "fill-in" ? exercise.blanks.length : null);
  const answer = chosen && answerOf(exercise, chosen.options);
  const result = chosen && (await runAnswer({ topic, mode }, exercise, chosen));
  if (!chosen || !answer || !result) redirect(address(`#${exercise.id}`));

  const passed = result.verdict.passed && result.defended?.holds !== false;
  if (round === "" || !(await isAnswered(topic, mode, exercise.id, round))) {
    await keepEvent({
      topic,
      mode,
      item: exercise.id,
      kind: "answer",
      passed,
      ...(round !== "" && { round }),
      choice: choiceText(exercise, answer)?.slice(0, LONGEST_CHOICE),
    });
  }
  query.set("answer", chosenText(chosen));
  redirect(address(`#${exercise.id}`));
}

/** Reads the options of a form, one a blank. Returns `null` while one is missing. */
function chosenOptions(form: FormData, blanks: number | null): Chosen | null {
  const names =
    blanks === null ? ["option"] : Array.from({ length: blanks }, (_, place) => `option-${place}`);
  const options = names.map((name) => numberOf(form.get(name)));
  const known = options.filter((option) => option !== null);
  return known.length === names.length
    ? { options: known, defend: numberOf(form.get("defend")) }
    : null;
}

function numberOf(value: FormDataEntryValue | null): number | null {
  return typeof value === "string" && /^\d{1,3}$/.test(value) ? Number(value) : null;
}

/** A question of the Test has one answer a round. */
async function isAnswered(
  topic: string,
  mode: string,
  item: string,
  round: string,
): Promise<boolean> {
  const { events } = await readProgress();
  return events.some(
    (event) =>
      event.topic === topic &&
      event.mode === mode &&
      event.item === item &&
      event.round === round &&
      event.kind === "answer",
  );
}
