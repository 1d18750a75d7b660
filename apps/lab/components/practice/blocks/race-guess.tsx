"use client";

import type { Outcome } from "sandbox/outcome";
import {
  GUESSES,
  type Guess,
  microsecondsOf,
  ratioText,
  rightGuess,
} from "@/lib/practice/read/race-result";

/** A guess about the race, before the run. */
export function GuessField(props: {
  readonly name: string;
  readonly onGuess: (guess: Guess) => void;
}) {
  return (
    <fieldset>
      <legend className="text-sm font-semibold">Guess first: how much slower is program A?</legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {GUESSES.map(({ id: value, text }) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-lg border border-line px-3.5 py-1.5 text-sm hover:bg-well has-checked:border-ink has-checked:bg-well has-checked:font-semibold"
          >
            <input
              type="radio"
              name={props.name}
              value={value}
              onChange={() => props.onGuess(value)}
              className="size-4 accent-ink"
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Returns the time of the first program divided by the time of the second one, if both finished. */
function ratioOf([first, second]: readonly [Outcome, Outcome]): number | null {
  if (first.end !== "finished" || second.end !== "finished") return null;
  const time = microsecondsOf(second.measurements);
  return time === 0 ? null : microsecondsOf(first.measurements) / time;
}

/** Says the result of the race, for screen readers. */
export function resultText(result: readonly [Outcome, Outcome]): string {
  const ratio = ratioOf(result);
  if (ratio === null) return "The programs have run.";
  return `The programs have run. Program A took ${ratioText(ratio)} as program B.`;
}

/** Compares the guess with the result. */
export function GuessText(props: {
  readonly guess: Guess;
  readonly result: readonly [Outcome, Outcome];
}) {
  const ratio = ratioOf(props.result);
  if (ratio === null) return null;
  const isRight = rightGuess(ratio) === props.guess;
  return (
    <p className={`mb-3 font-semibold ${isRight ? "text-hybrid" : "text-jwt"}`}>
      {isRight ? "Your guess was right: " : "Not this time: "}
      program A took {ratioText(ratio)} as program B.
    </p>
  );
}
