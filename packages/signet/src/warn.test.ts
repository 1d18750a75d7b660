import { afterEach, expect, test, vi } from "vitest";
import { inDevelopment, warnOnce } from "./warn.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  globalThis.signetAuthWarnings = undefined;
});

test("warnOnce writes one warning for each key", () => {
  const written = vi.spyOn(console, "warn").mockImplementation(() => {});
  warnOnce("a", "first");
  warnOnce("a", "first again");
  warnOnce("b", "second");
  expect(written.mock.calls).toEqual([["[signet-auth] first"], ["[signet-auth] second"]]);
});

test("inDevelopment depends on NODE_ENV only", () => {
  vi.stubEnv("NODE_ENV", "development");
  expect(inDevelopment()).toBe(true);
  vi.stubEnv("NODE_ENV", "production");
  expect(inDevelopment()).toBe(false);
});
