import { describe, expect, test } from "vitest";
import { currentPagePath, PATH_HEADER, returnToParameter } from "./current-page.ts";

const signInPage = (returnTo: string) => `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
const origin = "http://localhost:3000";

describe("the way back to a page", () => {
  test("is the address that the proxy tells", () => {
    expect(currentPagePath({ [PATH_HEADER]: "/devices?all=1" })).toBe("/devices?all=1");
  });

  test("is the page that a form was sent from where there is no proxy", () => {
    expect(currentPagePath({ origin, referer: `${origin}/devices` })).toBe("/devices");
  });

  test("is not known of a page without a proxy", () => {
    expect(currentPagePath({ referer: `${origin}/devices` })).toBeNull();
  });
});

describe("the way on from the sign-in page", () => {
  test("is the page that asked for a session", () => {
    const asked = "/dashboard?tab=2&from=a%20b";
    expect(returnToParameter({ [PATH_HEADER]: signInPage(asked) }, "/home")).toBe(asked);
    expect(returnToParameter({ origin, referer: origin + signInPage(asked) }, "/home")).toBe(asked);
  });

  test("is found in an address that somebody has typed", () => {
    const typed = "/sign-in?theme=dark&returnTo=/devices?all=1";
    expect(returnToParameter({ [PATH_HEADER]: typed }, "/home")).toBe("/devices?all=1");
  });

  test("is the fallback where nobody was sent to sign in", () => {
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
  ])("never leads to another site: %j", (asked) => {
    expect(returnToParameter({ [PATH_HEADER]: signInPage(asked) }, "/home")).toBe("/home");
  });
});
