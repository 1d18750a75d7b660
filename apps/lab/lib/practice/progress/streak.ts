import type { PracticeEvent } from "./event";

/** Milliseconds. */
export const DAY = 86_400_000;
const MINUTE = 60_000;

/** Days in a row with an answer or a review. The days are those of the visitor's clock. */
export interface Streak {
  /** The days up to today, or up to yesterday when today has no answer yet. */
  readonly days: number;
  readonly longest: number;
  readonly isToday: boolean;
}

/** @param now milliseconds since 1970. */
export function streak(events: readonly PracticeEvent[], now: number): Streak {
  const answers = events.filter(({ kind }) => kind !== "read").toSorted((a, b) => a.at - b.at);
  let offset = answers.find((event) => event.offset !== null)?.offset ?? 0;
  const days = new Set<number>();
  for (const event of answers) {
    // A form without JavaScript sends no offset. The last known one is the best guess.
    offset = event.offset ?? offset;
    days.add(dayOf(event.at, offset));
  }
  const today = dayOf(now, offset);
  const isToday = days.has(today);
  return {
    days: daysUpTo(isToday ? today : today - 1, days),
    longest: Math.max(0, ...[...days].map((day) => daysUpTo(day, days))),
    isToday,
  };
}

/** Returns the last known offset of the visitor's clock, in minutes ahead of UTC. */
export function lastOffset(events: readonly PracticeEvent[]): number {
  return events.toSorted((a, b) => b.at - a.at).find(({ offset }) => offset !== null)?.offset ?? 0;
}

/** Returns the number of the day since 1970 on the visitor's clock. */
export function dayOf(at: number, offset: number): number {
  return Math.floor((at + offset * MINUTE) / DAY);
}

function daysUpTo(last: number, days: ReadonlySet<number>): number {
  let count = 0;
  while (days.has(last - count)) count++;
  return count;
}
