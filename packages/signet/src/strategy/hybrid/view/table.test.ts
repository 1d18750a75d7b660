import { randomFillSync } from "node:crypto";
import { expect, test } from "vitest";
import { createTable } from "./table.ts";

function randomKeys(count: number): readonly (readonly [high: number, low: number])[] {
  const words = randomFillSync(new Int32Array(2 * count));
  return Array.from({ length: count }, (_, at) => [words[2 * at] ?? 0, words[2 * at + 1] ?? 0]);
}

test("no single addition moves much, however many there are", () => {
  let looked = 0;
  const table = createTable(() => {
    looked++;
    return true;
  });
  let most = 0;
  for (const [high, low] of randomKeys(300_000)) {
    looked = 0;
    table.set(high, low, 1);
    most = Math.max(most, looked);
  }
  expect(table.size).toBe(300_000);
  // Each of a segment is looked at to be counted, and again to be moved.
  expect(most).toBeLessThanOrEqual(2 * 10_500);
});

test("keys that begin alike are told apart, also when there are too many to divide", () => {
  const table = createTable(() => true);
  const lowOf = (number: number) => Math.imul(number, 0x9e3779b1);
  for (let number = 1; number <= 6_000; number++) table.set(-1, lowOf(number), number);
  for (let number = 1; number <= 6_000; number++) {
    expect(table.find(-1, lowOf(number))).toBe(number);
  }
  expect(table.find(-2, lowOf(5))).toBe(0);
  table.set(-1, lowOf(5), 99);
  expect(table.find(-1, lowOf(5))).toBe(99);
  expect(table.size).toBe(6_000);
});

test("nearly every key that is not there is known by the filter, and every key that is there passes", () => {
  const table = createTable(() => true);
  const keys = randomKeys(200_000);
  for (const [high, low] of keys) table.set(high, low, 1);
  expect(keys.every(([high]) => table.mayHave(high))).toBe(true);
  const passed = randomKeys(100_000).filter(([high]) => table.mayHave(high));
  expect(passed.length).toBeLessThan(10_000);
});
