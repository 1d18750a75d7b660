import { expect, test } from "vitest";
import { LARGEST_NOTE, sessionData } from "./session-data";

const fits = (note: string) => sessionData.safeParse({ name: "Ada", role: "admin", note }).success;

test.each([
  ["letters", "x", LARGEST_NOTE],
  ["letters of two bytes", "é", LARGEST_NOTE / 2],
  ["line breaks, which JSON writes as two", "\n", LARGEST_NOTE / 2],
  ["what JSON writes as six", "\u0001", Math.floor(LARGEST_NOTE / 6)],
])("a note is as long as what it takes in a cookie: %s", (_what, letter, most) => {
  expect(fits(letter.repeat(most))).toBe(true);
  expect(fits(letter.repeat(most + 1))).toBe(false);
});

test("a session of before there were notes still counts", () => {
  expect(sessionData.safeParse({ name: "Ada", role: "admin" }).success).toBe(true);
});
