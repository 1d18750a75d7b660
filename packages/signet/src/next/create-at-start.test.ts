import { afterEach, expect, test, vi } from "vitest";
import { createAtStart } from "./create-at-start.ts";

afterEach(() => vi.unstubAllEnvs());

const failing = () => {
  throw new Error("secret is missing");
};

test("an invalid configuration stops the server at start", () => {
  expect(() => createAtStart(failing)).toThrow("secret is missing");
});

test("next build succeeds without a secret, and the first use throws", () => {
  vi.stubEnv("NEXT_PHASE", "phase-production-build");
  const engine = createAtStart(failing);
  expect(engine).toThrow("secret is missing");
});

test("the engine is created once", () => {
  const create = vi.fn(() => ({}));
  const engine = createAtStart(create);
  expect(engine()).toBe(engine());
  expect(create).toHaveBeenCalledOnce();
});
