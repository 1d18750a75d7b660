import { Buffer as NodeBuffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Buffer } from "./buffer.ts";

test("base64url is read and written as in Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const text = NodeBuffer.from(bytes).toString("base64url");
      expect(Buffer.from(bytes).toString("base64url")).toBe(text);
      expect([...Buffer.from(text, "base64url")]).toEqual([...bytes]);
      expect(Buffer.byteLength(text, "base64url")).toBe(NodeBuffer.byteLength(text, "base64url"));
    }),
  );
  for (const text of ["", "a", "YQ", "YQ==", "a-_b", "a+/b", "a b\nc", "é-", "a.b"]) {
    for (const encoding of ["base64url", "base64"] as const) {
      expect([...Buffer.from(text, encoding)]).toEqual([...NodeBuffer.from(text, encoding)]);
    }
  }
});

test("base64url works with ranges, write and isEncoding", () => {
  const [mine, theirs] = [Buffer.alloc(6), NodeBuffer.alloc(6)];
  expect(mine.write("-_-_", 1, "base64url")).toBe(theirs.write("-_-_", 1, "base64url"));
  expect([...mine]).toEqual([...theirs]);
  expect(mine.toString("base64url", 1, 3)).toBe(theirs.toString("base64url", 1, 3));
  expect(Buffer.isEncoding("BASE64URL") && Buffer.isEncoding("hex")).toBe(true);
  expect(Buffer.isEncoding("base65")).toBe(false);
  expect([...Buffer.from("é", "latin1")]).toEqual([0xe9]);
  expect(Buffer.isBuffer(Buffer.from([1]))).toBe(true);
});
