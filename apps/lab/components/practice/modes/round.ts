import type { PracticeEvent } from "@/lib/practice/progress/event";

/** Returns the id of a new round of the Test. */
export function newRound(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** Checks whether a text of an address can be the id of a round. */
export function isRound(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

/** Returns the first answer to each question of a round. */
export function answersOfRound(
  round: string,
  events: readonly PracticeEvent[],
): ReadonlyMap<string, boolean> {
  const answers = new Map<string, boolean>();
  for (const event of events.toSorted((a, b) => a.at - b.at)) {
    if (event.kind !== "answer" || event.round !== round || answers.has(event.item)) continue;
    answers.set(event.item, event.passed);
  }
  return answers;
}

/**
 * Returns the questions that the visitor answered before a round began. Answers in the round itself, and
 * after it, do not change its questions.
 */
export function seenBefore(round: string, events: readonly PracticeEvent[]): ReadonlySet<string> {
  const start = Math.min(
    ...events.flatMap((event) => (event.round === round ? [event.at] : [])),
    Number.POSITIVE_INFINITY,
  );
  const before = events.filter((event) => event.round !== round && event.at < start);
  return new Set(before.map(({ item }) => item));
}
