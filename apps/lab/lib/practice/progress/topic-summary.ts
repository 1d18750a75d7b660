import type { TopicContent } from "../content/load";
import type { PracticeEvent } from "./event";
import { type IdeaLearnt, type LevelLearnt, learntByIdea, learntByLevel } from "./first-tries";
import { eventsOfMode, eventsOfTopic, type ModeProgress, modeProgress } from "./mode-progress";
import { type NextStep, nextStep } from "./next-step";
import { type DueCards, dueCards } from "./schedule";
import { type Streak, streak } from "./streak";
import { lastVerdict, type TestVerdict } from "./verdict";

/** Everything that the pages show of a visitor's progress in a topic. */
export interface TopicSummary {
  /** In the order of the overview. */
  readonly modes: readonly ModeProgress[];
  readonly ideas: readonly IdeaLearnt[];
  readonly levels: readonly LevelLearnt[];
  /** Answers and reviews, right and wrong. */
  readonly attempts: number;
  /** The days in a row with an answer in this topic. */
  readonly streak: Streak;
  /** The cards of each mode of spaced repetition. */
  readonly cards: readonly (DueCards & { readonly mode: string })[];
  /** The verdict of the latest finished Test. */
  readonly verdict: TestVerdict | null;
  readonly next: NextStep;
}

/** @param now milliseconds since 1970. */
export function topicSummary(
  content: TopicContent,
  events: readonly PracticeEvent[],
  now: number,
): TopicSummary {
  const own = eventsOfTopic(content, events);
  return {
    modes: content.modes.map((mode) => modeProgress(content, mode, own)),
    ideas: learntByIdea(content, own),
    levels: learntByLevel(content, own),
    attempts: own.filter(({ kind }) => kind !== "read").length,
    streak: streak(own, now),
    cards: content.modes.flatMap((mode) =>
      mode.kind === "recall"
        ? [{ mode: mode.id, ...dueCards(mode.cards, eventsOfMode(content, mode, own), now) }]
        : [],
    ),
    verdict: lastVerdict(content, own),
    next: nextStep(content, own, now),
  };
}
