import RateLimiterMemory from "rate-limiter-flexible/lib/RateLimiterMemory.js";
import { beforeEach, expect, test, vi } from "vitest";
import { bounded } from "./bounded.ts";
import { forget, tooMany } from "./budgets.ts";
import type { Limiter } from "./contract.ts";
import { limiterOn } from "./counters.ts";
import { withFallback } from "./fallback.ts";
import { memoryLimiter } from "./memory.ts";
import { growingWaits } from "./rules.ts";

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  globalThis.signetAuthWarnings = undefined;
  return () => vi.useRealTimers();
});

test("R3: the waits grow from 30 seconds to an hour, and 100 failures end the attempts for days", async () => {
  const limiter = memoryLimiter();
  const budgets = growingWaits("password").map((rule) => [rule, "ada"] as const);
  const waits: number[] = [];
  let attempts = 0;
  for (let last = 0; last < 86_400; ) {
    const wait = await tooMany(limiter, budgets);
    if (wait === null) attempts += 1;
    else {
      waits.push(wait);
      last = wait;
      if (wait < 86_400) await vi.advanceTimersByTimeAsync(wait * 1_000);
    }
  }
  expect(attempts).toBe(100);
  const [first, second, third = 0, fourth] = waits;
  expect([first, second]).toEqual([30, 30]);
  expect(third).toBeGreaterThan(500);
  expect(fourth).toBe(30);
  expect(Math.max(...waits.slice(0, -1))).toBeGreaterThan(2_300);
  expect(Math.max(...waits.slice(0, -1))).toBeLessThanOrEqual(3_600);
  expect(waits.at(-1)).toBeGreaterThan(19 * 86_400);
  // 20 attempts an hour: the 100 take more than four hours.
  expect(Date.now()).toBeGreaterThan(4 * HOUR);
});

test("R3: a success forgets the failures", async () => {
  const limiter = memoryLimiter();
  const budgets = growingWaits("password").map((rule) => [rule, "ada"] as const);
  for (let round = 0; round < 50; round++) {
    for (let at = 0; at < 4; at++) expect(await tooMany(limiter, budgets)).toBeNull();
    await forget(limiter, budgets);
  }
});

test("R2: rules of one name with other numbers do not share a count of a database", async () => {
  // Redis and PostgreSQL keep one count, with one end, under the name of a rule and its key.
  const database = new Map<string, { count: number; end: number }>();
  const limiter = limiterOn(({ name, attempts, within }) => ({
    async consume(key) {
      const kept = database.get(name + key);
      const live = kept !== undefined && kept.end > Date.now() ? kept : null;
      const row = live ?? { count: 0, end: Date.now() + within * 1_000 };
      row.count += 1;
      database.set(name + key, row);
      if (row.count > attempts) throw { msBeforeNext: row.end - Date.now() };
    },
    delete: async (key) => database.delete(name + key),
  }));
  const rules = [
    { name: "invitation", attempts: 5, within: 30 },
    { name: "invitation", attempts: 20, within: 3_600 },
  ];
  let allowed = 0;
  for (let at = 0; at < 60; at++) {
    if (
      (await tooMany(
        limiter,
        rules.map((rule) => [rule, "ada"] as const),
      )) === null
    )
      allowed++;
    vi.setSystemTime(Date.now() + 31_000);
  }
  expect(allowed).toBe(20);
});

test("the limiter in memory forgets the key that was not used for the longest time when there are too many", async () => {
  const limiter = limiterOn(() => bounded(new RateLimiterMemory({ points: 1, duration: 60 }), 3));
  const rule = { name: "n", attempts: 1, within: 60 };
  const count = async (key: string) => (await limiter.consume(rule, key)).allowed;
  expect([await count("ada"), await count("eve"), await count("ada")]).toEqual([true, true, false]);
  for (let at = 0; at < 10; at++) {
    expect([await count(String(at)), await count("ada")]).toEqual([true, false]);
    // One timer a key.
    expect(vi.getTimerCount()).toBeLessThanOrEqual(3);
  }
  expect(await count("eve")).toBe(true);
});

test("R1: a client that is refused does not use up the budget of an account", async () => {
  const limiter = memoryLimiter();
  const ofClient = { name: "client", attempts: 3, within: 60 };
  const ofAccount = { name: "account", attempts: 5, within: 60 };
  const by = (client: string) =>
    tooMany(limiter, [
      [ofClient, client],
      [ofAccount, "ada"],
    ]);
  for (let at = 0; at < 3; at++) expect(await by("stranger")).toBeNull();
  for (let at = 0; at < 50; at++) expect(await by("stranger")).toBe(60);
  for (let at = 0; at < 2; at++) expect(await by("owner")).toBeNull();
  expect(await by("owner")).toBe(60);
});

test("R1: strangers who use up a budget leave the budget of a known device", async () => {
  const limiter = memoryLimiter();
  const budgetsOf = (device: string | null) =>
    growingWaits("password").map((rule) => [rule, JSON.stringify(["ada", device])] as const);
  while ((await tooMany(limiter, budgetsOf(null))) === null);
  expect(await tooMany(limiter, budgetsOf("a-device-of-ada"))).toBeNull();
});

test("R5: while the database does not answer the process counts, and it goes on there after the outage", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const database = memoryLimiter();
  let isOut = false;
  const run = <T>(work: () => Promise<T>) => (isOut ? Promise.reject(new Error("out")) : work());
  const flaky: Limiter = {
    consume: (rule, key) => run(() => database.consume(rule, key)),
    reset: (rule, key) => run(() => database.reset(rule, key)),
  };
  const limiter = withFallback(flaky, "someLimiter");
  const limit = { name: "n", attempts: 2, within: 60 };
  const count = async () => (await limiter.consume(limit, "ada")).allowed;
  expect([await count(), await count(), await count()]).toEqual([true, true, false]);
  isOut = true;
  expect([await count(), await count(), await count()]).toEqual([true, true, false]);
  await limiter.reset(limit, "ada");
  expect(await count()).toBe(true);
  isOut = false;
  // The limiter asks the database again after a pause, and there ada has no attempts left.
  expect(await count()).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await count()).toBe(false);
  expect(warn).toHaveBeenCalledOnce();
  expect(warn.mock.calls[0]?.[0]).toMatch(/someLimiter\(\) did not answer/);
  warn.mockRestore();
});

test("R5: a database that does not answer delays the first attempt by 2 seconds and the next ones not at all", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const hanging = { consume: () => new Promise<never>(() => {}), reset: async () => {} };
  const limiter = withFallback(hanging, "slowLimiter");
  const limit = { name: "n", attempts: 2, within: 60 };
  const first = limiter.consume(limit, "ada");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await first).toEqual({ allowed: true });
  expect(await limiter.consume(limit, "ada")).toEqual({ allowed: true });
  expect((await limiter.consume(limit, "ada")).allowed).toBe(false);
  expect(Date.now()).toBe(2_000);
  warn.mockRestore();
});

test.each([
  [{ name: "n", attempts: 0, within: 1 }, /attempts/],
  [{ name: "n", attempts: 1.5, within: 1 }, /attempts/],
  [{ name: "n", attempts: 1, within: 0 }, /time/],
  [{ name: "n", attempts: 1, within: 25 * 86_400 }, /24 days/],
])("a rule that no limiter can keep is refused: %o", async (rule, message) => {
  await expect(memoryLimiter().consume(rule, "ada")).rejects.toThrow(message);
});
