import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countClient } from "./client-count.ts";
import { acquire, release, type SharedHandle } from "./shared-handles.ts";

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
