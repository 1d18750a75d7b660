import { expect, test, vi } from "vitest";
import type { SharedHandle } from "../../database/shared/shared-handles.ts";
import { memoryStore } from "../memory/index.ts";
import { lazyStore } from "./lazy-store.ts";
import { storeAt } from "./store-at-url.ts";

test("a store opens once on first use for concurrent calls, and again after a failure", async () => {
  const open = vi.fn(async () => {
    if (open.mock.calls.length === 1) throw new Error("not yet");
    return { value: memoryStore(), async close() {} };
  });
  const store = lazyStore(open);
  expect(open).not.toHaveBeenCalled();
  await expect(Promise.all([store.find("x"), store.find("y")])).rejects.toThrow("not yet");
  expect(await Promise.all([store.find("x"), store.find("y")])).toEqual([null, null]);
  expect(open).toHaveBeenCalledTimes(2);
});

test("a closed store is opened by an operation, and not by a reader of its feed", async () => {
  const open = vi.fn(async () => ({ value: memoryStore(), close: async () => {} }));
  const store = lazyStore(open);
  await store.revocationsSince(null, 1);
  await store.close();
  await expect(store.revocationsSince(null, 1)).rejects.toThrow(
    /It opens again with the next request/,
  );
  store.subscribe(() => {})();
  expect(open).toHaveBeenCalledTimes(1);
  expect(await store.find("x")).toBeNull();
  await store.revocationsSince(null, 1);
  expect(open).toHaveBeenCalledTimes(2);
});

test("hints arrive once the store is open, and not for a subscription that ended before", async () => {
  const memory = memoryStore();
  const subscribe = vi.spyOn(memory, "subscribe");
  const store = lazyStore(async () => ({ value: memory, async close() {} }));
  const onHint = vi.fn();
  const unsubscribe = store.subscribe(onHint);
  store.subscribe(onHint)();
  await vi.waitUntil(() => subscribe.mock.calls.length > 0);
  await store.revokeEverything();
  await vi.waitUntil(() => onHint.mock.calls.length > 0);
  expect(subscribe).toHaveBeenCalledTimes(1);
  unsubscribe();
  await store.revokeEverything();
  expect(onHint).toHaveBeenCalledTimes(1);
});

test.each([undefined, ""])(
  "a URL that is not set (%j) fails at the first use, not in a build",
  async (url) => {
    const all = new Map<string, SharedHandle<Promise<object>>>();
    const open = async () => ({});
    const close = async () => {};
    const store = storeAt(url, "", { maker: "someStore", all, open, close }, memoryStore);
    await expect(store.find("x")).rejects.toMatchObject({
      code: "invalid-config",
      message: expect.stringMatching(/someStore\(\).*Check that the environment variable is set/),
    });
  },
);
