import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY, event, HOUR, MONDAY } from "./fixtures/events";
import { streak } from "./streak";

const NOON = MONDAY + 12 * HOUR;

test("without an answer there is no streak", () => {
  const none = { days: 0, longest: 0, isToday: false };
  expect(streak([], NOON)).toEqual(none);
  expect(streak([event({ kind: "read", at: NOON })], NOON)).toEqual(none);
});

test("a streak lasts until the end of the day after its last answer", () => {
  const events = [NOON, NOON + DAY].map((at) => event({ at }));
  expect(streak(events, NOON + DAY)).toEqual({ days: 2, longest: 2, isToday: true });
  expect(streak(events, NOON + 2 * DAY)).toEqual({ days: 2, longest: 2, isToday: false });
  expect(streak(events, NOON + 3 * DAY)).toEqual({ days: 0, longest: 2, isToday: false });
});

test("the day is the day on the visitor's clock", () => {
  // In UTC both are on one day. In Kolkata the second is after midnight.
  const times = [MONDAY + 18 * HOUR, MONDAY + 19 * HOUR];
  const at = (offset: number) => times.map((each) => event({ at: each, offset }));
  expect(streak(at(0), MONDAY + 20 * HOUR).days).toBe(1);
  expect(streak(at(330), MONDAY + 20 * HOUR).days).toBe(2);
});

test("an event without an offset has the last known offset", () => {
  const events = [
    event({ at: MONDAY + 12 * HOUR, offset: 330 }),
    event({ at: MONDAY + 19 * HOUR, offset: null }),
  ];
  expect(streak(events, MONDAY + 20 * HOUR).days).toBe(2);
  const [first, second] = events;
  if (first === undefined || second === undefined) throw new Error("Two events are expected.");
  const swapped = [
    { ...first, offset: null },
    { ...second, offset: 330 },
  ];
  expect(streak(swapped, MONDAY + 20 * HOUR).days).toBe(2);
});

test("a streak is the number of days in a row, for any days", () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 15 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 21 }), (on, today) => {
      const events = on.map((day) => event({ at: NOON + day * DAY }));
      const line = Array.from({ length: 21 }, (_, day) => (on.includes(day) ? "x" : " ")).join("");
      const upToToday = line.slice(0, today + 1).padEnd(today + 1);
      const tail = /(x*)[ x]?$/.exec(upToToday.endsWith("x") ? `${upToToday} ` : upToToday)?.[1];
      expect(streak(events, NOON + today * DAY)).toEqual({
        days: tail?.length,
        longest: Math.max(...line.split(" ").map(({ length }) => length)),
        isToday: upToToday.endsWith("x"),
      });
    }),
  );
});
