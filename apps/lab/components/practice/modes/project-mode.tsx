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

/** The steps of one project. Each is checked by running it, and the visitor's code stays in the browser. */
export async function ProjectMode({ content, mode, at, answer }: ModeProps<"project">) {
  const { events } = await readProgress();
  const own = eventsOfMode(content, mode, events);
  const exercises = exercisesOf(content, mode);
  const states = exercises.map(({ id }) => stepState(id, own));
  const done = states.filter((state) => state === "right").length;
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
      label={exercise ? `Step ${place + 1} of ${exercises.length}` : "The end of the project"}
    >
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Stepper label="Steps" noun="Step" steps={steps} />
        <p className="text-sm font-semibold">
          {done}/{exercises.length} <span className="font-normal text-soft">steps done</span>
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
