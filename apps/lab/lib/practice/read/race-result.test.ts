import { expect, test } from "vitest";
import { microsecondsOf, ratioText, rightGuess } from "./race-result";

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
