import fc from "fast-check";
import { expect, test } from "vitest";
import { userTag } from "./contract.ts";

test("a tag is four characters that fit a URL, the same each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (userId) => {
      expect(userTag(userId)).toMatch(/^[\w-]{4}$/);
      expect(userTag(userId)).toBe(userTag(userId));
    }),
  );
});

test("the tags of numbered users spread", () => {
  const tags = Array.from({ length: 10_000 }, (_, number) => userTag(`user-${number}`));
  expect(new Set(tags).size).toBeGreaterThan(9_900);
});
