import { createHmac, hkdfSync } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveMac, equalBytes, equalText, macWith, randomText, sha256 } from "./node.ts";

/** RFC 4231, 4.2 and 4.3. */
test.each([
  ["0b".repeat(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    "4a656665",
    "what do ya want for nothing?",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
])("the MAC of %j over %j is that of RFC 4231", (key, text, expected) => {
  const mac = macWith(Buffer.from(key, "hex"))(text);
  expect(Buffer.from(mac, "base64url").toString("hex")).toBe(expected);
});

test("for any key and any text the MAC is that of createHmac", () => {
  const keys = fc.uint8Array({ minLength: 0, maxLength: 64 });
  const texts = fc.string({ unit: "binary", maxLength: 400 });
  fc.assert(
    fc.property(keys, fc.array(texts, { minLength: 1, maxLength: 5 }), (key, messages) => {
      const mac = macWith(key);
      for (const text of messages) {
        expect(mac(text)).toBe(createHmac("sha256", key).update(text).digest("base64url"));
      }
    }),
    { numRuns: 300 },
  );
});

test("a text longer than the scratch is no different", () => {
  const key = Buffer.alloc(32, 7);
  for (const length of [5_000, 5_440, 5_441, 20_000, 1_000_000]) {
    for (const text of ["a".repeat(length), "\u20ac".repeat(length)]) {
      expect(macWith(key)(text)).toBe(createHmac("sha256", key).update(text).digest("base64url"));
    }
  }
});

test("a derived key is that of HKDF with the purpose as its info", () => {
  const key = Buffer.from(hkdfSync("sha256", "secret", "signet", "purpose", 32));
  const expected = createHmac("sha256", key).update("text").digest("base64url");
  expect(deriveMac("secret", "purpose")("text")).toBe(expected);
});

test("a key does not show in a log", () => {
  const mac = macWith(Buffer.from("swordfish"));
  expect(inspect(mac, { depth: 9, showHidden: true })).not.toMatch(/swordfish|73 77 6f|115, 119/);
});

test("texts are equal by their bytes, so that no other letter passes for one of ours", () => {
  expect(equalText("abc", "abc")).toBe(true);
  for (const other of ["", "ab", "abd", "abcd", "\u0161bc", "ab\u0163", "abc\u0000"]) {
    expect(equalText(other, "abc")).toBe(false);
  }
});

test("bytes are equal by content and length", () => {
  expect(equalBytes(sha256("a"), sha256("a"))).toBe(true);
  expect(equalBytes(sha256("a"), sha256("b"))).toBe(false);
  expect(equalBytes(sha256("a"), sha256("a").subarray(1))).toBe(false);
});

test("random text holds as many bytes as asked for, never twice the same", () => {
  const texts = Array.from({ length: 1_000 }, () => randomText(16));
  expect(new Set(texts).size).toBe(1_000);
  for (const text of texts) expect(Buffer.from(text, "base64url")).toHaveLength(16);
});
