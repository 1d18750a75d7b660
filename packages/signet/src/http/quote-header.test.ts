import fc from "fast-check";
import { expect, test } from "vitest";
import { quoteHeader } from "./quote-header.ts";

test("a quoted header is cut, escaped and on one line of printable ASCII", () => {
  expect(quoteHeader(null)).toBe("missing");
  expect(quoteHeader("a\r\nSet-Cookie: x\u0007\u00e9")).toBe(
    '"a\\r\\nSet-Cookie: x\\u0007\\u00e9"',
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      const shown = quoteHeader(text);
      expect(shown).toMatch(/^"[ -~]*…?"$/);
      expect(shown.length).toBeLessThan(700);
    }),
  );
});
