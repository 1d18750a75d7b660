import { describe, expect, it } from "vitest";
import type { PracticeEvent } from "@/lib/practice/progress/event";
import { answersOfRound, isRound, newRound, seenBefore } from "./round";
import { stepState } from "./step-states";

const event = (item: string, round: string | null, at: number, passed = true): PracticeEvent => ({
  id: `${item}-${round}-${at}`,
  owner: "ada",
  at,
  topic: "topic",
  mode: "test",
  item,
  kind: "answer",
  passed,
  grade: null,
  round,
  choice: null,
  offset: null,
});

const events = [
  event("b", "second", 30),
  event("a", "first", 10, false),
  event("a", "first", 20),
  event("c", "third", 40),
];

describe("A round of the Test", () => {
  it("has an id that an event accepts", () => {
    expect(isRound(newRound())).toBe(true);
    expect(newRound()).not.toBe(newRound());
    expect(["", "a b", "x".repeat(65), "../x"].filter(isRound)).toEqual([]);
  });

  it("counts the first answer to a question only", () => {
    expect([...answersOfRound("first", events)]).toEqual([["a", false]]);
  });

  it("counts as seen the questions of earlier rounds, and not its own or later ones", () => {
    expect([...seenBefore("second", events)]).toEqual(["a"]);
    expect([...seenBefore("first", events)]).toEqual([]);
  });

  it("counts as seen all answered questions before its first answer", () => {
    expect([...seenBefore("new", events)].sort()).toEqual(["a", "b", "c"]);
  });
});

it("An exercise is right with its first right answer, and tried with a wrong one", () => {
  expect(stepState("a", events)).toBe("right");
  expect(stepState("a", events.slice(1, 2))).toBe("tried");
  expect(stepState("z", events)).toBe("open");
});
