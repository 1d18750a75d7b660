import { ExerciseView } from "../exercise/exercise-view";
import { END, stepPath } from "./mode-path";
import type { ModeProps } from "./mode-props";
import { ModeSummary } from "./mode-summary";
import { placeInMode } from "./place-in-mode";
import { StepFrame } from "./step-frame";
import { Stepper } from "./stepper";

/** Exercises one after the other, with a number of attempts for each. */
export async function DrillMode({ content, mode, at, answer }: ModeProps<"drill">) {
  const { steps, exercise, number, following } = await placeInMode(content, mode, at);
  return (
    <StepFrame label={exercise ? `Exercise ${number} of ${steps.length}` : "The end of the mode"}>
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
