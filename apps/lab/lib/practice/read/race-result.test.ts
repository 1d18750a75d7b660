import type { Outcome } from "sandbox/outcome";
import { expect, test } from "vitest";
import { microsecondsOf, outcomeToShow, ratioText, rightGuess } from "./race-result";

test("The time of a program is the time of one round of all its measurements", () => {
  expect(
    microsecondsOf([
      { name: "sign", times: 100, milliseconds: 5 },
      { name: "verify", times: 10, milliseconds: 1 },
    ]),
  ).toBe(150);
  expect(microsecondsOf([])).toBe(0);
});

test.each([
  [0.5, "same"],
  [1.49, "same"],
  [1.5, "some"],
  [4.9, "some"],
  [5, "much"],
  [900, "much"],
])("For a ratio of %d the right guess is %s", (ratio, guess) => {
  expect(rightGuess(ratio)).toBe(guess);
});

test("A ratio is said in words", () => {
  expect([1.05, 1.44, 7.32, 52.4].map(ratioText)).toEqual([
    "about as long",
    "1.4 times as long",
    "7.3 times as long",
    "52 times as long",
  ]);
});

const outcome = (milliseconds: number, end: Outcome["end"] = "finished"): Outcome => ({
  end,
  sentence: null,
  error: null,
  lines: [],
  calls: [],
  frames: [],
  measurements: [{ name: "read", times: 10, milliseconds }],
  claims: [],
  milliseconds,
});

test("The fastest of several runs is shown, and a run that did not finish before all others", () => {
  const [slow, fast, stopped] = [outcome(9), outcome(2), outcome(1, "too-long")];
  expect(outcomeToShow([slow, fast, outcome(3)])).toBe(fast);
  expect(outcomeToShow([slow, stopped, fast])).toBe(stopped);
  expect(outcomeToShow([])).toBeUndefined();
});
