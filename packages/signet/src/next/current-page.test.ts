import { describe, expect, test } from "vitest";
import { currentPagePath, PATH_HEADER, returnToParameter } from "./current-page.ts";

const signInPage = (returnTo: string) => `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
const origin = "http://localhost:3000";

describe("the path of the current page", () => {
  test("the path of the page comes from the header of the proxy", () => {
    expect(currentPagePath({ [PATH_HEADER]: "/devices?all=1" })).toBe("/devices?all=1");
  });

  test("without the proxy, the path of a submitted form comes from Referer", () => {
    expect(currentPagePath({ origin, referer: `${origin}/devices` })).toBe("/devices");
  });

  test("without the proxy, the path of a rendered page is not known", () => {
    expect(currentPagePath({ referer: `${origin}/devices` })).toBeNull();
  });
});

describe("the returnTo parameter of the sign-in page", () => {
  test("returnTo is the page that needed a session", () => {
    const path = "/dashboard?tab=2&from=a%20b";
    expect(returnToParameter({ [PATH_HEADER]: signInPage(path) }, "/home")).toBe(path);
    expect(returnToParameter({ origin, referer: origin + signInPage(path) }, "/home")).toBe(path);
  });

  test("returnTo is found in an address that a user typed, without percent-encoding", () => {
    const typed = "/sign-in?theme=dark&returnTo=/devices?all=1";
    expect(returnToParameter({ [PATH_HEADER]: typed }, "/home")).toBe("/devices?all=1");
  });

  test("without a returnTo parameter the result is the fallback", () => {
    expect(returnToParameter({ [PATH_HEADER]: "/sign-in" }, "/home")).toBe("/home");
    expect(returnToParameter({}, "/home")).toBe("/home");
  });

  test.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "/\t/evil.example",
    "\n//evil.example",
    "javascript:alert(1)",
    "",
  ])("returnTo %j, which could lead to another site, becomes the fallback", (path) => {
    expect(returnToParameter({ [PATH_HEADER]: signInPage(path) }, "/home")).toBe("/home");
  });
});
