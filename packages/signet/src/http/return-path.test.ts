import fc from "fast-check";
import { expect, test } from "vitest";
import { returnPath, signInAddress } from "./return-path.ts";

test.each(["/", "/a/b", "/a?x=1&y=2#z", "/a%2Fb", "/@user", "/a//b"])(
  "returnPath keeps the path %j",
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.each([
  ...[
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil",
  ],
  ...[
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "evil.example",
  ],
  ...["javascript:alert(1)", "data:text/html,x", "", "?x", "#x", "/.//evil.example"],
  ...["/..//evil.example", "/%2e//evil.example", "//user@evil.example", "///evil.example"],
  ...[undefined, null, 42, {}, ["/a"]],
])("returnPath replaces %j by the fallback", (value) => {
  expect(returnPath(value, "/home")).toBe("/home");
});

test("every path from returnPath stays on this site when a browser resolves it", () => {
  const pieces = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "@",
    ":",
    "evil.example",
    "\t",
    "\n",
    "%2f",
    "?",
    "#",
    "a",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
      const url = new URL(returnPath(`/${parts.join("")}`), "https://app.example/page");
      expect(url.origin).toBe("https://app.example");
    }),
    { numRuns: 2_000 },
  );
});

test("the sign-in address contains the return path, and replaces a path of another site", () => {
  expect(signInAddress("/sign-in", null)).toBe("/sign-in");
  expect(signInAddress("/sign-in", "/a?b=c&d")).toBe("/sign-in?returnTo=%2Fa%3Fb%3Dc%26d");
  expect(signInAddress("/sign-in?as=member", "/a")).toBe("/sign-in?as=member&returnTo=%2Fa");
  expect(signInAddress("/sign-in", "//evil.example")).toBe("/sign-in?returnTo=%2F");
});

test("the sign-in address for a repeated sign-in has prompt=login", () => {
  expect(signInAddress("/sign-in", null, "not-recent")).toBe("/sign-in?prompt=login");
  expect(signInAddress("/sign-in?as=member", "/a", "not-recent")).toBe(
    "/sign-in?as=member&prompt=login&returnTo=%2Fa",
  );
});

test("the sign-in address for a second factor has step=second-factor", () => {
  expect(signInAddress("/sign-in", null, "second-factor")).toBe("/sign-in?step=second-factor");
  expect(signInAddress("/sign-in?as=member", "/a", "second-factor")).toBe(
    "/sign-in?as=member&step=second-factor&returnTo=%2Fa",
  );
});
