import fc from "fast-check";
import { expect, test } from "vitest";
import { anyEvents, event, MONDAY } from "./fixtures/events";
import { fixtureTopic } from "./fixtures/topic";
import { lastVerdict, testRounds, testVerdict, verdictOf } from "./verdict";

const answer = (item: string, passed: boolean, round = "r1", at = MONDAY) =>
  event({ mode: "test", item, passed, round, at });

test.each([
  [0, 0, "weak"],
  [4, 10, "weak"],
  [5, 10, "getting there"],
  [7, 10, "getting there"],
  [8, 10, "strong"],
  [1, 1, "strong"],
])("%d right of %d is %s", (right, answered, verdict) => {
  expect(verdictOf(right, answered)).toBe(verdict);
});

test("a round without an answer has no verdict", () => {
  expect(testVerdict(fixtureTopic, [answer("test-1", true)], "r2")).toBeNull();
});

test("a verdict names the levels, the ideas and the mode to go back to", () => {
  const events = [answer("test-1", true), answer("test-3", true), answer("test-4", false)];
  expect(testVerdict(fixtureTopic, events, "r1")).toEqual({
    round: "r1",
    total: 3,
    isFinished: true,
    right: 2,
    answered: 3,
    verdict: "getting there",
    levels: [
      { level: "easy", right: 1, answered: 1, verdict: "strong" },
      { level: "medium", right: 1, answered: 1, verdict: "strong" },
      { level: "hard", right: 0, answered: 1, verdict: "weak" },
    ],
    ideas: [
      {
        idea: "sign",
        says: "Signing proves.",
        mode: "learn",
        right: 1,
        answered: 1,
        verdict: "strong",
      },
      {
        idea: "end",
        says: "A session ends.",
        mode: "try",
        right: 1,
        answered: 2,
        verdict: "getting there",
      },
    ],
    back: "try",
  });
});

test("only the first answer to a question counts", () => {
  const events = [answer("test-1", true, "r1", MONDAY + 1), answer("test-1", false, "r1", MONDAY)];
  expect(testVerdict(fixtureTopic, events, "r1")).toMatchObject({
    right: 0,
    answered: 1,
    isFinished: false,
    back: "learn",
  });
});

test("a round in which every idea is strong names no mode", () => {
  const events = ["test-1", "test-3", "test-4"].map((item) => answer(item, true));
  expect(testVerdict(fixtureTopic, events, "r1")).toMatchObject({ verdict: "strong", back: null });
});

test("the last verdict is the one of the latest finished round", () => {
  const finished = ["test-1", "test-3", "test-4"].map((item) => answer(item, true, "r1"));
  const begun = answer("test-1", false, "r2", MONDAY + 1);
  expect(testRounds(fixtureTopic, [...finished, begun])).toEqual(["r2", "r1"]);
  expect(lastVerdict(fixtureTopic, [...finished, begun])?.round).toBe("r1");
  expect(lastVerdict(fixtureTopic, [begun])).toBeNull();
});

test("the levels and the ideas of a verdict add up to the whole, for any events", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      for (const round of testRounds(fixtureTopic, events)) {
        const verdict = testVerdict(fixtureTopic, events, round);
        if (verdict === null) throw new Error("A round with an answer has a verdict.");
        for (const groups of [verdict.levels, verdict.ideas]) {
          expect(groups.reduce((sum, { right }) => sum + right, 0)).toBe(verdict.right);
          expect(groups.reduce((sum, { answered }) => sum + answered, 0)).toBe(verdict.answered);
        }
        expect(verdict.back === null).toBe(verdict.ideas.every((i) => i.verdict === "strong"));
      }
    }),
  );
});
