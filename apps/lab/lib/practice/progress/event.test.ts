import { expect, test } from "vitest";
import { eventOf, newEvent } from "./event";
import { DAY, MONDAY } from "./fixtures/events";

const sent = {
  id: "0B5F7A1C-27B3-4C39-9B3C-6D1C1A4B6E0F",
  topic: "tokens",
  mode: "try",
  item: "try-1",
  kind: "answer",
  passed: true,
};

test("the shortest event has the time of its arrival, and null for the missing members", () => {
  expect(eventOf(newEvent.parse(sent), "ada", MONDAY)).toEqual({
    ...sent,
    id: sent.id.toLowerCase(),
    owner: "ada",
    at: MONDAY,
    grade: null,
    round: null,
    choice: null,
    offset: null,
  });
});

test.each([
  [2_000.4, MONDAY - 2_000],
  [365 * DAY, MONDAY - 7 * DAY],
])("an event that waited %d ms has the time %d", (age, at) => {
  expect(eventOf(newEvent.parse({ ...sent, age }), "ada", MONDAY).at).toBe(at);
});

test("all members of an event are accepted", () => {
  const more = { grade: 3, round: "r-1", choice: "x".repeat(200), offset: -330, age: 0 };
  expect(newEvent.safeParse({ ...sent, ...more }).success).toBe(true);
});

test.each([
  { id: "1" },
  { id: undefined },
  { topic: "../etc" },
  { mode: "" },
  { item: "x".repeat(65) },
  { kind: "guess" },
  { passed: 1 },
  { grade: 0 },
  { grade: 5 },
  { grade: 1.5 },
  { round: "" },
  { round: "x".repeat(65) },
  { choice: "x".repeat(201) },
  { offset: 841 },
  { offset: 0.5 },
  { age: -1 },
  { age: Number.POSITIVE_INFINITY },
  { at: 0 },
  { owner: "grace" },
])("an event with %j is refused", (members) => {
  expect(newEvent.safeParse({ ...sent, ...members }).success).toBe(false);
});
