import { describe, expect, test } from "vitest";
import { isPageRequest, problemPage } from "./problem-page.ts";

describe("isPageRequest", () => {
  test.each([
    [{ "sec-fetch-mode": "navigate", accept: "text/html,*/*;q=0.8" }, true],
    [{ accept: "text/html,application/xhtml+xml" }, true],
    [{ "sec-fetch-mode": "cors", accept: "text/html" }, false],
    [{ "sec-fetch-mode": "navigate", accept: "application/json" }, false],
    [{ accept: "application/json" }, false],
    [{ accept: "*/*" }, false],
    [{ accept: "text/htmlx" }, false],
    [{}, false],
  ])("a request with the headers %o opens a page: %s", (headers, is) => {
    expect(isPageRequest(headers)).toBe(is);
  });
});

test.each([
  ["no-credential", 401, "Sign in first"],
  ["bad-credential", 401, "Sign in again"],
  ["conflict", 400, "two different sessions"],
  ["cross-site", 403, "refused"],
] as const)(
  "the page of the problem %s has the status %i and describes the problem",
  async (problem, status, words) => {
    const answer = problemPage(problem);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(words);
  },
);

test("the page of an outage has Retry-After, forbids caching and contains no script", async () => {
  const answer = problemPage("unavailable");
  expect(answer.status).toBe(503);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "retry-after": "5",
    "cache-control": "no-store",
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": expect.stringContaining("default-src 'none'"),
  });
  const page = await answer.text();
  expect(page).toContain("This did not sign you out.");
  expect(page).not.toContain("<script");
});
