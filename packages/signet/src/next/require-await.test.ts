import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { PagesContext } from "./pages-router/context.ts";
import { requireAwait } from "./require-await.ts";

afterEach(() => vi.unstubAllEnvs());

describe("in development", () => {
  beforeEach(() => vi.stubEnv("NODE_ENV", "development"));

  test.each(["id", "userId", "user", "data", "expiresAt"])(
    "in development, reading .%s of the promise throws an error that says to await",
    (member) => {
      const promise = requireAwait("auth()", async () => null)();
      expect(() => Reflect.get(promise, member)).toThrow(/auth\(\) returns a promise: await it/);
    },
  );

  test("in development, await, then, catch and finally of the promise work", async () => {
    const call = requireAwait("auth()", async (value: number) => value);
    expect(await call(7)).toBe(7);
    expect(await Promise.all([call(7), call(8)])).toEqual([7, 8]);
    expect(await call(7).finally(() => {})).toBe(7);
    const fail = requireAwait("auth()", async () => Promise.reject(new Error("no")));
    await expect(fail()).rejects.toThrow("no");
    expect(await fail().catch(() => "caught")).toBe("caught");
  });

  test("in development, a call for a request of the Pages Router that is not awaited is an error at its end", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const call = requireAwait("auth()", async (_context: PagesContext) => null);
    const end = async (use: (promise: Promise<null>) => unknown) => {
      const req = new IncomingMessage(new Socket());
      const res = new ServerResponse(req);
      await use(call({ req, res }));
      res.emit("close");
      return logged.mock.calls.splice(0).map(([error]) => String(error));
    };
    expect(await end((promise) => promise)).toEqual([]);
    expect(await end((promise) => void promise)).toEqual([
      expect.stringContaining("auth() was called, but its promise was not awaited"),
    ]);
    logged.mockRestore();
  });
});

test("in production the function is not wrapped", () => {
  vi.stubEnv("NODE_ENV", "production");
  const call = async () => 7;
  expect(requireAwait("auth()", call)).toBe(call);
});
