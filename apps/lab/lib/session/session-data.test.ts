import { expect, test } from "vitest";
import { LARGEST_NOTE, sessionData } from "./session-data";

const fits = (note: string) => sessionData.safeParse({ name: "Ada", role: "admin", note }).success;

test.each([
  ["letters", "x", LARGEST_NOTE],
  ["letters of two bytes", "é", LARGEST_NOTE / 2],
  ["line breaks, which JSON writes as two bytes", "\n", LARGEST_NOTE / 2],
  ["control characters, which JSON writes as six bytes", "\u0001", Math.floor(LARGEST_NOTE / 6)],
])("the limit of a note counts its bytes in a cookie: %s", (_what, letter, most) => {
  expect(fits(letter.repeat(most))).toBe(true);
  expect(fits(letter.repeat(most + 1))).toBe(false);
});

test("an old session without a note is still valid", () => {
  expect(sessionData.safeParse({ name: "Ada", role: "admin" }).success).toBe(true);
});
