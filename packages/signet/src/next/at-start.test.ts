import { afterEach, expect, test, vi } from "vitest";
import { atStart } from "./at-start.ts";

afterEach(() => vi.unstubAllEnvs());

const failing = () => {
  throw new Error("secret is missing");
};

test("a bad configuration stops the server at start", () => {
  expect(() => atStart(failing)).toThrow("secret is missing");
});

test("next build, which needs no secret, goes through, and the first use fails", () => {
  vi.stubEnv("NEXT_PHASE", "phase-production-build");
  const engine = atStart(failing);
  expect(engine).toThrow("secret is missing");
});

test("the engine is made once", () => {
  const make = vi.fn(() => ({}));
  const engine = atStart(make);
  expect(engine()).toBe(engine());
  expect(make).toHaveBeenCalledOnce();
});
