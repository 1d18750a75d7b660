import fc from "fast-check";
import { expect, test } from "vitest";
import { userTag } from "./contract.ts";

test("a user tag has four URL-safe characters and is the same on each call", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (userId) => {
      expect(userTag(userId)).toMatch(/^[\w-]{4}$/);
      expect(userTag(userId)).toBe(userTag(userId));
    }),
  );
});

test("more than 99% of the tags of numbered users are different", () => {
  const tags = Array.from({ length: 10_000 }, (_, number) => userTag(`user-${number}`));
  expect(new Set(tags).size).toBeGreaterThan(9_900);
});
