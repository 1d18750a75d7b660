import { expect, test } from "vitest";
import { refusalText } from "./refusal-text.ts";

test("a reason gives its sentence, and a reason of the browser does, too", () => {
  expect(refusalText("expired")).toBe("This is too old, or it was used already. Begin again.");
  expect(refusalText("not-supported")).toMatch(/^This browser cannot use passkeys/);
});

test.each([
  undefined,
  null,
  "",
  "Call 555-0100",
  "constructor",
  "__proto__",
  ["expired"],
  { error: "expired" },
])("the value %j is no reason and gives null", (value) => {
  expect(refusalText(value)).toBeNull();
});

test.each([
  [undefined, "a little"],
  [null, "a little"],
  [1, "1 second"],
  ["90", "90 seconds"],
  [91, "2 minutes"],
  ["3600", "60 minutes"],
  [5_401, "2 hours"],
  ["86400", "24 hours"],
  ["86401", "a little"],
  ["-5", "a little"],
  ["soon", "a little"],
  [Number.NaN, "a little"],
  [["30", "30"], "a little"],
])("too many attempts with retryAfter %j name the time to wait", (retryAfter, time) => {
  expect(refusalText("rate-limited", { retryAfter })).toBe(
    `Too many attempts. Wait ${time}, then try again.`,
  );
});

test("own sentences replace single ones, and the time to wait is added to them", () => {
  const texts = { "not-allowed": "Ask us for an account.", "rate-limited": "Slow down." };
  expect(refusalText("not-allowed", { texts })).toBe("Ask us for an account.");
  expect(refusalText("rate-limited", { texts, retryAfter: 5 })).toBe(
    "Slow down. Wait 5 seconds, then try again.",
  );
  expect(refusalText("expired", { texts })).toBe(refusalText("expired"));
});
