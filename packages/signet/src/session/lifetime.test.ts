import fc from "fast-check";
import { expect, test } from "vitest";
import { SignetError } from "../errors.ts";
import { expiryOf, judge, LIFETIME_PRESETS, parseLifetime } from "./lifetime.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const lifetimes = fc
  .record({
    idle: fc.integer({ min: 2_000, max: 400 * DAY }),
    more: fc.integer({ min: 0, max: 400 * DAY }),
    renewAfter: fc.integer({ min: 1_000, max: 400 * DAY }),
  })
  .map(({ idle, more, renewAfter }) => ({
    idle,
    absolute: idle + more,
    renewAfter: Math.min(renewAfter, idle - 1),
    clockTolerance: 0,
  }));
const starts = fc.integer({ min: 0, max: 4_000_000_000_000 });
const waits = fc.integer({ min: 0, max: 900 * DAY });

test("the default lifetime is seven days idle, 30 days absolute and a renewal after one day", () => {
  expect(parseLifetime(undefined)).toEqual({
    idle: 7 * DAY,
    absolute: 30 * DAY,
    renewAfter: DAY,
    clockTolerance: 60_000,
  });
});

test("the lifetime presets are within the limits of NIST SP 800-63B-4", () => {
  expect(Object.keys(LIFETIME_PRESETS)).toEqual(["aal1", "aal2", "aal3"]);
  expect(parseLifetime("aal1").absolute).toBeLessThanOrEqual(30 * DAY);
  expect(parseLifetime("aal2")).toMatchObject({ idle: HOUR, absolute: 24 * HOUR });
  expect(parseLifetime("aal3")).toMatchObject({ idle: HOUR / 4, absolute: 12 * HOUR });
});

test.each([
  [{ idle: "2d", absolute: "1d" }, /lifetime\.absolute is shorter/],
  [{ idle: "1d", renewAfter: "1d" }, /lifetime\.renewAfter must be shorter/],
  [{ idle: "7" }, /lifetime\.idle must be a duration/],
  [{ idle: undefined }, /lifetime\.idle must be a duration/],
  [{ renewAfter: undefined }, /lifetime\.renewAfter must be a duration/],
  [{ idel: "7d" }, /lifetime\.idel is not an option/],
  ["aal4", /"aal1", "aal2", "aal3"/],
  ["constructor", /"aal1", "aal2", "aal3"/],
  [900, /"aal1", "aal2", "aal3"/],
  [true, /"aal1", "aal2", "aal3"/],
  [null, /"aal1", "aal2", "aal3"/],
  [[], /"aal1", "aal2", "aal3"/],
])("the invalid lifetime %j is refused, and the error says how to fix it", (options, sentence) => {
  // @ts-expect-error: a value that only JavaScript can pass
  const parse = () => parseLifetime(options);
  expect(parse).toThrow(sentence);
  expect(parse).toThrow(SignetError);
});

test("a session is live before its end and has ended at the millisecond of its end", () => {
  fc.assert(
    fc.property(lifetimes, starts, waits, (lifetime, createdAt, wait) => {
      const times = { createdAt, renewedAt: createdAt, terms: null };
      const expiresAt = expiryOf(times, lifetime);
      const judgement = judge({ ...times, expiresAt }, lifetime, createdAt + wait);
      expect(judgement.live).toBe(createdAt + wait < expiresAt);
    }),
  );
});

test("no sequence of renewals extends a session past its absolute end", () => {
  fc.assert(
    fc.property(lifetimes, starts, fc.array(waits, { maxLength: 30 }), (lifetime, start, steps) => {
      let facts = {
        ...{ createdAt: start, renewedAt: start, terms: null },
        expiresAt: start + lifetime.idle,
      };
      let now = start;
      for (const step of steps) {
        now += step;
        const judgement = judge(facts, lifetime, now);
        if (!judgement.live) return;
        expect(now).toBeLessThan(start + lifetime.absolute);
        if (!judgement.renewalDue) continue;
        const expiresAt = expiryOf({ ...facts, renewedAt: now }, lifetime);
        expect(expiresAt).toBeGreaterThan(facts.expiresAt);
        facts = { ...facts, renewedAt: now, expiresAt };
      }
    }),
  );
});

test("the earlier of the stored end and the end by the current lifetime counts", () => {
  const facts = { terms: null, createdAt: 0, renewedAt: 0, expiresAt: 2 * DAY };
  const longer = parseLifetime({ idle: "7d", absolute: "30d", renewAfter: "1d" });
  expect(judge(facts, longer, 2 * DAY)).toEqual({ live: false, reason: "expired" });
  const shorter = parseLifetime({ idle: "1d", absolute: "1d", renewAfter: "1h" });
  expect(judge(facts, shorter, DAY)).toEqual({ live: false, reason: "expired" });
});

test("a renewal is due after renewAfter, unless it would not extend the session", () => {
  const lifetime = parseLifetime({ idle: "7d", absolute: "8d", renewAfter: "1d" });
  const facts = { terms: null, createdAt: 0, renewedAt: 0, expiresAt: 7 * DAY };
  expect(judge(facts, lifetime, DAY - 1)).toMatchObject({ renewalDue: false });
  expect(judge(facts, lifetime, DAY)).toMatchObject({ renewalDue: true });
  const atItsEnd = { terms: null, createdAt: 0, renewedAt: 2 * DAY, expiresAt: 8 * DAY };
  expect(judge(atItsEnd, lifetime, 4 * DAY)).toMatchObject({ live: true, renewalDue: false });
});

test.each([
  [undefined, 60_000],
  ["5m", 300_000],
  [0, 0],
  ["10m", 600_000],
] as const)(
  "with a clockTolerance of %s a session is live at most %i ms before its creation",
  (option, tolerance) => {
    const lifetime = parseLifetime(undefined, option);
    const facts = { terms: null, createdAt: 0, renewedAt: tolerance + 1, expiresAt: DAY };
    expect(judge(facts, lifetime, 0)).toEqual({ live: false, reason: "not-yet-valid" });
    expect(judge(facts, lifetime, 1)).toMatchObject({ live: true });
  },
);

test("clockTolerance does not extend a session", () => {
  const facts = { terms: null, createdAt: 0, renewedAt: 0, expiresAt: DAY };
  const lifetime = parseLifetime(undefined, "10m");
  expect(judge(facts, lifetime, DAY)).toEqual({ live: false, reason: "expired" });
});

test("a session with a time that is no number is not live", () => {
  const lifetime = parseLifetime(undefined);
  for (const member of ["createdAt", "renewedAt", "expiresAt"] as const) {
    const facts = { terms: null, createdAt: 0, renewedAt: 0, expiresAt: DAY, [member]: Number.NaN };
    expect(judge(facts, lifetime, 1).live).toBe(false);
  }
  expect(
    judge({ terms: null, createdAt: 0, renewedAt: 0, expiresAt: DAY }, lifetime, Number.NaN).live,
  ).toBe(false);
});
