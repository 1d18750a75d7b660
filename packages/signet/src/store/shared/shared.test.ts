import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStore } from "../memory/index.ts";
import { countClient } from "./client-count.ts";
import { lazyStore } from "./lazy-store.ts";
import { acquire, release, type SharedHandle } from "./shared-handles.ts";
import { storeAt } from "./store-at-url.ts";

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
beforeEach(() => {
  vi.stubEnv("NODE_ENV", "development");
  globalThis.signetAuthClients = undefined;
  globalThis.signetAuthWarnings = undefined;
  warn.mockClear();
});
afterEach(() => vi.unstubAllEnvs());

test("a shared handle is opened once, and released by its last holder", () => {
  const all = new Map<string, SharedHandle<object>>();
  const open = vi.fn(() => ({}));
  const [one, two] = [acquire(all, "a", open), acquire(all, "a", open)];
  expect(one).toBe(two);
  expect(acquire(all, "b", open)).not.toBe(one);
  expect(release(all, "a")).toBeNull();
  expect(release(all, "a")).toBe(one);
  expect(release(all, "a")).toBeNull();
  expect(acquire(all, "a", open)).not.toBe(one);
});

test("a handle that fails to open is not kept, and the next call opens it again", () => {
  const all = new Map<string, SharedHandle<string>>();
  const fail = () => {
    throw new Error("no such file");
  };
  expect(() => acquire(all, "a", fail)).toThrow("no such file");
  expect(acquire(all, "a", () => "open")).toBe("open");
  expect(release(all, "a")).toBe("open");
});

test("in development a third client to one server causes one warning, which says what to do", () => {
  const advice = "Keep it.";
  const clients = Array.from({ length: 5 }, () => ({}));
  const [first = {}, second = {}, ...others] = clients;
  for (const client of [first, second, first, second]) countClient(client, "db:1/a", advice);
  countClient({}, "db:1/b", advice);
  countClient({}, null, advice);
  expect(warn).not.toHaveBeenCalled();
  for (const client of others) countClient(client, "db:1/a", advice);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toMatch(/third client to db:1\/a.*runs again.*Keep it\.$/);
});

test("in production the number of clients causes no warning", () => {
  vi.stubEnv("NODE_ENV", "production");
  for (let more = 0; more < 5; more++) countClient({}, "db:1/a", "");
  expect(warn).not.toHaveBeenCalled();
});

test("a store opens once on first use for concurrent calls, and again after a failure", async () => {
  const open = vi.fn(async () => {
    if (open.mock.calls.length === 1) throw new Error("not yet");
    return { store: memoryStore(), async close() {} };
  });
  const store = lazyStore(open);
  expect(open).not.toHaveBeenCalled();
  await expect(Promise.all([store.find("x"), store.find("y")])).rejects.toThrow("not yet");
  expect(await Promise.all([store.find("x"), store.find("y")])).toEqual([null, null]);
  expect(open).toHaveBeenCalledTimes(2);
});

test("a closed store is opened by an operation, and not by a reader of its feed", async () => {
  const open = vi.fn(async () => ({ store: memoryStore(), close: async () => {} }));
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
  const store = lazyStore(async () => ({ store: memory, async close() {} }));
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
    const store = storeAt(url, "", { maker: "someStore", all, open, close, storeOn: memoryStore });
    await expect(store.find("x")).rejects.toMatchObject({
      code: "invalid-config",
      message: expect.stringMatching(/someStore\(\).*Check that the environment variable is set/),
    });
  },
);
