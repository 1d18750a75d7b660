import { randomFillSync } from "node:crypto";
import { expect, test } from "vitest";
import { createTable } from "./table.ts";

function randomKeys(count: number): readonly (readonly [high: number, low: number])[] {
  const words = randomFillSync(new Int32Array(2 * count));
  return Array.from({ length: count }, (_, at) => [words[2 * at] ?? 0, words[2 * at + 1] ?? 0]);
}

test("a single insertion examines at most 21,000 entries while a table grows to 300,000", () => {
  let examined = 0;
  const table = createTable(() => {
    examined++;
    return true;
  });
  let most = 0;
  for (const [high, low] of randomKeys(300_000)) {
    examined = 0;
    table.set(high, low, 1);
    most = Math.max(most, examined);
  }
  expect(table.size).toBe(300_000);
  // Each entry of a segment is examined twice: when it is counted and when it is moved.
  expect(most).toBeLessThanOrEqual(2 * 10_500);
});

test("keys with the same first word are distinguished, also when they do not fit one segment", () => {
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

test("the filter excludes more than 90 % of absent keys, and passes every key of the table", () => {
  const table = createTable(() => true);
  const keys = randomKeys(200_000);
  for (const [high, low] of keys) table.set(high, low, 1);
  expect(keys.every(([high]) => table.mayHave(high))).toBe(true);
  const passed = randomKeys(100_000).filter(([high]) => table.mayHave(high));
  expect(passed.length).toBeLessThan(10_000);
});
