import type { Exercise } from "@/lib/practice/content/exercise";
import { chosenOf } from "@/lib/practice/exercise/chosen-options";
import { runAnswer } from "@/lib/practice/exercise/run-answer";
import { Markdown } from "../markdown";
import { exerciseParts, withoutTexts } from "./exercise-parts";
import { ExerciseRun, type ExerciseRunProps } from "./exercise-run";
import { GivenFiles } from "./given-files";

const APIS: Record<Exercise["api"], string> = {
  jsonwebtoken: "jsonwebtoken",
  "iron-session": "iron-session",
  "next-auth": "next-auth",
  signet: "Signet",
  web: "Web platform",
};

const LEVELS: Record<Exercise["level"], string> = { easy: "Easy", medium: "Medium", hard: "Hard" };

/** An exercise: the task and its files on one side, the answer and its result on the other. */
export async function ExerciseView(
  props: Pick<ExerciseRunProps, "place" | "attempts" | "seconds" | "before" | "here" | "next"> & {
    readonly exercise: Exercise;
    /** The options of an answer in the address, from a browser that runs no JavaScript. */
    readonly answer: string | undefined;
    readonly headingLevel: 2 | 3;
  },
) {
  const { exercise, place, answer, headingLevel } = props;
  const Heading = `h${headingLevel}` as const;
  const chosen = answer === undefined ? null : chosenOf(exercise, answer);
  const [parts, initial] = await Promise.all([
    exerciseParts(exercise),
    chosen && runAnswer(place, exercise, chosen),
  ]);
  return (
    <article
      // Another exercise has another state, and its hint is closed.
      key={`${place.round ?? ""}/${exercise.id}`}
      id={exercise.id}
      aria-labelledby={`${exercise.id}-title`}
      className="@container min-w-0"
    >
      <div className="grid gap-x-10 gap-y-6 @4xl:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
        <div className="grid min-w-0 content-start gap-5">
          <header className="grid gap-1">
            <p className="text-xs font-semibold text-soft">
              {LEVELS[exercise.level]} · {APIS[exercise.api]}
            </p>
            <Heading
              id={`${exercise.id}-title`}
              tabIndex={-1}
              className="text-xl font-semibold tracking-tight text-balance outline-none"
            >
              {exercise.title}
            </Heading>
          </header>
          <Markdown text={exercise.task} level={3} />
          <GivenFiles files={exercise.files} />
          <details className="min-w-0 rounded-xl border border-line bg-card">
            <summary className="min-h-11 cursor-pointer rounded-xl px-4 py-2.5 text-sm font-semibold">
              Hint
            </summary>
            <div className="border-t border-line px-4 py-3 text-sm">
              <Markdown text={exercise.hint} level={3} />
            </div>
          </details>
        </div>
        <ExerciseRun
          exercise={withoutTexts(exercise)}
          parts={parts}
          place={place}
          attempts={props.attempts}
          seconds={props.seconds}
          initial={initial}
          before={props.before}
          here={props.here}
          next={props.next}
          level={headingLevel === 2 ? 3 : 4}
        />
      </div>
    </article>
  );
}
