import { expect, test } from "vitest";
import { recent } from "./recent-cache.ts";

test.each([1, 2, 3, 10, 11])("at most %i entries are kept, and used entries stay", (most) => {
  const known = recent<number>(most);
  const isUsed = most > 1;
  known.keep("used", -1);
  for (let each = 0; each < 1_000; each++) {
    known.keep(`key ${each}`, each);
    expect(known.get(`key ${each}`)).toBe(each);
    if (isUsed) expect(known.get("used")).toBe(-1);
  }
  const kept = Array.from({ length: 1_000 }, (_, each) => known.get(`key ${each}`));
  const count = kept.filter((value) => value !== undefined).length;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(most);
});

test("a text longer than the limit is not kept", () => {
  const known = recent<number>(10, 100);
  for (const length of [100, 101]) {
    expect(known.keep("x".repeat(length), length)).toBe(length);
    expect(known.get("x".repeat(length))).toBe(length === 100 ? 100 : undefined);
  }
});
