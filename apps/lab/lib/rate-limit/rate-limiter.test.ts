import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createRateLimiter } from "./rate-limiter";

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

test("after the burst one attempt is free per interval, and the wait until then is returned", async () => {
  const limiter = createRateLimiter(rule);
  expect(await waits(() => limiter.take("ada"), 5)).toEqual([null, null, null, 30, 30]);
  vi.advanceTimersByTime(18_500);
  expect(await waits(() => limiter.take("ada"), 1)).toEqual([12]);
  vi.advanceTimersByTime(11_500);
  expect(await waits(() => limiter.take("ada"), 2)).toEqual([null, 30]);
});

test("no wait is longer than the interval, even after many attempts", async () => {
  const limiter = createRateLimiter(rule);
  await waits(() => limiter.take("ada"), 200);
  vi.advanceTimersByTime(30_000);
  expect(await waits(() => limiter.take("ada"), 1)).toEqual([null]);
});

test("an attempt that is given back is not counted", async () => {
  const limiter = createRateLimiter(rule);
  for (let each = 0; each < 50; each++) {
    const taken = await limiter.take("ada");
    expect(taken.wait).toBeNull();
    if (taken.wait === null) await taken.giveBack();
  }
});

test("each key has its own count, and a reset starts the count again", async () => {
  const limiter = createRateLimiter(rule);
  await waits(() => limiter.take("ada"), 5);
  expect(await waits(() => limiter.take("grace"), 1)).toEqual([null]);
  await limiter.reset("ada");
  expect(await waits(() => limiter.take("ada"), 4)).toEqual([null, null, null, 30]);
});

test("concurrent attempts get no more free attempts than sequential ones", async () => {
  const limiter = createRateLimiter(rule);
  const taken = await Promise.all(Array.from({ length: 20 }, () => limiter.take("ada")));
  expect(taken.filter(({ wait }) => wait === null)).toHaveLength(3);
});
