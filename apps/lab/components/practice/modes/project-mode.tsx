import { ExerciseView } from "../exercise/exercise-view";
import { END, stepPath } from "./mode-path";
import type { ModeProps } from "./mode-props";
import { ModeSummary } from "./mode-summary";
import { placeInMode } from "./place-in-mode";
import { StepFrame } from "./step-frame";
import { Stepper } from "./stepper";

/** The steps of one project. Each is checked by running it, and the visitor's code stays in the browser. */
export async function ProjectMode({ content, mode, at, answer }: ModeProps<"project">) {
  const { steps, exercise, number, following } = await placeInMode(content, mode, at);
  const done = steps.filter(({ state }) => state === "right").length;
  return (
    <StepFrame label={exercise ? `Step ${number} of ${steps.length}` : "The end of the project"}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Stepper label="Steps" noun="Step" steps={steps} />
        <p className="text-sm font-semibold">
          {done}/{steps.length} <span className="font-normal text-soft">steps done</span>
        </p>
      </div>
      {exercise ? (
        <ExerciseView
          exercise={exercise}
          place={{ topic: content.topic.id, mode: mode.id }}
          attempts={null}
          seconds={null}
          answer={exercise.id === at ? answer : undefined}
          before={null}
          here={stepPath(content, mode, exercise.id)}
          next={
            following
              ? { href: stepPath(content, mode, following.id), label: "Next step" }
              : { href: stepPath(content, mode, END), label: "See what you built" }
          }
          headingLevel={2}
        />
      ) : (
        <ModeSummary content={content} noun="step" steps={steps} badge={null} />
      )}
    </StepFrame>
  );
}
