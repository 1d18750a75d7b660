import { memoryStore } from "signet-auth";
import { expect, test } from "vitest";
import { countingStore, countStoreCalls } from "./store-calls";

test("reads and writes are counted only for the work that caused them", async () => {
  const store = countingStore(memoryStore());
  const ask = (reads: number) =>
    countStoreCalls(async () => {
      for (let read = 0; read < reads; read++) await store.find("nobody");
      await store.revoke("nobody");
      return reads;
    });
  const [one, three] = await Promise.all([ask(1), ask(3)]);
  expect(one).toEqual({ value: 1, calls: { reads: 1, writes: 1 } });
  expect(three).toEqual({ value: 3, calls: { reads: 3, writes: 1 } });
});

test("the store works without a count", async () => {
  expect(await countingStore(memoryStore()).find("nobody")).toBeNull();
});
