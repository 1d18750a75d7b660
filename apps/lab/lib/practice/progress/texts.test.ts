import { expect, test } from "vitest";
import { fixtureTopic } from "./fixtures/topic";
import { count, deletionText, nextStepText, percent, reviewDayText } from "./texts";

test("numbers have their unit in the singular or in the plural", () => {
  expect([0, 1, 2_000].map((number) => count(number, "card"))).toEqual([
    "0 cards",
    "1 card",
    "2,000 cards",
  ]);
  expect(percent(2 / 3)).toBe("67 %");
});

test.each([
  [{ kind: "due", mode: "recall", cards: 1 }, "Review 1 card", "Its day has come."],
  [{ kind: "due", mode: "recall", cards: 2 }, "Review 2 cards", "Their day has come."],
  [
    { kind: "unfinished", mode: "try", isBegun: false },
    "Begin A title",
    "A title is the next mode",
  ],
  [{ kind: "unfinished", mode: "try", isBegun: true }, "Continue with A title", "You began"],
  [
    { kind: "weak", mode: "try", idea: "end", says: "A session ends." },
    "Go back to A title",
    "This idea was the hardest: A session ends.",
  ],
  [{ kind: "again", mode: "try" }, "Repeat A title", "You have finished every mode."],
] as const)("the step %j has a link and a reason", (step, link, why) => {
  const text = nextStepText(fixtureTopic, step);
  expect(text.link).toBe(link);
  expect(text.why).toContain(why);
});

test("a day of reviews is named by its distance or by its date", () => {
  const date = new Date("2026-03-05T00:00:00Z");
  expect([0, 1, 3].map((inDays) => reviewDayText({ inDays, date, cards: 1 }))).toEqual([
    "Today",
    "Tomorrow",
    "Thu 5 Mar",
  ]);
});

test.each([
  ["0", "There was no progress to delete."],
  ["1", "Your progress was deleted: 1 event."],
  ["unconfirmed", "Nothing was deleted. Tick the box to confirm the deletion."],
  ["<b>", null],
  [["1"], null],
  [undefined, null],
])("the result %j of a deletion is described as %j", (deleted, text) => {
  expect(deletionText(deleted)).toBe(text);
});
