import { type Card, createEmptyCard, fsrs, type Grade } from "ts-fsrs";
import type { PracticeEvent } from "./event";

/** Without the random part of the intervals, the same reviews always give the same times. */
const scheduler = fsrs({ enable_fuzz: false });

/** A card of spaced repetition with its next time. Times are milliseconds since 1970. */
export interface CardSchedule {
  readonly card: string;
  /** The time of the next review. `null` for a card without a review. */
  readonly due: number | null;
  readonly reviews: number;
  /** The time of the last review. */
  readonly last: number | null;
}

export interface DueCards {
  /** Reviewed cards whose time has come, the longest due first. */
  readonly due: readonly CardSchedule[];
  /** Cards without a review, in the order of the mode. */
  readonly fresh: readonly CardSchedule[];
  /** Reviewed cards whose time has not come, the next first. */
  readonly later: readonly CardSchedule[];
  /** The next time in `later`. */
  readonly next: number | null;
}

/**
 * Schedules cards from their reviews with ts-fsrs.
 *
 * @param events the events of the cards' topic; events of other kinds are left out.
 * @param now milliseconds since 1970.
 */
export function dueCards(
  cards: readonly { readonly id: string }[],
  events: readonly PracticeEvent[],
  now: number,
): DueCards {
  const schedules = cards.map(({ id }) => scheduleOf(id, events));
  const reviewed = schedules
    .flatMap((schedule) => (schedule.due === null ? [] : [{ ...schedule, due: schedule.due }]))
    .sort((a, b) => a.due - b.due);
  const later = reviewed.filter(({ due }) => due > now);
  return {
    due: reviewed.filter(({ due }) => due <= now),
    fresh: schedules.filter(({ due }) => due === null),
    later,
    next: later[0]?.due ?? null,
  };
}

/** Returns the time of the next review for each grade that the visitor could give now. */
export function dueAfterGrade(
  card: string,
  events: readonly PracticeEvent[],
  now: number,
): Readonly<Record<Grade, number>> {
  const state: Card = replay(reviewsOf(card, events)) ?? createEmptyCard(now);
  const preview = scheduler.repeat(state, Math.max(now, state.last_review?.getTime() ?? now));
  const dueOf = (grade: Grade) => preview[grade].card.due.getTime();
  return { 1: dueOf(1), 2: dueOf(2), 3: dueOf(3), 4: dueOf(4) };
}

function scheduleOf(card: string, events: readonly PracticeEvent[]): CardSchedule {
  const reviews = reviewsOf(card, events);
  return {
    card,
    due: replay(reviews)?.due.getTime() ?? null,
    reviews: reviews.length,
    last: reviews.at(-1)?.at ?? null,
  };
}

interface Review {
  readonly at: number;
  readonly grade: Grade;
}

/** Returns the reviews of a card in the order of time. */
function reviewsOf(card: string, events: readonly PracticeEvent[]): readonly Review[] {
  return events
    .flatMap(({ kind, item, at, grade }) =>
      kind === "review" && item === card && grade !== null ? [{ at, grade }] : [],
    )
    .sort((a, b) => a.at - b.at);
}

/** Returns the state of a card after its reviews. `null` without a review. */
function replay(reviews: readonly Review[]): Card | null {
  let card: Card | null = null;
  for (const { at, grade } of reviews) {
    card = scheduler.next(card ?? createEmptyCard(at), at, grade).card;
  }
  return card;
}
