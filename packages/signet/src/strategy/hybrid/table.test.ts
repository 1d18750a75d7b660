import { expect, test } from "vitest";
import { createTable } from "./table.ts";

test("no single addition moves much, however many there are", () => {
  let looked = 0;
  const table = createTable(() => {
    looked++;
    return true;
  });
  const words = new Int32Array(2);
  let most = 0;
  for (let count = 0; count < 300_000; count++) {
    crypto.getRandomValues(words);
    looked = 0;
    table.set(words[0] ?? 0, words[1] ?? 0, 1);
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
  const words = new Int32Array(2);
  const highs: number[] = [];
  for (let count = 0; count < 200_000; count++) {
    const [high = 0, low = 0] = crypto.getRandomValues(words);
    highs.push(high);
    table.set(high, low, 1);
  }
  expect(highs.every((high) => table.mayHave(high))).toBe(true);
  let passed = 0;
  for (let count = 0; count < 100_000; count++) {
    if (table.mayHave(crypto.getRandomValues(words)[0] ?? 0)) passed++;
  }
  expect(passed).toBeLessThan(10_000);
});
