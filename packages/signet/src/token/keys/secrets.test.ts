import { expect, test } from "vitest";
import { parseSecrets } from "./secrets.ts";

const NEW = "the-newest-secret-of-them-all-0123456789";
const OLD = "the-secret-of-last-year-9876543210-abcdef";

test("parseSecrets returns one or several secrets, newest first", () => {
  expect(parseSecrets(NEW)).toEqual([NEW]);
  expect(parseSecrets([NEW, OLD])).toEqual([NEW, OLD]);
});

test.each([
  [undefined, /secret is missing/],
  ["", /secret is missing/],
  [null, /secret is missing/],
  [[], /empty list/],
  [[""], /secret is missing/],
  ["short", /shorter than 32 bytes/],
  ["a".repeat(31), /shorter than 32 bytes/],
  ["ab".repeat(32), /fewer than 8 different/],
  [[NEW, NEW], /same secret twice/],
  [[NEW, "short"], /shorter than 32 bytes/],
  [42, /must be a string/],
  [{ toString: () => NEW }, /must be a string/],
])("the secret %j is refused", (secret, sentence) => {
  expect(() => parseSecrets(secret)).toThrow(sentence);
  expect(() => parseSecrets(secret)).toThrow(expect.objectContaining({ code: "invalid-config" }));
});

test.each([`${"é".repeat(8)}abcdefghijklmnop`, "0123456789abcdef".repeat(2)])(
  "a secret of 32 bytes is long enough",
  (secret) => {
    expect(Buffer.byteLength(secret)).toBe(32);
    expect(parseSecrets(secret)).toEqual([secret]);
  },
);

test("the error for a bad secret names the command for a new one, and not the secret", () => {
  expect(() => parseSecrets("hunter2-hunter2")).toThrow(/randomBytes\(32\)/);
  expect(() => parseSecrets("hunter2-hunter2")).not.toThrow(/hunter2/);
});
