import { expect, test } from "vitest";
import { isStoreUnavailable, notSignedIn, StoreUnavailableError } from "./errors.ts";

test("isStoreUnavailable recognizes the error of an outage, also from another copy of the library", () => {
  const error = new StoreUnavailableError(new Error("connect ECONNREFUSED"));
  expect(isStoreUnavailable(error)).toBe(true);
  expect(isStoreUnavailable({ ...error })).toBe(true);
});

test("isStoreUnavailable recognizes the error with a digest that Next's error.tsx receives in production", () => {
  const { digest } = new StoreUnavailableError(null);
  const shown = Object.assign(new Error("An error occurred in the Server Components render."), {
    digest,
  });
  expect(isStoreUnavailable(shown)).toBe(true);
});

test.each([undefined, null, "SIGNET_STORE_UNAVAILABLE", 503, {}, new Error("no"), notSignedIn()])(
  "isStoreUnavailable returns false for %s",
  (error) => {
    expect(isStoreUnavailable(error)).toBe(false);
  },
);
