import { describe, expect, test } from "vitest";
import { isForAPerson, problemPage } from "./problem-page.ts";

describe("who looks at the answer", () => {
  test.each([
    [{ "sec-fetch-mode": "navigate", accept: "text/html,*/*;q=0.8" }, true],
    [{ accept: "text/html,application/xhtml+xml" }, true],
    [{ "sec-fetch-mode": "cors", accept: "text/html" }, false],
    [{ "sec-fetch-mode": "navigate", accept: "application/json" }, false],
    [{ accept: "application/json" }, false],
    [{ accept: "*/*" }, false],
    [{ accept: "text/htmlx" }, false],
    [{}, false],
  ])("of a request with %o a person does: %s", (headers, is) => {
    expect(isForAPerson(headers)).toBe(is);
  });
});

test.each([
  ["no-credential", 401, "Sign in first"],
  ["bad-credential", 401, "Sign in again"],
  ["conflict", 400, "two different sessions"],
  ["cross-site", 403, "refused"],
] as const)("the page of %s says so with status %i", async (problem, status, words) => {
  const answer = problemPage(problem);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(words);
});

test("the page of an outage says when to try again, is kept by no cache and runs nothing", async () => {
  const answer = problemPage("unavailable");
  expect(answer.status).toBe(503);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "retry-after": "5",
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  });
  const page = await answer.text();
  expect(page).toContain("Nobody was signed out.");
  expect(page).not.toContain("<script");
});
