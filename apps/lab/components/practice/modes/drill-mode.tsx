import { exercisesOf } from "@/lib/practice/progress/items";
import { eventsOfMode } from "@/lib/practice/progress/mode-progress";
import { readProgress } from "@/lib/practice/progress/read-progress";
import { ExerciseView } from "../exercise/exercise-view";
import { END, stepPath } from "./mode-path";
import type { ModeProps } from "./mode-props";
import { ModeSummary } from "./mode-summary";
import { StepFrame } from "./step-frame";
import { stepState } from "./step-states";
import { Stepper } from "./stepper";

/** Exercises one after the other, with a number of attempts for each. */
export async function DrillMode({ content, mode, at, answer }: ModeProps<"drill">) {
  const { events } = await readProgress();
  const own = eventsOfMode(content, mode, events);
  const exercises = exercisesOf(content, mode);
  const states = exercises.map(({ id }) => stepState(id, own));
  const firstOpen = states.findIndex((state) => state !== "right");
  const isEnd = at === END || (at === undefined && firstOpen === -1);
  const asked = exercises.findIndex(({ id }) => id === at);
  const place = asked === -1 ? Math.max(0, firstOpen) : asked;
  const exercise = isEnd ? undefined : exercises[place];
  const following = exercises[place + 1];
  const steps = exercises.map(({ id, title }, step) => ({
    title,
    href: stepPath(content, mode, id),
    state: states[step] ?? "open",
    isCurrent: id === exercise?.id,
  }));
  return (
    <StepFrame
      label={exercise ? `Exercise ${place + 1} of ${exercises.length}` : "The end of the mode"}
    >
      <Stepper label="Exercises" noun="Exercise" steps={steps} />
      {exercise ? (
        <ExerciseView
          exercise={exercise}
          place={{ topic: content.topic.id, mode: mode.id }}
          attempts={mode.attempts}
          seconds={mode.seconds ?? null}
          answer={exercise.id === at ? answer : undefined}
          before={null}
          here={stepPath(content, mode, exercise.id)}
          next={
            following
              ? { href: stepPath(content, mode, following.id), label: "Next exercise" }
              : { href: stepPath(content, mode, END), label: "See what you did" }
          }
          headingLevel={2}
        />
      ) : (
        <ModeSummary content={content} noun="exercise" steps={steps} badge={mode.badge ?? null} />
      )}
    </StepFrame>
  );
}
