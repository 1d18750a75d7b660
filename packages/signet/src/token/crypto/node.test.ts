import { createHmac, hkdfSync } from "node:crypto";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveMac, equalBytes, equalText, randomText, sha256 } from "./node.ts";

/** The same MAC by Node's own HKDF and HMAC. */
function byNode(secret: string, purpose: string, text: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "signet", purpose, 32));
  return createHmac("sha256", key).update(text).digest("base64url");
}

test("for any secret, purpose and text the MAC is that of HKDF and HMAC", () => {
  const texts = fc.string({ unit: "binary", maxLength: 400 });
  fc.assert(
    fc.property(texts, texts, fc.array(texts, { minLength: 1 }), (secret, purpose, messages) => {
      const mac = deriveMac(secret, purpose);
      for (const text of messages) expect(mac(text)).toBe(byNode(secret, purpose, text));
    }),
    { numRuns: 300 },
  );
});

test("a text longer than the scratch is no different", () => {
  const mac = deriveMac("secret", "purpose");
  for (const length of [5_000, 5_440, 5_441, 20_000, 1_000_000]) {
    for (const text of ["a".repeat(length), "\u20ac".repeat(length)]) {
      expect(mac(text)).toBe(byNode("secret", "purpose", text));
    }
  }
});

test("a key does not show in a log", () => {
  const mac = deriveMac("swordfish", "purpose");
  expect(inspect(mac, { depth: 9, showHidden: true })).not.toMatch(/swordfish|Buffer|Uint8Array/);
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
