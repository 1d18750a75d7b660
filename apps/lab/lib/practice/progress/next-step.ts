import type { TopicContent } from "../content/load";
import type { PracticeEvent } from "./event";
import { learntByIdea } from "./first-tries";
import { eventsOfMode, modeProgress } from "./mode-progress";
import { dueCards } from "./schedule";
import { lastVerdict } from "./verdict";

/** The next best step in a topic. `mode` is the id of the mode to open. */
export type NextStep =
  /** Cards are due. */
  | { readonly kind: "due"; readonly mode: string; readonly cards: number }
  /** A mode is not finished. */
  | { readonly kind: "unfinished"; readonly mode: string; readonly isBegun: boolean }
  /** Every mode is finished, and an idea is weak. */
  | { readonly kind: "weak"; readonly mode: string; readonly idea: string; readonly says: string }
  /** Every mode is finished and every idea is strong: the mode with the oldest last answer. */
  | { readonly kind: "again"; readonly mode: string };

/** A first-try rate from which an idea counts as learnt. */
const LEARNT = 0.8;

/** @param now milliseconds since 1970. */
export function nextStep(
  content: TopicContent,
  events: readonly PracticeEvent[],
  now: number,
): NextStep {
  return (
    dueStep(content, events, now) ??
    unfinishedStep(content, events) ??
    weakStep(content, events) ?? { kind: "again", mode: oldestMode(content, events) }
  );
}

function dueStep(
  content: TopicContent,
  events: readonly PracticeEvent[],
  now: number,
): NextStep | null {
  for (const mode of content.modes) {
    if (mode.kind !== "recall") continue;
    const { due } = dueCards(mode.cards, eventsOfMode(content, mode, events), now);
    if (due.length > 0) return { kind: "due", mode: mode.id, cards: due.length };
  }
  return null;
}

function unfinishedStep(content: TopicContent, events: readonly PracticeEvent[]): NextStep | null {
  const unfinished = content.modes
    .map((mode) => modeProgress(content, mode, events))
    .find(({ isFinished }) => !isFinished);
  if (unfinished === undefined) return null;
  return { kind: "unfinished", mode: unfinished.mode, isBegun: unfinished.last !== null };
}

/** The latest Test decides; without a weak idea in it, the first answers to all exercises. */
function weakStep(content: TopicContent, events: readonly PracticeEvent[]): NextStep | null {
  const tested = (lastVerdict(content, events)?.ideas ?? [])
    .filter(({ verdict }) => verdict !== "strong")
    .map((idea) => ({ ...idea, rate: idea.right / idea.answered }));
  const tried = learntByIdea(content, events).flatMap((idea) =>
    idea.firstTryRate !== null && idea.firstTryRate < LEARNT
      ? [{ ...idea, rate: idea.firstTryRate }]
      : [],
  );
  const [weakest] = (tested.length > 0 ? tested : tried).toSorted((a, b) => a.rate - b.rate);
  if (weakest === undefined) return null;
  return { kind: "weak", mode: weakest.mode, idea: weakest.idea, says: weakest.says };
}

function oldestMode(content: TopicContent, events: readonly PracticeEvent[]): string {
  const [oldest] = content.modes
    .map((mode) => modeProgress(content, mode, events))
    .toSorted((a, b) => (a.last ?? 0) - (b.last ?? 0));
  return oldest?.mode ?? content.topic.id;
}
