import { afterEach, expect, test, vi } from "vitest";
import { mustBeAwaited } from "./awaited.ts";

afterEach(() => vi.unstubAllEnvs());

test.each(["id", "userId", "user", "data", "expiresAt"])(
  "in development, reading .%s of the promise says to await it",
  (member) => {
    vi.stubEnv("NODE_ENV", "development");
    const promise = mustBeAwaited(Promise.resolve(null));
    expect(() => Reflect.get(promise, member)).toThrow(/auth\(\) returns a promise: await it/);
  },
);

test("the promise itself works as ever", async () => {
  vi.stubEnv("NODE_ENV", "development");
  expect(await mustBeAwaited(Promise.resolve(7))).toBe(7);
  await expect(mustBeAwaited(Promise.reject(new Error("no")))).rejects.toThrow("no");
});

test("in production nothing is added", () => {
  vi.stubEnv("NODE_ENV", "production");
  const promise = Promise.resolve(7);
  expect(Object.getOwnPropertyNames(mustBeAwaited(promise))).toEqual([]);
});
