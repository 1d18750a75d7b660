import { expect, test } from "vitest";
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
