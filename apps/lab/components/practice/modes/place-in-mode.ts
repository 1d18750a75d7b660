import type { TopicContent } from "@/lib/practice/content/load";
import { exercisesOf } from "@/lib/practice/progress/items";
import { eventsOfMode } from "@/lib/practice/progress/mode-progress";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { END, stepPath } from "./mode-path";
import type { ModeProps } from "./mode-props";
import { stepState } from "./step-states";

/**
 * Returns the steps of a mode with the visitor's results, and the step that the page shows: the asked one, or
 * else the first that is not right. `exercise` is undefined at the end of the mode.
 */
export async function placeInMode(
  content: TopicContent,
  mode: ModeProps<"drill" | "project">["mode"],
  at: string | undefined,
) {
  const { events } = await readProgress();
  const own = eventsOfMode(content, mode, events);
  const exercises = exercisesOf(content, mode);
  const states = exercises.map(({ id }) => stepState(id, own));
  const firstOpen = states.findIndex((state) => state !== "right");
  const isEnd = at === END || (at === undefined && firstOpen === -1);
  const asked = exercises.findIndex(({ id }) => id === at);
  const place = asked === -1 ? Math.max(0, firstOpen) : asked;
  const exercise = isEnd ? undefined : exercises[place];
  const steps = exercises.map(({ id, title }, step) => ({
    title,
    href: stepPath(content, mode, id),
    state: states[step] ?? "open",
    isCurrent: id === exercise?.id,
  }));
  return { steps, exercise, number: place + 1, following: exercises[place + 1] };
}
