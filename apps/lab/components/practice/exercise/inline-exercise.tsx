import type { TopicContent } from "@/lib/practice/content/load";
import type { Mode } from "@/lib/practice/content/topic";
import { ExerciseView } from "./exercise-view";

const ATTEMPTS = 3;

/**
 * An exercise inside a text. `at` and `answer` are the members of the address: they hold the answer from a
 * browser that runs no JavaScript.
 */
export function InlineExercise(props: {
  readonly content: TopicContent;
  readonly mode: Mode;
  readonly id: string;
  readonly at?: string | undefined;
  readonly answer?: string | undefined;
}) {
  const { content, mode, id } = props;
  const exercise = content.exercises.get(mode.id)?.get(id);
  if (!exercise) {
    throw new Error(
      `The mode "${mode.id}" of "${content.topic.id}" has no exercise "${id}". Add content/${content.topic.id}/${mode.id}/${id}.yaml.`,
    );
  }
  return (
    <div className="rounded-2xl border border-line bg-paper px-4 py-6 sm:px-6">
      <ExerciseView
        exercise={exercise}
        place={{ topic: content.topic.id, mode: mode.id }}
        attempts={ATTEMPTS}
        seconds={null}
        answer={props.at === id ? props.answer : undefined}
        before={null}
        here={null}
        next={null}
        headingLevel={3}
      />
    </div>
  );
}
