import { expect, test } from "vitest";
import { isStoreUnavailable, notSignedIn, StoreUnavailableError } from "./errors.ts";

test("an outage is known by its error, also when the error comes from another copy of the library", () => {
  const error = new StoreUnavailableError(new Error("connect ECONNREFUSED"));
  expect(isStoreUnavailable(error)).toBe(true);
  expect(isStoreUnavailable({ ...error })).toBe(true);
});

test("an outage is known by what Next's error.tsx gets in production: an error with a digest", () => {
  const { digest } = new StoreUnavailableError(null);
  const shown = Object.assign(new Error("An error occurred in the Server Components render."), {
    digest,
  });
  expect(isStoreUnavailable(shown)).toBe(true);
});

test.each([undefined, null, "SIGNET_STORE_UNAVAILABLE", 503, {}, new Error("no"), notSignedIn()])(
  "%s is no outage",
  (error) => {
    expect(isStoreUnavailable(error)).toBe(false);
  },
);
