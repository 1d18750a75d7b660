import { expect, test } from "vitest";
import { notSignedIn, StoreUnavailableError } from "../errors.ts";
import { problemOf, problemOfError, problemResponse } from "./problem.ts";

const CHALLENGE = 'Bearer error="invalid_token", error_description="Invalid or expired token"';

test.each([
  ["no-credential", 401, "Bearer"],
  ["bad-credential", 401, CHALLENGE],
  ["conflict", 400, 'Bearer error="invalid_request", error_description="More than one credential"'],
  [
    "not-recent",
    401,
    'Bearer error="insufficient_user_authentication", error_description="A more recent sign-in is required"',
  ],
  ["cross-site", 403, null],
  ["unavailable", 503, null],
  ["not-found", 404, null],
  ["method-not-allowed", 405, null],
] as const)("%s is answered %i", async (problem, status, challenge) => {
  const response = problemResponse(problem);
  expect(response.status).toBe(status);
  expect(response.headers.get("www-authenticate")).toBe(challenge);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("set-cookie")).toBeNull();
  expect(await response.json()).toMatchObject({ status, error: expect.any(String) });
});

test("an outage says when to try again, and a refusal says that the token is invalid", async () => {
  expect(problemResponse("unavailable").headers.get("retry-after")).toBe("5");
  for (const problem of ["no-credential", "bad-credential"] as const) {
    expect(await problemResponse(problem).json()).toMatchObject({
      error: "Invalid or expired token",
    });
  }
});

test("each reading has its problem", () => {
  expect(problemOf({ status: "anonymous" })).toBe("no-credential");
  expect(problemOf({ status: "rejected", reason: "expired" })).toBe("bad-credential");
  expect(problemOf({ status: "rejected", reason: "conflict" })).toBe("conflict");
  expect(problemOf({ status: "unavailable", cause: null })).toBe("unavailable");
});

test("errors of the library become answers, mistakes in code do not", () => {
  expect(problemOfError(new StoreUnavailableError(null))).toBe("unavailable");
  expect(problemOfError(notSignedIn())).toBe("no-credential");
  expect(problemOfError(new TypeError("x is not a function"))).toBeNull();
});
