import { expect, test } from "vitest";
import { ends } from "./ends.ts";
import { memoryAccounts } from "./index.ts";

const HOUR = 3_600_000;

function tokenAt(at: number, lifetime: number) {
  return {
    id: `token-${at}`,
    purpose: "p",
    group: "g",
    data: "{}",
    get expiresAt() {
      looks += 1;
      return at + lifetime;
    },
  };
}
let looks = 0;

test("many live tokens in memory do not make a new token slow", async () => {
  const { oneTime } = memoryAccounts();
  const count = 4_000;
  for (let at = 0; at < count; at++) await oneTime.put(tokenAt(at, HOUR), at);
  // A look at all tokens for each one would be 8 million looks.
  expect(looks).toBeLessThan(10 * count);
});

test("expired tokens in memory are deleted, so their number stays small", async () => {
  const { oneTime } = memoryAccounts();
  const kept = new Set<object>();
  for (let at = 0; at < 5_000; at++) await oneTime.put(tokenAt(at, 10), at);
  for (let at = 0; at < 5_000; at++) {
    // A deleted token is missing for every time.
    const token = await oneTime.find(`token-${at}`, 0);
    if (token !== null) kept.add(token);
  }
  expect(kept.size).toBeLessThan(100);
});

test("ends come out in order, and none before its time", () => {
  const order = ends();
  const times = [5, 3, 9, 1, 7, 3, 8, 2, 6, 4, 0].map((at) => ({ id: `${at}`, at }));
  for (const end of times) order.add(end);
  const taken: number[] = [];
  for (let now = 0; now < 9; now += 4) {
    for (let end = order.takeUntil(now); end !== null; end = order.takeUntil(now)) {
      expect(end.at).toBeLessThanOrEqual(now);
      taken.push(end.at);
    }
  }
  expect(taken).toEqual([0, 1, 2, 3, 3, 4, 5, 6, 7, 8]);
  expect(order.takeUntil(8)).toBeNull();
  expect(order.takeUntil(9)).toEqual({ id: "9", at: 9 });
  expect(order.takeUntil(99)).toBeNull();
});
