import { expect, test } from "vitest";
import { keyRing } from "./key-ring.ts";

const NEW = "the-newest-secret-of-them-all-0123456789";
const OLD = "the-secret-of-last-year-9876543210-abcdef";

test("the first secret signs and each has a name that tells nothing", () => {
  const ring = keyRing([NEW, OLD]);
  expect(ring.first).toBe(ring.all[0]);
  const kids = ring.all.map((key) => key.kid);
  expect(new Set(kids).size).toBe(2);
  for (const kid of kids) {
    expect(kid).toMatch(/^[\w-]{12}$/);
    expect(NEW + OLD).not.toContain(kid);
  }
  expect(keyRing(NEW).first.kid).toBe(ring.first.kid);
});

test("each purpose and each secret has a key of its own", () => {
  const [first, second] = keyRing([NEW, OLD]).all;
  const macs = [first?.derive("a"), first?.derive("b"), second?.derive("a")].map((mac) =>
    mac?.("x"),
  );
  expect(new Set(macs).size).toBe(3);
  expect(first?.derive("a")("x")).toBe(macs[0]);
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
])("secret %j is refused", (secret, sentence) => {
  // @ts-expect-error: what JavaScript could pass
  const make = () => keyRing(secret);
  expect(make).toThrow(sentence);
  expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
});

test("a refusal names the command that makes a good secret, and not the bad one", () => {
  expect(() => keyRing("hunter2-hunter2")).toThrow(/randomBytes\(32\)/);
  expect(() => keyRing("hunter2-hunter2")).not.toThrow(/hunter2/);
});
