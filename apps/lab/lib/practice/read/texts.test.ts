import { describe, expect, test } from "vitest";
import type { TopicContent } from "../content/load";
import { mode, topic } from "../content/topic";
import { factsText, lengthText, nextStepText, progressText } from "./texts";

const head = { title: "Learn", summary: "Ten cards.", minutes: 25, intro: "Read." };
const card = { kind: "card", id: "a", title: "A", text: "b", example: { program: "1" } };
const learn = mode.parse({
  ...head,
  id: "learn",
  kind: "read",
  blocks: [card, { ...card, id: "c" }, { kind: "exercise", id: "d" }],
});
const drill = mode.parse({
  ...head,
  id: "try",
  title: "Try",
  kind: "drill",
  exercises: ["a"],
  attempts: 3,
});
const content: TopicContent = {
  topic: topic.parse({ id: "t", title: "T", summary: "s", modes: ["learn", "try"], ideas: [] }),
  modes: [learn, drill],
  exercises: new Map(),
};
const progress = {
  mode: "try",
  done: 0,
  total: 3,
  attempts: 0,
  isFinished: false,
  passed: [],
  last: null,
};

test.each([
  [1, "1 minute"],
  [45, "45 minutes"],
  [60, "1 hour"],
  [212, "3 hours 32 minutes"],
])("%d minutes are said as %j", (minutes, text) => {
  expect(lengthText(minutes)).toBe(text);
});

test("The facts of a mode are its kind, its size and its length", () => {
  expect(factsText(learn)).toBe("Read · 2 cards · 1 exercise · 25 minutes");
  expect(factsText(drill)).toBe("Exercises · 1 exercise · 25 minutes");
});

test("The progress of a mode is said in words", () => {
  expect(progressText(drill, progress)).toBe("Not begun");
  expect(progressText(drill, { ...progress, last: 1, done: 2 })).toBe("2 of 3");
  expect(progressText(drill, { ...progress, last: 1, isFinished: true })).toBe("Done");
  expect(progressText(learn, { ...progress, last: 1, isFinished: true })).toBe("Read");
});

describe("The next step", () => {
  const actionOf = (next: Parameters<typeof nextStepText>[1]) => nextStepText(content, next).action;

  test("is the first mode for a new visitor", () => {
    expect(actionOf({ kind: "unfinished", mode: "learn", isBegun: false })).toBe(
      "Begin with Learn",
    );
  });

  test("goes on with a begun mode, or names the next one", () => {
    expect(actionOf({ kind: "unfinished", mode: "try", isBegun: true })).toBe("Go on with Try");
    expect(actionOf({ kind: "unfinished", mode: "try", isBegun: false })).toBe("Next: Try");
  });

  test("is a review when cards are due, and a mode again when all is done", () => {
    expect(actionOf({ kind: "due", mode: "try", cards: 1 })).toBe("Review 1 card");
    expect(actionOf({ kind: "again", mode: "learn" })).toBe("Repeat Learn");
    const weak = { kind: "weak", mode: "learn", idea: "a", says: "Verify." } as const;
    expect(nextStepText(content, weak)).toEqual({
      action: "Go back to Learn",
      reason: "You have done all modes. This idea needs another look: Verify.",
    });
  });
});
