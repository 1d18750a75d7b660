import { memoryStore } from "signet-auth";
import { expect, test } from "vitest";
import { traced, tracedStore } from "./store-trace";

test("reads and writes are counted for the work that asked, and for no other", async () => {
  const store = tracedStore(memoryStore());
  const ask = (reads: number) =>
    traced(async () => {
      for (let read = 0; read < reads; read++) await store.find("nobody");
      await store.revoke("nobody");
      return reads;
    });
  const [one, three] = await Promise.all([ask(1), ask(3)]);
  expect(one).toEqual({ value: 1, trace: { reads: 1, writes: 1 } });
  expect(three).toEqual({ value: 3, trace: { reads: 3, writes: 1 } });
});

test("a store that nobody looks at works as ever", async () => {
  expect(await tracedStore(memoryStore()).find("nobody")).toBeNull();
});
