import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBytes, decodeText, encodeBytes, encodeText, isCanonical } from "./base64url.ts";

test("bytes survive encoding and decoding, and the text is that of Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = encodeBytes(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(decodeBytes(text)).toEqual(bytes);
      expect(isCanonical(text)).toBe(true);
    }),
  );
});

test("text survives encoding and decoding, also a byte order mark", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const kept = text.toWellFormed();
      expect(decodeText(encodeText(text))).toBe(kept);
    }),
  );
  expect(decodeText(encodeText("\ufeffa"))).toBe("\ufeffa");
});

test("a text that decodes is the canonical encoding of its bytes", () => {
  const alphabet = fc.constantFrom(..."ABCXYZabcxyz019-_", "+", "/", "=", " ", "\n", ".", "\u0141");
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 12 }), (text) => {
      const bytes = decodeBytes(text);
      if (bytes !== null) expect(encodeBytes(bytes)).toBe(text);
      const shaped = /^[\w-]*$/.test(text);
      expect(bytes !== null).toBe(shaped && isCanonical(text));
    }),
    { numRuns: 2_000 },
  );
});

test.each(["A", "AB", "AAB", "AA==", "AA=", "A A", "AA\n", "+A", "/A", "\u0141A", "AAAAA"])(
  "%j is refused",
  (text) => {
    expect(decodeBytes(text)).toBeNull();
    expect(decodeText(text)).toBeNull();
  },
);

test.each(["gA", "4oI", "7aCA", "wIA", "9JCAgA"])(
  "decodeText returns null for %s, which is no UTF-8",
  (text) => {
    expect(decodeBytes(text)).not.toBeNull();
    expect(decodeText(text)).toBeNull();
  },
);
