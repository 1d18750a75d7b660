import { describe, expect, test } from "vitest";
import { type Known, knownOf, LOADING, UNAVAILABLE } from "./known.ts";
import { decide as decideBy } from "./newer.ts";

const ANONYMOUS = knownOf(null);
const time = (minutes: number) => new Date(minutes * 60_000);

/** A session with an id, a time of renewal in minutes, and data. */
function active(id: string, renewed = 0, data: object = {}): Known {
  const times = { createdAt: time(0), authenticatedAt: time(0), renewedAt: time(renewed) };
  return knownOf({
    id,
    userId: "ada",
    data,
    ...times,
    expiresAt: time(renewed + 60),
    device: null,
  });
}

interface Before {
  readonly now: Known;
  readonly rendered: Known;
  readonly ended: ReadonlySet<string>;
  readonly isOlder: boolean;
}

const none: ReadonlySet<string> = new Set();
const decide = (next: Known, { now, rendered, ended, isOlder }: Before) =>
  decideBy(next, now, rendered, ended, isOlder);
const before = (now: Known, rendered = now, more: Partial<Before> = {}): Before => ({
  now,
  rendered,
  ended: none,
  isOlder: false,
  ...more,
});

test.each<[string, Known, Before]>([
  ["a sign-in", active("a"), before(ANONYMOUS)],
  ["a sign-in after a read that found no session", active("b"), before(ANONYMOUS, active("a"))],
  ["a sign-out", ANONYMOUS, before(active("a"))],
  [
    "a sign-out after a read that renewed the session",
    ANONYMOUS,
    before(active("a", 9), active("a")),
  ],
  ["a sign-in of another user", active("b"), before(active("a"))],
  ["a renewal", active("a", 5), before(active("a"), ANONYMOUS)],
  ["an update", active("a", 0, { theme: "dark" }), before(active("a"))],
  ["the first state", active("a"), before(LOADING)],
  ["the same state", active("a"), before(active("a"), ANONYMOUS)],
  ["a session after an outage", active("a"), before(UNAVAILABLE)],
  ["a sign-out after an outage", ANONYMOUS, before(UNAVAILABLE)],
])("a render that brings %s is applied", (_what, next, given) => {
  expect(decide(next, given)).toBe("apply");
});

describe("a late render is not applied", () => {
  test("a session that has ended never comes back, even when the late render renewed it", () => {
    const given = before(ANONYMOUS, active("a"), { ended: new Set(["a"]) });
    expect(decide(active("a"), given)).toBeNull();
    expect(decide(active("a", 9, { theme: "dark" }), given)).toBeNull();
  });

  test.each<[string, Known, Before]>([
    ["signed out, after a read that found a session", ANONYMOUS, before(active("b"), ANONYMOUS)],
    ["another session, after a read", active("a"), before(active("b"), ANONYMOUS)],
    [
      "older data, after an update by the client",
      active("a"),
      before(active("a", 0, { theme: "dark" }), active("a", 0, { theme: "light" })),
    ],
    ["an older time of the render", ANONYMOUS, before(active("a"), active("a"), { isOlder: true })],
    ["an outage", UNAVAILABLE, before(active("a"))],
  ])("a render with %s causes a read", (_what, next, given) => {
    expect(decide(next, given)).toBe("ask");
  });

  test.each<[string, Known, Before]>([
    ["no session at all", LOADING, before(active("a"))],
    ["the same outage", UNAVAILABLE, before(UNAVAILABLE)],
  ])("a render with %s changes nothing", (_what, next, given) => {
    expect(decide(next, given)).toBeNull();
  });
});
