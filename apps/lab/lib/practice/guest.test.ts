import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { isGuest, newGuestId } from "./guest";

test("the id of a guest is new each time and is recognised", () => {
  const ids = [newGuestId(), newGuestId()];
  expect(ids.map(isGuest)).toEqual([true, true]);
  expect(new Set(ids).size).toBe(2);
});

test("the id of an account is never the id of a guest", () => {
  for (const id of [randomUUID(), "demo-ada", "demo-guest_1", "guest", "Guest_1", ""]) {
    expect(isGuest(id)).toBe(false);
  }
});
