import { afterEach, expect, test, vi } from "vitest";
import { inDevelopment, warnOnce } from "./warn.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  globalThis.signetAuthWarnings = undefined;
});

test("a warning is written once for each key", () => {
  const written = vi.spyOn(console, "warn").mockImplementation(() => {});
  warnOnce("a", "first");
  warnOnce("a", "first again");
  warnOnce("b", "second");
  expect(written.mock.calls).toEqual([["[signet-auth] first"], ["[signet-auth] second"]]);
});

test("development is known by NODE_ENV alone", () => {
  vi.stubEnv("NODE_ENV", "development");
  expect(inDevelopment()).toBe(true);
  vi.stubEnv("NODE_ENV", "production");
  expect(inDevelopment()).toBe(false);
});
