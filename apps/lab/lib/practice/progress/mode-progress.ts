import type { TopicContent } from "../content/load";
import type { Mode } from "../content/topic";
import type { PracticeEvent } from "./event";
import { exercisesOf } from "./items";

/** What a visitor has done of a mode. */
export interface ModeProgress {
  /** The id of the mode. */
  readonly mode: string;
  readonly done: number;
  readonly total: number;
  /** Answers and reviews, right and wrong. */
  readonly attempts: number;
  readonly isFinished: boolean;
  /** The items with a right answer, a review or a read text. */
  readonly passed: readonly string[];
  /** The time of the last event, in milliseconds since 1970. `null` for a mode that was not begun. */
  readonly last: number | null;
}

/**
 * Counts the items of a mode that a visitor has done:
 *
 * - a text is done when its end was reached, and each exercise in it counts as well;
 * - an exercise or a step is done with its first right answer;
 * - a card is done with its first review;
 * - the Test is done when all questions of one round have an answer, right or wrong.
 */
export function modeProgress(
  content: TopicContent,
  mode: Mode,
  events: readonly PracticeEvent[],
): ModeProgress {
  const own = eventsOfMode(content, mode, events);
  const items = itemsOf(content, mode);
  const passedNow = new Set(own.filter(isDone).map(({ item }) => item));
  const passed = items.filter((item) => passedNow.has(item));
  const [done, total] =
    mode.kind === "test"
      ? [longestRound(own, questionsOf(content, mode)), questionsOf(content, mode)]
      : [passed.length, items.length];
  return {
    mode: mode.id,
    done,
    total,
    attempts: own.filter(({ kind }) => kind !== "read").length,
    isFinished: done >= total,
    passed,
    last: own.reduce<number | null>((last, { at }) => Math.max(last ?? at, at), null),
  };
}

/** Returns the events of a topic. */
export function eventsOfTopic(
  content: TopicContent,
  events: readonly PracticeEvent[],
): readonly PracticeEvent[] {
  return events.filter(({ topic }) => topic === content.topic.id);
}

/** Returns the events of a mode. */
export function eventsOfMode(
  content: TopicContent,
  mode: Pick<Mode, "id">,
  events: readonly PracticeEvent[],
): readonly PracticeEvent[] {
  return eventsOfTopic(content, events).filter((event) => event.mode === mode.id);
}

/** Returns the number of questions in a round of the Test. */
export function questionsOf(content: TopicContent, mode: Mode & { readonly kind: "test" }): number {
  const levels = exercisesOf(content, mode).map(({ level }) => level);
  return Object.entries(mode.draw).reduce(
    (sum, [level, draw]) => sum + Math.min(draw, levels.filter((each) => each === level).length),
    0,
  );
}

function itemsOf(content: TopicContent, mode: Mode): readonly string[] {
  const exercises = exercisesOf(content, mode).map(({ id }) => id);
  switch (mode.kind) {
    case "read":
      return [mode.id, ...exercises];
    case "recall":
      return mode.cards.map(({ id }) => id);
    default:
      return exercises;
  }
}

function isDone({ kind, passed }: PracticeEvent): boolean {
  return kind === "answer" ? passed : true;
}

function longestRound(events: readonly PracticeEvent[], most: number): number {
  const rounds = Map.groupBy(
    events.filter(({ kind, round }) => kind === "answer" && round !== null),
    ({ round }) => round,
  );
  const sizes = [...rounds.values()].map((round) => new Set(round.map(({ item }) => item)).size);
  return Math.min(most, Math.max(0, ...sizes));
}
