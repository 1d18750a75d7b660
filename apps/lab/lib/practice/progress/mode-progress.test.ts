import fc from "fast-check";
import { expect, test } from "vitest";
import { anyEvents, event, MONDAY } from "./fixtures/events";
import { fixtureMode, fixtureTopic } from "./fixtures/topic";
import { modeProgress, questionsOf } from "./mode-progress";

const of = (mode: string, events: Parameters<typeof modeProgress>[2]) =>
  modeProgress(fixtureTopic, fixtureMode(mode), events);

test("a mode without an event is open", () => {
  expect(of("try", [])).toEqual({
    mode: "try",
    done: 0,
    total: 2,
    attempts: 0,
    isFinished: false,
    passed: [],
    last: null,
  });
});

test("an exercise is done with its first right answer, and each answer is an attempt", () => {
  const answers = [false, true, false].map((passed, at) => event({ passed, at: MONDAY + at }));
  expect(of("try", answers)).toMatchObject({
    done: 1,
    attempts: 3,
    passed: ["try-1"],
    isFinished: false,
    last: MONDAY + 2,
  });
  expect(of("try", [...answers, event({ item: "try-2" })])).toMatchObject({ isFinished: true });
});

test("a text is finished when it was read and its exercises are right", () => {
  const read = event({ mode: "learn", item: "learn", kind: "read" });
  const answer = event({ mode: "learn", item: "learn-1" });
  expect(of("learn", [read])).toMatchObject({ done: 1, total: 2, attempts: 0, isFinished: false });
  expect(of("learn", [read, answer])).toMatchObject({ done: 2, attempts: 1, isFinished: true });
});

test("a card is done with its first review, with any grade", () => {
  const review = event({ mode: "recall", item: "b", kind: "review", passed: false, grade: 1 });
  expect(of("recall", [review])).toMatchObject({ done: 1, total: 3, passed: ["b"] });
});

test("the Test is finished when one round has all answers, right or wrong", () => {
  const answer = (item: string, round: string) =>
    event({ mode: "test", item, round, passed: false });
  const two = [answer("test-1", "r1"), answer("test-1", "r1"), answer("test-3", "r1")];
  const other = answer("test-4", "r2");
  expect(of("test", [...two, other])).toMatchObject({ done: 2, total: 3, isFinished: false });
  const three = [...two, other, answer("test-4", "r1")];
  expect(of("test", three)).toMatchObject({ done: 3, attempts: 5, isFinished: true });
});

test("a round draws no more questions of a level than the pool has", () => {
  const mode = fixtureMode("test");
  expect(mode.kind === "test" && questionsOf(fixtureTopic, mode)).toBe(3);
});

test("events of another topic, of another mode and of unknown items do not count", () => {
  const others = [event({ topic: "cookies" }), event({ mode: "test" }), event({ item: "gone" })];
  expect(of("try", others)).toMatchObject({ done: 0, attempts: 1 });
});

test("more events never lower the progress, and the order of events does not change it", () => {
  fc.assert(
    fc.property(anyEvents, fc.nat(60), (events, cut) => {
      for (const { id } of fixtureTopic.modes) {
        const all = of(id, events);
        expect(of(id, events.slice(0, cut)).done).toBeLessThanOrEqual(all.done);
        expect(of(id, events.toReversed())).toEqual(all);
        expect(all.done).toBeLessThanOrEqual(all.total);
      }
    }),
  );
});
