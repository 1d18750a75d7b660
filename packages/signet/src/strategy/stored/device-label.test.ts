import { expect, test } from "vitest";
import { labelOf } from "./device-label.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
    "Microsoft Edge on Windows",
  ],
  ["curl/8.14.1", "curl"],
  ["-", "-"],
  ["()", null],
  ["", null],
  [null, null],
])("the label of the User-Agent %j is %j", (userAgent, label) => {
  expect(labelOf(userAgent)).toBe(label);
});
