import fc from "fast-check";
import { expect, test } from "vitest";
import { learntByIdea, learntByLevel } from "./first-tries";
import { anyEvents, event, MONDAY } from "./fixtures/events";
import { fixtureTopic } from "./fixtures/topic";

test("only the first answer to an exercise counts as the first try", () => {
  const events = [
    event({ item: "try-1", passed: true, at: MONDAY + 2 }),
    event({ item: "try-1", passed: false, at: MONDAY + 1 }),
    event({ mode: "learn", item: "learn-1", passed: true }),
    event({ item: "try-2", passed: false }),
  ];
  expect(learntByIdea(fixtureTopic, events)).toEqual([
    {
      idea: "sign",
      says: "Signing proves.",
      mode: "learn",
      total: 3,
      first: 1,
      later: 1,
      wrong: 0,
      open: 1,
      firstTryRate: 0.5,
    },
    {
      idea: "end",
      says: "A session ends.",
      mode: "try",
      total: 4,
      first: 0,
      later: 0,
      wrong: 1,
      open: 3,
      firstTryRate: 0,
    },
  ]);
});

test("a level without an answer has no rate", () => {
  expect(learntByLevel(fixtureTopic, [event()])).toMatchObject([
    { level: "easy", total: 4, first: 1, firstTryRate: 1 },
    { level: "medium", total: 2, open: 2, firstTryRate: null },
    { level: "hard", total: 1, open: 1, firstTryRate: null },
  ]);
});

test("the four counts of a group add up to its exercises, for any events", () => {
  fc.assert(
    fc.property(anyEvents, (events) => {
      const groups = [learntByIdea(fixtureTopic, events), learntByLevel(fixtureTopic, events)];
      for (const group of groups) {
        for (const { total, first, later, wrong, open } of group) {
          expect(first + later + wrong + open).toBe(total);
        }
        expect(group.reduce((sum, { total }) => sum + total, 0)).toBe(7);
      }
    }),
  );
});
