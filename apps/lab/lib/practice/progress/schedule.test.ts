import fc from "fast-check";
import { expect, test } from "vitest";
import { anyEvents, DAY, event, MONDAY } from "./fixtures/events";
import { dueAfterGrade, dueCards } from "./schedule";

const CARDS = ["a", "b", "c"].map((id) => ({ id }));
const MINUTE = 60_000;

const review = (item: string, at: number, grade: 1 | 2 | 3 | 4) =>
  event({ mode: "recall", kind: "review", item, at, grade, passed: grade > 1 });

test("cards without a review are fresh, in their order", () => {
  const { due, fresh, later, next } = dueCards(CARDS, [], MONDAY);
  expect(fresh.map(({ card }) => card)).toEqual(["a", "b", "c"]);
  expect(fresh[0]).toEqual({ card: "a", due: null, reviews: 0, last: null });
  expect([due, later, next]).toEqual([[], [], null]);
});

test("a card that was easy comes back after days, and a forgotten card after a minute", () => {
  const events = [review("a", MONDAY, 4), review("b", MONDAY, 1)];
  const { due, fresh, later, next } = dueCards(CARDS, events, MONDAY + 2 * MINUTE);
  expect(due).toEqual([{ card: "b", due: MONDAY + MINUTE, reviews: 1, last: MONDAY }]);
  expect(fresh.map(({ card }) => card)).toEqual(["c"]);
  expect(later.map(({ card }) => card)).toEqual(["a"]);
  expect(next).toBeGreaterThan(MONDAY + 3 * DAY);
});

test("each further good review of a due card waits longer", () => {
  let events = [review("a", MONDAY, 4)];
  let wait = 0;
  for (let round = 0; round < 4; round++) {
    const { next } = dueCards(CARDS, events, MONDAY);
    const last = events.at(-1)?.at ?? 0;
    if (next === null) throw new Error("A reviewed card has a next time.");
    expect(next - last).toBeGreaterThan(wait);
    wait = next - last;
    events = [...events, review("a", next, 3)];
  }
});

test("each card is in one list, and the order of events does not matter, for any events", () => {
  fc.assert(
    fc.property(anyEvents, fc.integer({ min: 0, max: 60 }), (events, days) => {
      const now = MONDAY + days * DAY;
      const found = dueCards(CARDS, events, now);
      const { due, fresh, later } = found;
      const ids = [...due, ...fresh, ...later].map(({ card }) => card).toSorted();
      expect(ids).toEqual(["a", "b", "c"]);
      expect(due.every((card) => (card.due ?? now + 1) <= now)).toBe(true);
      expect(later.every((card) => (card.due ?? now) > now)).toBe(true);
      const times = events.map(({ at }) => at);
      fc.pre(new Set(times).size === times.length);
      expect(dueCards(CARDS, events.toReversed(), now)).toEqual(found);
    }),
  );
});

test("the preview of a grade is the time after a review with it, for any events", () => {
  fc.assert(
    fc.property(anyEvents, fc.constantFrom(1, 2, 3, 4), (events, grade) => {
      const now = MONDAY + 30 * DAY;
      const preview = dueAfterGrade("a", events, now);
      const { due, later } = dueCards([{ id: "a" }], [...events, review("a", now, grade)], now);
      expect([...due, ...later][0]?.due).toBe(preview[grade]);
      expect(preview[1]).toBeLessThanOrEqual(preview[2]);
      expect(preview[2]).toBeLessThanOrEqual(preview[3]);
      expect(preview[3]).toBeLessThanOrEqual(preview[4]);
    }),
  );
});
