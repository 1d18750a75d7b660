import { expect, test } from "vitest";
import { dateText, fromNow, secondsText, shortened } from "./words";

const now = Date.UTC(2026, 10, 23, 11, 30);

test.each([
  [0, "just now"],
  [-4, "just now"],
  [-30, "30 seconds ago"],
  [90, "in 2 minutes"],
  [-3_600, "1 hour ago"],
  [86_400, "tomorrow"],
  [7 * 86_400 - 3, "in 7 days"],
])("%d seconds from now is %j", (seconds, words) => {
  expect(fromNow(new Date(now + seconds * 1_000), now)).toBe(words);
});

test("a date reads the same on every machine", () => {
  expect(dateText(new Date(now))).toBe("23 Nov 2026, 11:30 UTC");
});

test.each([
  [0, "0.0 seconds"],
  [240, "0.2 seconds"],
  [4_960, "5.0 seconds"],
])("%d milliseconds are %j", (milliseconds, words) => {
  expect(secondsText(milliseconds)).toBe(words);
});

test("a text that is too long says how much is left out", () => {
  expect(shortened("12345", 5)).toBe("12345");
  expect(shortened("x".repeat(1_239), 5)).toBe("xxxxx… (and 1,234 characters)");
});
