import { expect, test } from "vitest";
import { formatDate, formatRelativeTime, formatSeconds, shorten } from "./format";

const now = Date.UTC(2026, 10, 23, 11, 30);

test.each([
  [0, "just now"],
  [-4, "just now"],
  [-30, "30 seconds ago"],
  [90, "in 2 minutes"],
  [-3_600, "1 hour ago"],
  [86_400, "tomorrow"],
  [7 * 86_400 - 3, "in 7 days"],
])("a time %d seconds from now is %j", (seconds, words) => {
  expect(formatRelativeTime(new Date(now + seconds * 1_000), now)).toBe(words);
});

test("a date has the same text on every machine", () => {
  expect(formatDate(new Date(now))).toBe("23 Nov 2026, 11:30 UTC");
});

test.each([
  [0, "0.0 seconds"],
  [240, "0.2 seconds"],
  [4_960, "5.0 seconds"],
])("%d milliseconds are %j", (milliseconds, words) => {
  expect(formatSeconds(milliseconds)).toBe(words);
});

test("a shortened text ends with the number of omitted characters", () => {
  expect(shorten("12345", 5)).toBe("12345");
  expect(shorten("x".repeat(1_239), 5)).toBe("xxxxx… (and 1,234 characters)");
});
