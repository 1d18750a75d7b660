import { expect, test } from "vitest";
import { deviceLabel } from "./device-label";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  ["curl/8.14.1", "curl"],
  ["-", "-"],
  ["()", "A program"],
  ["", "Unknown device"],
  [null, "Unknown device"],
])("%j is called %j", (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label);
});
