import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDuration } from "./duration.ts";

test.each([
  ["30s", 30_000],
  ["15m", 900_000],
  ["12h", 43_200_000],
  ["7d", 604_800_000],
  ["2w", 1_209_600_000],
  [90, 90_000],
  [1.5, 1_500],
])("the duration %j is %i milliseconds", (value, milliseconds) => {
  expect(parseDuration(value, "lifetime.idle")).toBe(milliseconds);
});

test.each([
  ...["", "7", "d", "-1d", "1.5h", " 7d", "7d ", "7 d", "7D", "7days", "1y", "٧d", "1e3s", "0s"],
  ...[
    0,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    0.5,
    null,
    undefined,
    {},
    [],
    true,
    "99999999999d",
  ],
])("the duration %j is refused, and the error names the option", (value) => {
  expect(() => parseDuration(value, "lifetime.idle")).toThrow(/^lifetime\.idle must be a duration/);
});

test("every text is either a valid duration or refused as invalid-config", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (text) => {
      try {
        expect(parseDuration(text, "x")).toBeGreaterThan(0);
        expect(text).toMatch(/^\d+[smhdw]$/);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid-config" });
      }
    }),
  );
});
