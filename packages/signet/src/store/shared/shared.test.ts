import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { memoryStore } from "../memory/index.ts";
import { noticeClient } from "./client-count.ts";
import { lazyStore } from "./lazy-store.ts";
import { type Held, hold, letGo } from "./shared-handles.ts";
import { storeAt } from "./store-at-url.ts";

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
beforeEach(() => {
  vi.stubEnv("NODE_ENV", "development");
  globalThis.signetAuthClients = undefined;
  globalThis.signetAuthWarnings = undefined;
  warn.mockClear();
});
afterEach(() => vi.unstubAllEnvs());

test("what is open is opened once, and closed by the last that holds it", () => {
  const all = new Map<string, Held<object>>();
  const open = vi.fn(() => ({}));
  const [one, two] = [hold(all, "a", open), hold(all, "a", open)];
  expect(one).toBe(two);
  expect(hold(all, "b", open)).not.toBe(one);
  expect(letGo(all, "a")).toBeNull();
  expect(letGo(all, "a")).toBe(one);
  expect(letGo(all, "a")).toBeNull();
  expect(hold(all, "a", open)).not.toBe(one);
});

test("what cannot be opened is held by nobody, and is tried again", () => {
  const all = new Map<string, Held<string>>();
  const fail = () => {
    throw new Error("no such file");
  };
  expect(() => hold(all, "a", fail)).toThrow("no such file");
  expect(hold(all, "a", () => "open")).toBe("open");
  expect(letGo(all, "a")).toBe("open");
});

test("in development a third client to a server is warned about once, and says what to do", () => {
  const advice = "Keep it.";
  const clients = Array.from({ length: 5 }, () => ({}));
  const [first = {}, second = {}, ...others] = clients;
  for (const client of [first, second, first, second]) noticeClient(client, "db:1/a", advice);
  noticeClient({}, "db:1/b", advice);
  noticeClient({}, null, advice);
  expect(warn).not.toHaveBeenCalled();
  for (const client of others) noticeClient(client, "db:1/a", advice);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toMatch(/third client to db:1\/a.*runs again.*Keep it\.$/);
});

test("in production nothing is said of clients", () => {
  vi.stubEnv("NODE_ENV", "production");
  for (let more = 0; more < 5; more++) noticeClient({}, "db:1/a", "");
  expect(warn).not.toHaveBeenCalled();
});

test("a store is opened on first use, once for all that ask, and again after it failed", async () => {
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

test("a closed store is opened by what is asked of it, and not by who follows it", async () => {
  const open = vi.fn(async () => ({ store: memoryStore(), close: async () => {} }));
  const store = lazyStore(open);
  await store.revocationsSince(null, 1);
  await store.close();
  await expect(store.revocationsSince(null, 1)).rejects.toThrow(/it is for a request to open it/);
  store.subscribe(() => {})();
  expect(open).toHaveBeenCalledTimes(1);
  expect(await store.find("x")).toBeNull();
  await store.revocationsSince(null, 1);
  expect(open).toHaveBeenCalledTimes(2);
});

test("hints are heard once the store is open, and no more when it was left before", async () => {
  const memory = memoryStore();
  const subscribe = vi.spyOn(memory, "subscribe");
  const store = lazyStore(async () => ({ store: memory, async close() {} }));
  const onNews = vi.fn();
  const leave = store.subscribe(onNews);
  store.subscribe(onNews)();
  await vi.waitUntil(() => subscribe.mock.calls.length > 0);
  await store.revokeEverything();
  await vi.waitUntil(() => onNews.mock.calls.length > 0);
  expect(subscribe).toHaveBeenCalledTimes(1);
  leave();
  await store.revokeEverything();
  expect(onNews).toHaveBeenCalledTimes(1);
});

test.each([undefined, ""])(
  "a URL that is not set (%j) fails at the first use, not in a build",
  async (url) => {
    const all = new Map<string, Held<Promise<object>>>();
    const open = async () => ({});
    const close = async () => {};
    const store = storeAt(url, "", { maker: "someStore", all, open, close, storeOn: memoryStore });
    await expect(store.find("x")).rejects.toMatchObject({
      code: "invalid-config",
      message: expect.stringMatching(/someStore\(\).*is the environment variable set\?/),
    });
  },
);
