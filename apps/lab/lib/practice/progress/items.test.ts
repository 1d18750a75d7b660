import { expect, test } from "vitest";
import { fixtureMode, fixtureTopic } from "./fixtures/topic";
import { exerciseIds, isKnownItem } from "./items";

test.each([
  ["learn", ["learn-1"]],
  ["try", ["try-1", "try-2"]],
  ["recall", []],
  ["test", ["test-1", "test-2", "test-3", "test-4"]],
])("the exercises of %s are %j", (mode, ids) => {
  expect(exerciseIds(fixtureMode(mode))).toEqual(ids);
});

test.each([
  ["learn", "learn", "read", true],
  ["learn", "learn-1", "answer", true],
  ["try", "try-2", "answer", true],
  ["recall", "b", "review", true],
  ["test", "test-4", "answer", true],
  ["learn", "learn-1", "read", false],
  ["learn", "learn", "answer", false],
  ["try", "try", "read", false],
  ["try", "try-3", "answer", false],
  ["try", "test-1", "answer", false],
  ["recall", "d", "review", false],
  ["recall", "b", "answer", false],
  ["try", "try-1", "review", false],
  ["deep", "deep", "read", false],
] as const)("in the mode %s, the item %s with the kind %s is known: %s", (mode, item, kind, is) => {
  expect(isKnownItem(fixtureTopic, { mode, item, kind })).toBe(is);
});
