import fc from "fast-check";
import { expect, test } from "vitest";
import { compactTerms, termsInClaim, termsInText, termsText } from "./kept-terms.ts";
import { expiryOf, judge, parseLifetime } from "./lifetime.ts";
import { parseTerms } from "./terms.ts";
import type { Beginning, KeptTerms } from "./types.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const configured = parseLifetime({ idle: "7d", absolute: "30d", renewAfter: "1d" });

const times = fc.option(fc.integer({ min: 1_000, max: 60 * DAY }), { nil: null });
const proof = fc.record({
  method: fc.string({ unit: "grapheme", minLength: 1, maxLength: 64 }),
  amr: fc.array(fc.stringMatching(/^[\w.:/-]{1,32}$/), { maxLength: 8 }),
  factors: fc.constantFrom(1 as const, 2 as const),
  at: fc.integer({ min: 0, max: 8.64e15 }),
});
const beginning: fc.Arbitrary<Beginning> = fc
  .record({
    proofs: fc.array(proof, { maxLength: 4 }),
    actor: fc.option(fc.string({ minLength: 1, maxLength: 255 })),
  })
  .filter(({ proofs, actor }) => proofs.length > 0 || actor !== null);
const someTerms: fc.Arbitrary<KeptTerms> = fc.record(
  { idle: times, absolute: times, persistent: fc.boolean(), beginning },
  { requiredKeys: ["idle", "absolute", "persistent"] },
);

test("a sign-in without terms has the configured ones", () => {
  for (const input of [{}, { persistent: true }, { lifetime: undefined, persistent: undefined }]) {
    expect(parseTerms(input, configured)).toBeNull();
  }
});

test("a sign-in may have a shorter idle time, a shorter absolute time, and a cookie that ends with the browser", () => {
  const lifetime = { idle: "1h", absolute: "12h" };
  expect(parseTerms({ persistent: false }, configured)).toEqual({
    ...{ idle: null, absolute: null, persistent: false },
  });
  expect(parseTerms({ lifetime }, configured)).toEqual({
    ...{ idle: HOUR, absolute: 12 * HOUR, persistent: true },
  });
  expect(parseTerms({ lifetime: { idle: 90 }, persistent: false }, configured)).toEqual({
    ...{ idle: 90_000, absolute: null, persistent: false },
  });
  expect(parseTerms({ lifetime: { absolute: "30d" } }, configured)).toMatchObject({
    absolute: 30 * DAY,
  });
});

test.each([
  [{ lifetime: { idle: "8d" } }, /lifetime\.idle of signIn\(\) is 691200 s, .* is 604800 s/],
  [{ lifetime: { absolute: 30 * 86_400 + 1 } }, /lifetime\.absolute of signIn\(\) is 2592001 s/],
  [{ lifetime: { idle: 0 } }, /lifetime\.idle of signIn\(\) must be a duration/],
  [{ lifetime: { absolute: "1" } }, /lifetime\.absolute of signIn\(\) must be a duration/],
  [{ lifetime: { idle: undefined } }, /lifetime\.idle of signIn\(\) must be a duration/],
  [{ lifetime: { idle: "2d", absolute: "1d" } }, /shorter than its lifetime\.idle/],
  [{ lifetime: { renewAfter: "1h" } }, /lifetime\.renewAfter cannot be set for one session/],
  [{ lifetime: {} }, /an object with idle, absolute or both/],
  [{ lifetime: "aal2" }, /an object with idle, absolute or both/],
  [{ lifetime: null }, /an object with idle, absolute or both/],
  [{ persistent: "on" }, /form\.get\("remember"\) === "on"/],
  [{ persistent: null }, /persistent must be true or false/],
])("the terms %j are refused as invalid-input", (input, message) => {
  const parse = () => parseTerms(input, configured);
  expect(parse).toThrow(expect.objectContaining({ code: "invalid-input" }));
  expect(parse).toThrow(message);
});

test("terms that are inherited do not count", () => {
  const lifetime = Object.create({ idle: "1h" });
  expect(() => parseTerms({ lifetime }, configured)).toThrow(/idle, absolute or both/);
});

test("terms survive a token and a store unchanged", () => {
  fc.assert(
    fc.property(someTerms, (terms) => {
      expect(termsInClaim(JSON.parse(JSON.stringify(compactTerms(terms))))).toEqual(terms);
      expect(termsInText(termsText(terms))).toEqual(terms);
    }),
  );
  expect(termsText(null)).toBeNull();
});

test("a token or a record of an earlier release has no terms", () => {
  expect(termsInClaim(undefined)).toBeNull();
  for (const none of [null, undefined]) expect(termsInText(none)).toBeNull();
});

const DAMAGED = [
  ...[null, {}, [], "1", 1, [1, 2], [1, 2, 1, 1], ["1", null, 1], [null, null, true]],
  ...[
    [null, null, 1, [0, ["password", "pwd", 1, 1]], 1],
    ...[null, 0, [], [0], [null, ["password", "pwd", 1, 1]], ["", ["password", "pwd", 1, 1]]],
    ...[[1], [["ada"]], [0, null], [0, []], [0, "password"], ["ada", ["password", "pwd", 1]]],
    ...[
      ["password", "pwd", 0, 1],
      ["password", "pwd", "2", 1],
      ["password", ["pwd"], 1, 1],
    ].map((each) => [0, each]),
    ...[
      [7, "pwd", 1, 1],
      ["password", "pwd", 1, "1"],
      ["password", "pwd", 1, -1],
    ].map((each) => [0, ["password", "pwd", 1, 1], each]),
    ...[
      ["password", "pwd", 1, 9e15],
      ["password", "pwd", 1, 1, 1],
    ].map((each) => ["ada", each]),
  ].map((each, index) => (index === 0 ? each : [null, null, 1, each])),
  ...[
    [0, null, 1],
    [null, -1, 1],
    [null, null, 2],
    [null, null],
    [{}, null, 0],
  ],
];

test.each(DAMAGED.map((claim) => [claim]))(
  "the claim %j is malformed, and its text ends the session",
  (claim) => {
    expect(termsInClaim(claim)).toBe("malformed");
    const facts = { createdAt: 0, renewedAt: 0, expiresAt: DAY };
    const terms = termsInText(JSON.stringify(claim));
    expect(judge({ ...facts, terms }, configured, 0)).toEqual({ live: false, reason: "expired" });
  },
);

test("text that is no JSON ends the session", () => {
  for (const text of ["", "{", "[1,2", "NaN"]) {
    const facts = { createdAt: 0, renewedAt: 0, expiresAt: DAY, terms: termsInText(text) };
    expect(judge(facts, configured, 0)).toEqual({ live: false, reason: "expired" });
  }
});

test("no terms make a session live longer than configured, and the earlier end always counts", () => {
  const starts = fc.integer({ min: 0, max: 4_000_000_000_000 });
  const waits = fc.integer({ min: 0, max: 60 * DAY });
  fc.assert(
    fc.property(someTerms, starts, waits, waits, (terms, createdAt, used, wait) => {
      const renewedAt = createdAt + Math.min(used, wait);
      const facts = { createdAt, renewedAt, terms };
      const end = Math.min(
        renewedAt + Math.min(terms.idle ?? 7 * DAY, 7 * DAY),
        createdAt + Math.min(terms.absolute ?? 30 * DAY, 30 * DAY),
      );
      expect(expiryOf(facts, configured)).toBe(end);
      const stored = { ...facts, expiresAt: Number.MAX_SAFE_INTEGER };
      expect(judge(stored, configured, createdAt + wait).live).toBe(createdAt + wait < end);
    }),
  );
});

test("no sequence of renewals extends a session past its own absolute end", () => {
  const terms = { idle: 5 * HOUR, absolute: DAY, persistent: false };
  const steps = fc.array(fc.integer({ min: 1, max: 5 * HOUR - 1 }), { maxLength: 60 });
  fc.assert(
    fc.property(steps, (waits) => {
      let [now, facts] = [0, { createdAt: 0, renewedAt: 0, expiresAt: 5 * HOUR, terms }];
      for (const wait of waits) {
        now += wait;
        const judgement = judge(facts, configured, now);
        if (!judgement.live) return;
        expect(now).toBeLessThan(DAY);
        expect(judgement.renewalDue).toBe(
          now - facts.renewedAt >= Math.floor((5 * HOUR) / 7) && facts.expiresAt < DAY,
        );
        if (!judgement.renewalDue) continue;
        facts = {
          ...facts,
          renewedAt: now,
          expiresAt: expiryOf({ ...facts, renewedAt: now }, configured),
        };
      }
    }),
  );
});

test("a session is renewed after a seventh of its own idle time, and never later than configured", () => {
  const frequent = parseLifetime({ idle: "7d", renewAfter: "5m" });
  for (const [idle, lifetime, renewAfter] of [
    [null, configured, DAY],
    [7 * DAY, configured, DAY],
    [30 * DAY, configured, DAY],
    [HOUR, configured, Math.floor(HOUR / 7)],
    [HOUR, frequent, 300_000],
    [600_000, frequent, Math.floor(600_000 / 7)],
  ] as const) {
    const facts = { createdAt: 0, renewedAt: 0, terms: { idle, absolute: null, persistent: true } };
    const session = { ...facts, expiresAt: expiryOf(facts, lifetime) };
    expect(judge(session, lifetime, renewAfter - 1)).toMatchObject({ renewalDue: false });
    expect(judge(session, lifetime, renewAfter)).toMatchObject({ renewalDue: true });
  }
});
