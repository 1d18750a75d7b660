import { afterEach, expect, test, vi } from "vitest";
import { createAtStart } from "./create-at-start.ts";

afterEach(() => vi.unstubAllEnvs());

const failing = () => {
  throw new Error("secret is missing");
};

test("a bad configuration stops the server at start", () => {
  expect(() => createAtStart(failing)).toThrow("secret is missing");
});

test("next build, which needs no secret, goes through, and the first use fails", () => {
  vi.stubEnv("NEXT_PHASE", "phase-production-build");
  const engine = createAtStart(failing);
  expect(engine).toThrow("secret is missing");
});

test("the engine is made once", () => {
  const make = vi.fn(() => ({}));
  const engine = createAtStart(make);
  expect(engine()).toBe(engine());
  expect(make).toHaveBeenCalledOnce();
});
