import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainText, parseDeviceText, parseUserId, plainText } from "./text.ts";

const invalid = expect.objectContaining({ code: "invalid-input" });
const plain = fc.string({ unit: "grapheme", maxLength: 400 }).filter((text) => isPlainText(text));
const any = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }));
const halves = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units));

test.each([undefined, null, 7, {}, [], "", "a\u0000b", "\n", "\u0085", "\ud800", "u".repeat(256)])(
  "parseUserId refuses %j",
  (userId) => {
    expect(() => parseUserId(userId)).toThrow(invalid);
  },
);

test("parseUserId accepts up to 255 characters, also outside the Basic Multilingual Plane", () => {
  for (const userId of [
    "a",
    "u".repeat(255),
    "\u{1F511}".repeat(255),
    "Ünïcode '\"; DROP",
    "a\u2028b",
  ]) {
    expect(parseUserId(userId)).toBe(userId);
  }
  expect(() => parseUserId("\u{1F511}".repeat(256))).toThrow(invalid);
});

test("parseDeviceText keeps a plain text, cuts it between two characters, and refuses other text", () => {
  fc.assert(
    fc.property(fc.oneof(any, halves), (text) => {
      if (!isPlainText(text)) {
        expect(() => parseDeviceText(text, "label")).toThrow(invalid);
        return;
      }
      const kept = parseDeviceText(text, "label") ?? "";
      expect(text.startsWith(kept)).toBe(true);
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(text.length, 255));
      expect(kept.length).toBeLessThanOrEqual(256);
      expect(isPlainText(kept)).toBe(true);
    }),
  );
  for (const none of [undefined, null]) expect(parseDeviceText(none, "ip")).toBeNull();
  expect(() => parseDeviceText(7, "ip")).toThrow(/device\.ip/);
});

test("plainText makes every header plain, and keeps a plain header", () => {
  fc.assert(
    fc.property(fc.oneof(any, halves), (text) => {
      expect(isPlainText(plainText(text))).toBe(true);
    }),
  );
  fc.assert(
    fc.property(plain, (text) => {
      expect(text.startsWith(plainText(text) ?? "no")).toBe(true);
    }),
  );
  expect(plainText(null)).toBeNull();
});
