import { expect, test } from "vitest";
import { DAY, HOUR, MONDAY } from "./fixtures/events";
import { reviewDays } from "./review-days";

const NOW = MONDAY + 12 * HOUR;
const card = (due: number) => ({ card: "a", due, reviews: 1, last: MONDAY });

test("due cards belong to today, and later cards to the day on the visitor's clock", () => {
  const due = [card(NOW - 3 * DAY), card(NOW)];
  const later = [card(NOW + HOUR), card(NOW + 11 * HOUR), card(NOW + 4 * DAY)];
  const days = (offset: number) =>
    reviewDays({ due, later }, NOW, offset).map(({ inDays, cards }) => [inDays, cards]);
  expect(days(0)).toEqual([
    [0, 4],
    [4, 1],
  ]);
  expect(days(120)).toEqual([
    [0, 3],
    [1, 1],
    [4, 1],
  ]);
  expect(reviewDays({ due, later }, NOW, 0)[1]?.date).toEqual(new Date(MONDAY + 4 * DAY));
});

test("without a reviewed card there is no day", () => {
  expect(reviewDays({ due: [], later: [] }, NOW, 0)).toEqual([]);
});
