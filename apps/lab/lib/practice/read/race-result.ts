import type { Measurement, Outcome } from "sandbox/outcome";

/** Returns the microseconds that a program took for one time of each of its measurements. */
export function microsecondsOf(measurements: readonly Measurement[]): number {
  return measurements.reduce(
    (sum, { milliseconds, times }) => sum + (milliseconds * 1_000) / Math.max(1, times),
    0,
  );
}

/** Each program runs as many times, because another program of the computer can disturb a run. */
export const ROUNDS = 3;

/** Returns the outcome to show: one that did not finish, or else the one with the shortest time. */
export function outcomeToShow(outcomes: readonly Outcome[]): Outcome | undefined {
  const unfinished = outcomes.find(({ end }) => end !== "finished");
  return (
    unfinished ??
    outcomes.toSorted((a, b) => microsecondsOf(a.measurements) - microsecondsOf(b.measurements))[0]
  );
}

/** The guesses about the two programs, with the smallest ratio for which each one is right. */
export const GUESSES = [
  { id: "same", text: "About the same", from: 0 },
  { id: "some", text: "1.5 to 5 times slower", from: 1.5 },
  { id: "much", text: "More than 5 times slower", from: 5 },
] as const;

export type Guess = (typeof GUESSES)[number]["id"];

/** Returns the right guess for the time of the first program divided by the time of the second one. */
export function rightGuess(ratio: number): Guess {
  return GUESSES.findLast(({ from }) => ratio >= from)?.id ?? "same";
}

/** Says a ratio: "7.3 times as long", or "about as long". */
export function ratioText(ratio: number): string {
  if (ratio > 0.9 && ratio < 1.1) return "about as long";
  const digits = ratio >= 10 ? 0 : 1;
  return `${ratio.toFixed(digits)} times as long`;
}
