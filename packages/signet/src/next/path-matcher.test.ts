import { expect, test } from "vitest";
import { pathMatcher } from "./path-matcher.ts";

test.each([
  [
    "/account",
    ["/account", "/account/", "//account", "/%61ccount"],
    ["/accounts", "/account/x", "/", "/Account"],
  ],
  [
    "/dashboard/:path*",
    ["/dashboard", "/dashboard/a", "/dashboard/a/b", "//dashboard//a"],
    ["/dash", "/", "/x/dashboard"],
  ],
  ["/team/:id", ["/team/1", "/team/%2F"], ["/team", "/team/1/edit"]],
  ["/team/:id/edit", ["/team/1/edit"], ["/team/1", "/team/edit"]],
  ["/:path*", ["/", "/a", "/a/b"], []],
  ["/", ["/"], ["/a"]],
])("the pattern %s matches exactly the paths that it describes", (pattern, inside, outside) => {
  const isProtected = pathMatcher([pattern]);
  for (const path of inside) expect([path, isProtected(path)]).toEqual([path, true]);
  for (const path of outside) expect([path, isProtected(path)]).toEqual([path, false]);
});

test("a segment that cannot be decoded is compared without decoding", () => {
  expect(pathMatcher(["/dashboard/:path*"])("/dashboard/%E0%A4%A")).toBe(true);
});

test("an empty list of patterns matches no path", () => {
  expect(pathMatcher([])("/")).toBe(false);
});

test.each(["", "dashboard", "/dash*", "/:a*/b", "/(a|b)", "/a?b", "https://x", "/a b", "/[id]"])(
  "the pattern %j is refused with invalid-config",
  (pattern) => {
    expect(() => pathMatcher([pattern])).toThrow(/protect holds .*Write paths such as/);
  },
);
