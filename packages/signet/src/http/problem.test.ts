import { expect, test } from "vitest";
import {
  conflictingCredentials,
  crossSite,
  notSignedIn,
  prefetchRefused,
  StoreUnavailableError,
} from "../errors.ts";
import { errorResponse, problemOf, problemResponse } from "./problem.ts";

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
  [
    "second-factor",
    401,
    'Bearer error="insufficient_user_authentication", error_description="A second factor is required", acr_values="aal2"',
  ],
  ["cross-site", 403, null],
  ["prefetch", 403, null],
  ["unavailable", 503, null],
  ["client-update", 403, null],
  ["invalid-patch", 400, null],
  ["not-found", 404, null],
  ["method-not-allowed", 405, null],
] as const)("the problem %s gives the status %i", async (problem, status, challenge) => {
  const response = problemResponse(problem);
  expect(response.status).toBe(status);
  expect(response.headers.get("www-authenticate")).toBe(challenge);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("set-cookie")).toBeNull();
  expect(await response.json()).toMatchObject({ status, error: expect.any(String) });
});

test("an outage has a Retry-After header, and a missing or bad credential is an invalid token", async () => {
  expect(problemResponse("unavailable").headers.get("retry-after")).toBe("5");
  for (const problem of ["no-credential", "bad-credential"] as const) {
    expect(await problemResponse(problem).json()).toMatchObject({
      error: "Invalid or expired token",
    });
  }
});

test("each reading maps to its problem", () => {
  expect(problemOf({ status: "anonymous" })).toBe("no-credential");
  expect(problemOf({ status: "rejected", reason: "expired" })).toBe("bad-credential");
  expect(problemOf({ status: "rejected", reason: "conflict" })).toBe("conflict");
  expect(problemOf({ status: "unavailable", cause: null })).toBe("unavailable");
});

test("errors of the library become responses, and errors in the code are thrown", async () => {
  const problems = [
    [new StoreUnavailableError(null), "unavailable"],
    [notSignedIn(), "no-credential"],
    [conflictingCredentials(), "conflict"],
  ] as const;
  for (const [error, problem] of problems) {
    const [given, expected] = [errorResponse(error), problemResponse(problem)];
    expect(given.status).toBe(expected.status);
    expect(await given.json()).toEqual(await expected.json());
  }
  const mistake = new TypeError("x is not a function");
  expect(() => errorResponse(mistake)).toThrow(mistake);
});

test("the response to a refused request contains the message of the error", async () => {
  for (const error of [crossSite('Origin is "null".'), prefetchRefused('Purpose is "prefetch"')]) {
    const response = errorResponse(error);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ detail: error.message });
  }
});
