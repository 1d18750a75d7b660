import { expect, test } from "vitest";
import { isMissing } from "./addresses";

const addresses = new Map([["jwt-or-session", new Set(["learn", "try"])]]);

test.each([
  "/practice",
  "/practice/jwt-or-session",
  "/practice/jwt-or-session/learn",
  "/practice/progress",
  "/practice/progress/export",
  "/jwt/dashboard",
  "/",
])("%s is not a missing page of the practice", (path) => {
  expect(isMissing(path, addresses)).toBe(false);
});

test.each([
  "/practice/no-topic",
  "/practice/JWT-or-session",
  "/practice/no-topic/learn",
  "/practice/jwt-or-session/no-mode",
  "/practice/jwt-or-session/learn/more",
  "/practice/constructor",
])("%s is a missing page of the practice", (path) => {
  expect(isMissing(path, addresses)).toBe(true);
});
