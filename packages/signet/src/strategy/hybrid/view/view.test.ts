import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FeedEvent } from "../../../store/feed.ts";
import { newSessionId } from "../../../token/engine/opaque.ts";
import { createView } from "./view.ts";

const MINUTE = 60_000;
const KEEPS = 16 * MINUTE;
const START = Date.UTC(2026, 0, 1);

const ended = (sessionId: string, at = START): FeedEvent => ({ sessionId, at, version: null });
const changed = (sessionId: string, version: number, at = START): FeedEvent => ({
  sessionId,
  at,
  version,
});
const idOf = (number: number) => `tag0${String(number).padStart(22, "0")}`;

describe("the view", () => {
  test("an ended session makes all its tokens need a store read, and no token of another session", () => {
    const view = createView(KEEPS);
    view.add(ended("a"), START);
    expect(view.has("a", 0, START)).toBe(true);
    expect(view.has("a", 7, START)).toBe(true);
    expect(view.has("b", 0, START)).toBe(false);
  });

  test("a changed session makes all its tokens but the newest need a store read", () => {
    const view = createView(KEEPS);
    view.add(changed("a", 2), START);
    expect([0, 1, 2, 3].map((version) => view.has("a", version, START))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  test("the view is the same for events in any order, and for repeated events", () => {
    const events = [changed("a", 1), ended("a"), changed("a", 3), changed("b", 3), changed("b", 2)];
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...events, ...events], { minLength: 10 }),
        (shuffled: FeedEvent[]) => {
          const view = createView(KEEPS);
          for (const event of shuffled) view.add(event, START);
          expect(view.has("a", 3, START)).toBe(true);
          expect([1, 2, 3].map((version) => view.has("b", version, START))).toEqual([
            true,
            true,
            false,
          ]);
          expect(view.size).toBe(2);
        },
      ),
    );
  });

  test("the view keeps an event for its set time, and drops it within three seconds afterwards", () => {
    const view = createView(KEEPS);
    view.add(ended("a", START + 1), START + 1);
    expect(view.has("a", 0, START + KEEPS + 1)).toBe(true);
    expect(view.has("a", 0, START + KEEPS + 3_000)).toBe(false);
    view.add(ended("b"), START + KEEPS + 3_000);
    expect(view.has("b", 0, START + KEEPS + 3_000)).toBe(false);
  });

  test("a later event of the same session makes the view keep it longer", () => {
    const view = createView(KEEPS);
    view.add(ended("a"), START);
    view.add(ended("a", START + 10 * MINUTE), START + 10 * MINUTE);
    view.add(ended("a"), START + 10 * MINUTE);
    expect(view.has("a", 0, START + 20 * MINUTE)).toBe(true);
  });

  test("the view keeps an event that is a minute ahead of its clock", () => {
    const view = createView(KEEPS);
    view.add(ended("a", START + MINUTE), START);
    expect(view.has("a", 0, START)).toBe(true);
  });

  test("the view compares versions that exceed its 19 bits", () => {
    const view = createView(KEEPS);
    view.add(changed("a", 999_999), START);
    view.add(changed("a", 1_000_000), START);
    expect(view.has("a", 999_999, START)).toBe(true);
    expect(view.has("a", 1_000_000, START)).toBe(false);
  });
});

const sessions = fc.integer({ min: 0, max: 3_000 }).map(idOf);
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ end: sessions }) },
    { weight: 4, arbitrary: fc.record({ change: sessions, version: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ endMany: fc.nat(9_000) }) },
    { weight: 1, arbitrary: fc.record({ pass: fc.integer({ min: 1, max: 40 * MINUTE }) }) },
    { weight: 1, arbitrary: fc.record({ forget: fc.nat(40) }) },
  ),
  { minLength: 1, maxLength: 60 },
);

test("the view agrees with a plain list after any sequence of events", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      const view = createView(KEEPS);
      const known = new Map<string, FeedEvent>();
      let now = START;
      const add = (event: FeedEvent) => {
        const old = known.get(event.sessionId);
        const isOld = old !== undefined && old.at + KEEPS + 2_000 <= now;
        const stays = old !== undefined && !isOld && isLater(old, event);
        known.set(event.sessionId, stays ? { ...old, at: now } : event);
        view.add(event, now);
      };
      for (const step of sequence) {
        if ("end" in step) add(ended(step.end, now));
        else if ("change" in step) add(changed(step.change, step.version, now));
        else if ("endMany" in step) {
          for (let more = 0; more < step.endMany; more++) add(ended(idOf(10_000 + more), now));
        } else if ("pass" in step) now += step.pass;
        else for (let more = 0; more < step.forget; more++) view.forget(now);
      }
      for (const [id, { at, version }] of known) {
        // The view may keep an event up to two seconds longer.
        if (now < at + KEEPS) {
          for (const asked of [0, 7, 19, 20]) {
            expect(view.has(id, asked, now), `${id} ${asked}`).toBe(version !== asked);
          }
        } else if (now > at + KEEPS + 2_000 && now < at + 100 * MINUTE) {
          expect(view.has(id, 0, now)).toBe(false);
        }
      }
      expect(view.has(idOf(5_000), 0, now)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

function isLater(one: FeedEvent, other: FeedEvent): boolean {
  return one.version === null || (other.version !== null && one.version >= other.version);
}

test("the view holds a million ids in at most 24 bytes each, misses none and finds no other id", () => {
  const view = createView(KEEPS);
  const samples: string[] = [];
  let count = 0;
  for (const id of randomIds(1_000_000)) {
    count++;
    if (count % 97 === 0) samples.push(id);
    view.add(ended(id), START);
    if (count >= 10_000 && count % 9_973 === 0) {
      expect(view.bytes / view.size, String(count)).toBeLessThanOrEqual(24);
    }
  }
  expect(view.size).toBe(1_000_000);
  expect(samples.every((id) => view.has(id, 0, START))).toBe(true);
  expect([...randomIds(20_000)].some((id) => view.has(id, 0, START))).toBe(false);
});

/** Generates ids in the form of the engine, many at once for speed. */
function* randomIds(count: number): Generator<string> {
  const [bytes, many] = [16, 10_000];
  for (let left = count; left > 0; left -= many) {
    const random = randomBytes(bytes * Math.min(left, many));
    for (let at = 0; at < random.length; at += bytes) {
      yield `tag0${random.toString("base64url", at, at + bytes)}`;
    }
  }
}

test("repeated calls of forget free the memory of old events", () => {
  const view = createView(KEEPS);
  const empty = view.bytes;
  for (let count = 0; count < 100_000; count++) view.add(ended(newSessionId("tag0")), START);
  const later = START + 20 * MINUTE;
  view.add(ended("young", later), later);
  for (let count = 0; count < 60; count++) view.forget(later);
  expect(view.size).toBe(1);
  expect(view.bytes).toBeLessThan(2 * empty);
  expect(view.has("young", 0, later)).toBe(true);
});
