import { type Exercise, LEVELS, type Level } from "../content/exercise";
import type { TopicContent } from "../content/load";
import type { PracticeEvent } from "./event";
import { exercisesOf } from "./items";
import { eventsOfTopic } from "./mode-progress";

/** The exercises of a group, by the visitor's answers. The four counts add up to `total`. */
export interface Learnt {
  readonly total: number;
  /** Right with the first answer. */
  readonly first: number;
  /** Right with a later answer. */
  readonly later: number;
  /** Answered, and not right yet. */
  readonly wrong: number;
  readonly open: number;
  /** The part of the answered exercises that were right with the first answer: 0 to 1, or `null`. */
  readonly firstTryRate: number | null;
}

export interface IdeaLearnt extends Learnt {
  /** The id of the idea. */
  readonly idea: string;
  readonly says: string;
  /** The mode to go back to. */
  readonly mode: string;
}

export interface LevelLearnt extends Learnt {
  readonly level: Level;
}

interface Answered {
  readonly exercise: Exercise;
  /** The results of the answers, in the order of time. */
  readonly results: readonly boolean[];
}

/** Returns what a visitor has learnt, for each idea of a topic that has exercises. */
export function learntByIdea(
  content: TopicContent,
  events: readonly PracticeEvent[],
): readonly IdeaLearnt[] {
  const all = answeredExercises(content, events);
  return content.topic.ideas
    .map(({ id: idea, says, mode }) => {
      const own = all.filter(({ exercise }) => exercise.idea === idea);
      return { idea, says, mode, ...learntOf(own) };
    })
    .filter(({ total }) => total > 0);
}

/** Returns what a visitor has learnt, for each level. */
export function learntByLevel(
  content: TopicContent,
  events: readonly PracticeEvent[],
): readonly LevelLearnt[] {
  const all = answeredExercises(content, events);
  return LEVELS.map((level) => ({
    level,
    ...learntOf(all.filter(({ exercise }) => exercise.level === level)),
  }));
}

function answeredExercises(
  content: TopicContent,
  events: readonly PracticeEvent[],
): readonly Answered[] {
  const answers = eventsOfTopic(content, events)
    .filter(({ kind }) => kind === "answer")
    .toSorted((a, b) => a.at - b.at);
  const results = Map.groupBy(answers, ({ mode, item }) => `${mode}/${item}`);
  return content.modes.flatMap((mode) =>
    exercisesOf(content, mode).map((exercise) => ({
      exercise,
      results: (results.get(`${mode.id}/${exercise.id}`) ?? []).map(({ passed }) => passed),
    })),
  );
}

function learntOf(exercises: readonly Answered[]): Learnt {
  const answered = exercises.filter(({ results }) => results.length > 0);
  const first = answered.filter(({ results }) => results[0]).length;
  const right = answered.filter(({ results }) => results.includes(true)).length;
  return {
    total: exercises.length,
    first,
    later: right - first,
    wrong: answered.length - right,
    open: exercises.length - answered.length,
    firstTryRate: answered.length === 0 ? null : first / answered.length,
  };
}
