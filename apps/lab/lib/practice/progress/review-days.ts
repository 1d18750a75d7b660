import type { CardSchedule, DueCards } from "./schedule";
import { DAY, dayOf } from "./streak";

/** The cards that come back on one day. */
export interface ReviewDay {
  /** 0 is today. */
  readonly inDays: number;
  /** The day at 0:00 UTC, to show its date. */
  readonly date: Date;
  readonly cards: number;
}

/**
 * Groups the reviewed cards by the day of their next review, on the visitor's clock. Due cards belong to
 * today.
 *
 * @param now milliseconds since 1970.
 * @param offset minutes that the visitor's clock is ahead of UTC.
 */
export function reviewDays(
  { due, later }: Pick<DueCards, "due" | "later">,
  now: number,
  offset: number,
): readonly ReviewDay[] {
  const today = dayOf(now, offset);
  const dayOfCard = (card: CardSchedule) => Math.max(today, dayOf(card.due ?? now, offset));
  return [...Map.groupBy([...due, ...later], dayOfCard)]
    .map(([day, cards]) => ({
      inDays: day - today,
      date: new Date(day * DAY),
      cards: cards.length,
    }))
    .sort((a, b) => a.inDays - b.inDays);
}
