import { describe, expect, test } from "vitest";
import { PATH_HEADER, wayBack, wayOn } from "./way-back.ts";

const signInPage = (returnTo: string) => `/sign-in?returnTo=${encodeURIComponent(returnTo)}`;
const origin = "http://localhost:3000";

describe("the way back to a page", () => {
  test("is the address that the proxy tells", () => {
    expect(wayBack({ [PATH_HEADER]: "/devices?all=1" })).toBe("/devices?all=1");
  });

  test("is the page that a form was sent from where there is no proxy", () => {
    expect(wayBack({ origin, referer: `${origin}/devices` })).toBe("/devices");
  });

  test("is not known of a page without a proxy", () => {
    expect(wayBack({ referer: `${origin}/devices` })).toBeNull();
  });
});

describe("the way on from the sign-in page", () => {
  test("is the page that asked for a session", () => {
    const asked = "/dashboard?tab=2&from=a%20b";
    expect(wayOn({ [PATH_HEADER]: signInPage(asked) }, "/home")).toBe(asked);
    expect(wayOn({ origin, referer: origin + signInPage(asked) }, "/home")).toBe(asked);
  });

  test("is found in an address that somebody has typed", () => {
    const typed = "/sign-in?theme=dark&returnTo=/devices?all=1";
    expect(wayOn({ [PATH_HEADER]: typed }, "/home")).toBe("/devices?all=1");
  });

  test("is the fallback where nobody was sent to sign in", () => {
    expect(wayOn({ [PATH_HEADER]: "/sign-in" }, "/home")).toBe("/home");
    expect(wayOn({}, "/home")).toBe("/home");
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
    expect(wayOn({ [PATH_HEADER]: signInPage(asked) }, "/home")).toBe("/home");
  });
});
