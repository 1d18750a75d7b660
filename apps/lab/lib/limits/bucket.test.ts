import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { bucketsOf } from "./bucket";

const rule = { every: 30, burst: 2, within: 600 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function waits(take: () => Promise<{ readonly wait: number | null }>, tries: number) {
  const waits: (number | null)[] = [];
  for (let each = 0; each < tries; each++) waits.push((await take()).wait);
  return waits;
}

test("after the burst one try is free every few seconds, and the wait is told", async () => {
  const buckets = bucketsOf(rule);
  expect(await waits(() => buckets.take("ada"), 5)).toEqual([null, null, null, 30, 30]);
  vi.advanceTimersByTime(18_500);
  expect(await waits(() => buckets.take("ada"), 1)).toEqual([12]);
  vi.advanceTimersByTime(11_500);
  expect(await waits(() => buckets.take("ada"), 2)).toEqual([null, 30]);
});

test("no wait is longer than the steady rate, however often somebody tries", async () => {
  const buckets = bucketsOf(rule);
  await waits(() => buckets.take("ada"), 200);
  vi.advanceTimersByTime(30_000);
  expect(await waits(() => buckets.take("ada"), 1)).toEqual([null]);
});

test("a try that is given back counts for nothing", async () => {
  const buckets = bucketsOf(rule);
  for (let each = 0; each < 50; each++) {
    const taken = await buckets.take("ada");
    expect(taken.wait).toBeNull();
    if (taken.wait === null) await taken.giveBack();
  }
});

test("each key has a bucket of its own, and one that is emptied begins anew", async () => {
  const buckets = bucketsOf(rule);
  await waits(() => buckets.take("ada"), 5);
  expect(await waits(() => buckets.take("grace"), 1)).toEqual([null]);
  await buckets.empty("ada");
  expect(await waits(() => buckets.take("ada"), 4)).toEqual([null, null, null, 30]);
});

test("of many tries at the same moment no more are free than of as many in a row", async () => {
  const buckets = bucketsOf(rule);
  const taken = await Promise.all(Array.from({ length: 20 }, () => buckets.take("ada")));
  expect(taken.filter(({ wait }) => wait === null)).toHaveLength(3);
});
