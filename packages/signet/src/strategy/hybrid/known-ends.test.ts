import { expect, test } from "vitest";
import { storeClock } from "./clock.ts";
import { createKnownEnds } from "./known-ends.ts";
import type { TokenFacts } from "./token.ts";

test("ended sessions, ended users and an end of all sessions are kept until forget drops them", () => {
  const ended = createKnownEnds();
  const clock = storeClock();
  clock.learn(1_000, 0, 0);
  const token = (id: string, userId: string): TokenFacts => ({
    facts: {
      id,
      userId,
      data: null,
      createdAt: 0,
      authenticatedAt: 0,
      renewedAt: 0,
      expiresAt: 9_000,
      device: null,
      terms: null,
    },
    version: 0,
    epoch: "first",
    issuedAt: 1_000,
  });
  const tokens = [token("one", "ada"), token("two", "grace"), token("three", "joan")];
  const known = () => tokens.map((one) => ended.has(one, clock));
  ended.addSession("one", 10);
  ended.addUser("grace", null, 20, null);
  expect(known()).toEqual([true, true, false]);
  ended.forget(10);
  expect(known()).toEqual([false, true, false]);
  ended.forget(20);
  expect(known()).toEqual([false, false, false]);
  ended.addEverybody(30);
  expect(known()).toEqual([true, true, true]);
  ended.forget(31);
  expect(known()).toEqual([false, false, false]);
});
