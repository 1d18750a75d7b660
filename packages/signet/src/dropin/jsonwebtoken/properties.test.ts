/**
 * Properties: each library verifies the tokens of the other, and both return the same for any
 * input.
 */
import { createRequire } from "node:module";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ALGORITHMS,
  attempt,
  forge,
  JWT,
  methodOf,
  NOW,
  PAIRS,
  pemOf,
  secret,
  stopClock,
  theirs,
} from "./comparison.test-d.ts";
import ours from "./index.ts";
import { milliseconds } from "./milliseconds.ts";
import type { Algorithm } from "./types.ts";

stopClock();

const values = fc.jsonValue({ maxDepth: 2 });
// Claims with names of Object.prototype are a documented difference.
const names = fc.string({ unit: "binary", maxLength: 12 }).filter((name) => !(name in {}));
const RESERVED = ["exp", "nbf", "iat", "toJSON"];
const payloads = fc
  .dictionary(names, values, { maxKeys: 6 })
  .filter((payload) => RESERVED.every((name) => !(name in payload)))
  // After a name such as "\\", JSON.parse of Node 24 reads some escaped names as "\\":
  // https://github.com/nodejs/node/issues/63785
  .filter((payload) => !JSON.stringify(payload).includes("\\\\"));

/** A whole number near the current time, or a value that is not a whole number. */
const times = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: NOW - 3, max: NOW + 3 }) },
  fc.constantFrom<unknown>("5", null, 0, 1.5, true),
);
const audiences = fc.constantFrom("a", "b", "ab", "");

test.each(ALGORITHMS)("each library verifies tokens of the other, algorithm %s", (algorithm) => {
  const pair = PAIRS[algorithm];
  const options = { algorithm: algorithm as Algorithm };
  const numRuns = pair?.privateKey.asymmetricKeyType === "rsa" ? 15 : 40;
  fc.assert(
    fc.property(payloads, fc.boolean(), (payload, asText) => {
      const [signing, verifying] = pair
        ? [pair.privateKey, pair.publicKey].map((key) => (asText ? pemOf(key) : key))
        : [secret, secret];
      for (const [from, to] of [[theirs, ours] as const, [ours, theirs] as const]) {
        const token = from.sign(payload, signing ?? "", options);
        const claims = to.verify(token, verifying ?? "", { algorithms: [options.algorithm] });
        expect(claims).toEqual({ ...(JSON.parse(JSON.stringify(payload)) as object), iat: NOW });
      }
    }),
    { numRuns },
  );
});

const spans = fc.oneof(
  fc.constantFrom<unknown>("1h", "2 days", "0", "x", "", 5, -1, 1.5, 0, null, undefined),
  fc.integer({ min: -5, max: 5 }),
);
const texts = fc.oneof({ weight: 5, arbitrary: fc.string({ maxLength: 4 }) }, fc.constant(5));
const signOptions = fc.record(
  {
    algorithm: fc.constantFrom("HS256", "HS384", "HS512", "none", "RS256", "x"),
    expiresIn: spans,
    notBefore: spans,
    audience: fc.oneof(texts, fc.array(audiences, { maxLength: 2 })),
    issuer: texts,
    subject: texts,
    jwtid: texts,
    keyid: fc.string({ unit: "binary", maxLength: 4 }),
    header: fc.dictionary(fc.constantFrom("typ", "kid", "x"), texts, { maxKeys: 2 }),
    noTimestamp: fc.constantFrom<unknown>(true, false, 0),
    mutatePayload: fc.boolean(),
    encoding: fc.constantFrom("utf8", "latin1", "utf16le"),
    other: fc.constant(1),
  },
  { requiredKeys: [] },
);
const given = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(
      fc.constantFrom("iat", "exp", "nbf", "aud", "iss", "sub", "jti", "a"),
      fc.oneof(times, audiences),
      { maxKeys: 3 },
    ),
  },
  fc.constantFrom<unknown>("text", "", 5, true, null, undefined, [], Buffer.from("bytes")),
);

test("sign returns or throws the same as jsonwebtoken for any arguments", () => {
  fc.assert(
    fc.property(given, fc.constantFrom<unknown>(secret, "", undefined), signOptions, (...args) => {
      const outcomes = [theirs, ours].map((library) => {
        const [payload, key, options] = structuredClone(args);
        const own = Buffer.isBuffer(args[0]) ? args[0] : payload;
        return [attempt(() => methodOf(library, "sign")(own, key, options)), own];
      });
      // Without a key jsonwebtoken throws a TypeError; see differences.test.ts.
      fc.pre(!JSON.stringify(outcomes[0]).includes("Cannot read properties of"));
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 1_500 },
  );
});

const claimsets = fc.record(
  {
    ...{ exp: times, nbf: times, iat: times.filter((time) => time !== 0) },
    aud: fc.oneof(audiences, fc.array(audiences, { maxLength: 3 })),
    ...{ iss: audiences, sub: audiences, jti: audiences, nonce: audiences },
  },
  { requiredKeys: [] },
);
const patterns = fc.constantFrom(/a/, /^b$/, /^$/);
const verifyOptions = fc.record(
  {
    algorithms: fc.constantFrom<unknown>(["HS256"], ["HS384", "HS256"], ["RS256"], [], undefined),
    audience: fc.oneof(
      audiences,
      patterns,
      fc.array(fc.oneof(audiences, patterns), { maxLength: 3 }),
    ),
    issuer: fc.oneof(audiences, fc.array(audiences, { maxLength: 2 })),
    ...{ subject: audiences, jwtid: audiences, nonce: audiences },
    clockTimestamp: fc.oneof(
      times.filter((time) => time !== 1.5),
      fc.constant(Number.NaN),
    ),
    clockTolerance: fc.constantFrom(0, 1, 2.5, -1, Number.POSITIVE_INFINITY, Number.NaN),
    maxAge: fc.oneof(spans, fc.constantFrom("2s", 3)),
    ...{ ignoreExpiration: fc.boolean(), ignoreNotBefore: fc.boolean(), complete: fc.boolean() },
  },
  { requiredKeys: [] },
);

test("verify returns or throws the same as jsonwebtoken for any claims and options", () => {
  fc.assert(
    fc.property(claimsets, verifyOptions, fc.boolean(), (claims, options, isTyped) => {
      // differences.test.ts covers a missing audience, for which jsonwebtoken matches patterns
      // against the word "undefined".
      const token = forge(isTyped ? JWT : { alg: "HS256" }, { aud: "b", ...claims });
      const outcomes = [theirs, ours].map((library) =>
        attempt(() => methodOf(library, "verify")(token, secret, options)),
      );
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 1_500 },
  );
});

test("verify returns or throws the same as jsonwebtoken for a damaged token", () => {
  const token = theirs.sign({ a: 1 }, secret, { expiresIn: "1h" });
  const damage = fc.tuple(fc.nat(token.length), fc.nat(2), fc.string({ maxLength: 2 }));
  fc.assert(
    fc.property(damage, ([at, cut, put]) => {
      const damaged = token.slice(0, at) + put + token.slice(at + cut);
      const outcomes = [theirs, ours].map((library) =>
        attempt(() => library.verify(damaged, secret)),
      );
      fc.pre(!hasExtraBits(damaged));
      expect(outcomes[1]).toEqual(outcomes[0]);
    }),
    { numRuns: 1_500 },
  );
});

/** Checks for bits after the last byte of header or payload, which jsonwebtoken ignores. */
function hasExtraBits(token: string): boolean {
  return token
    .split(".", 2)
    .some((part) => Buffer.from(part, "base64url").toString("base64url") !== part);
}

test("timespans have the same meaning as in the package ms", () => {
  const ms: (text: string) => number | undefined = createRequire(import.meta.url)("ms");
  const numbers = fc.stringMatching(/^-?\d{0,3}\.?\d{0,3}$/);
  const gaps = fc.constantFrom("", " ", "  ", "\t");
  const units = fc.constantFrom(
    ...["", "ms", "msec", "msecs", "millisecond", "milliseconds", "s", "sec", "secs", "second"],
    ...["seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hrs", "hour", "hours"],
    ...["d", "day", "days", "w", "week", "weeks", "y", "yr", "yrs", "year", "years", "Days", "H"],
    ...["mo", "month", "constructor", "toString", "\u017f", "\u212a", "none"],
  );
  fc.assert(
    fc.property(numbers, gaps, units, gaps, (number, gap, unit, after) => {
      const text = number + gap + unit + (after.length > 1 ? after : "");
      fc.pre(text !== "");
      expect(milliseconds(text)).toBe(ms(text));
    }),
    { numRuns: 3_000 },
  );
  for (const length of [99, 100, 101]) {
    expect(milliseconds("1".repeat(length))).toBe(ms("1".repeat(length)));
  }
});
