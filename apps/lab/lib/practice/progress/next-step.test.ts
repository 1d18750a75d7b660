import fc from "fast-check";
import { expect, test } from "vitest";
import { anyEvents, DAY, event, MONDAY } from "./fixtures/events";
import { fixtureTopic } from "./fixtures/topic";
import { nextStep } from "./next-step";
import { topicSummary } from "./topic-summary";

const NOW = MONDAY + DAY;
const next = (events: Parameters<typeof nextStep>[1]) => nextStep(fixtureTopic, events, NOW);

const answer = (mode: string, item: string, passed = true) =>
  event({ mode, item, passed, round: mode === "test" ? "r1" : null });
const review = (item: string, grade: 1 | 4) =>
  event({ mode: "recall", item, kind: "review", grade });

const learn = [event({ mode: "learn", item: "learn", kind: "read" }), answer("learn", "learn-1")];
const drill = [answer("try", "try-1"), answer("try", "try-2")];
const recall = ["a", "b", "c"].map((card) => review(card, 4));
const test4 = (passed: boolean) => [
  answer("test", "test-1"),
  answer("test", "test-3"),
  answer("test", "test-4", passed),
];

test("the first step is the first mode", () => {
  expect(next([])).toEqual({ kind: "unfinished", mode: "learn", isBegun: false });
});

test("a begun mode is continued before the next mode", () => {
  expect(next(learn.slice(0, 1))).toEqual({ kind: "unfinished", mode: "learn", isBegun: true });
  expect(next(learn)).toEqual({ kind: "unfinished", mode: "try", isBegun: false });
});

test("due cards come before everything else", () => {
  expect(next([review("a", 1), review("b", 4)])).toEqual({ kind: "due", mode: "recall", cards: 1 });
});

test("after all modes, the weakest idea of the Test leads back to its mode", () => {
  expect(next([...learn, ...drill, ...recall, ...test4(false)])).toEqual({
    kind: "weak",
    mode: "try",
    idea: "end",
    says: "A session ends.",
  });
});

test("when the Test has no weak idea, the first answers decide", () => {
  const wrong = event({ item: "try-2", passed: false, at: MONDAY - DAY });
  expect(next([wrong, ...learn, ...drill, ...recall, ...test4(true)])).toMatchObject({
    kind: "weak",
    idea: "end",
  });
});

test("when everything is strong, the mode with the oldest last answer is next", () => {
  const all = [...drill, ...recall, ...test4(true), ...learn];
  const times = all.map((each, index) => ({ ...each, at: MONDAY + index }));
  expect(next(times)).toEqual({ kind: "again", mode: "try" });
});

test("the next step is a mode of the topic, and the same as in the summary, for any events", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const step = next(events);
      expect(fixtureTopic.topic.modes).toContain(step.mode);
      const summary = topicSummary(fixtureTopic, events, NOW);
      expect(summary.next).toEqual(step);
      expect(summary.modes.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(summary.attempts);
    }),
  );
});
