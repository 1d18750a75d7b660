import { expect, test } from "vitest";
import { registerInput, signInInput } from "./account-input";

const username = (text: unknown) =>
  signInInput.safeParse({ username: text, password: "" }).data?.username ?? null;

test.each([
  ["ada", "ada"],
  ["  Ada ", "ada"],
  ["ＡＤＡ", "ada"],
  ["a.b_c-9", "a.b_c-9"],
  ["x".repeat(32), "x".repeat(32)],
])("the typed user name %j becomes %j", (typed, name) => {
  expect(username(typed)).toBe(name);
});

test.each(["", "a", "x".repeat(33), "a b", "zoë", "аda", "a/b", "a\0b", 7, null, ["ada"]])(
  "the user name %j is refused",
  (typed) => {
    expect(username(typed)).toBeNull();
  },
);

test.each([
  ["1234567", false],
  ["12345678", true],
  ["x".repeat(256), true],
  ["x".repeat(257), false],
])("a new password has 8 to 256 characters: %j", (password, fits) => {
  const input = { username: "ada", name: "Ada", password };
  expect(registerInput.safeParse(input).success).toBe(fits);
});
