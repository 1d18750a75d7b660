import { expect, test } from "vitest";
import { SignetError } from "../errors.ts";
import { memoryStore } from "../store/memory/index.ts";
import { database } from "../strategy/database.ts";
import { jwt } from "../strategy/jwt.ts";
import { createSignet } from "./create-signet.ts";

const GOOD = { strategy: jwt(), secret: "a-secret-for-config-tests-0123456789" };

test.each([
  [undefined, /must be an object/],
  [null, /must be an object/],
  [{ secret: GOOD.secret }, /strategy is missing: use jwt\(\)/],
  [{ ...GOOD, strategy: "jwt" }, /strategy is missing: use jwt\(\)/],
  [{ ...GOOD, strategy: jwt }, /strategy is missing: use jwt\(\)/],
  [
    { strategy: jwt() },
    /secret is missing\. Set it, for example from an environment variable such as AUTH_SECRET/,
  ],
  [{ ...GOOD, secret: undefined }, /secret is missing/],
  [{ ...GOOD, secret: "short" }, /secret is shorter than 32 bytes.*Create one with/],
  [{ ...GOOD, lifetime: { idle: "soon" } }, /lifetime\.idle must be a duration/],
  [{ ...GOOD, lifetime: { idle: "2d", absolute: "1d" } }, /lifetime\.absolute is shorter/],
  [{ ...GOOD, lifetime: undefined }, /lifetime is present but undefined/],
  [{ ...GOOD, liftime: "aal1" }, /liftime is not an option\. The options are/],
  [{ ...GOOD, data: { name: "string" } }, /data must be a Standard Schema/],
  [{ ...GOOD, data: undefined }, /data is present but undefined/],
  [{ ...GOOD, cookieName: "" }, /cookieName must have/],
  [{ ...GOOD, cookieName: "a b" }, /cookieName must have/],
  [{ ...GOOD, cookieName: "a;b=c" }, /cookieName must have/],
  [{ ...GOOD, cookieName: "__Host-x" }, /must not start with __Host-/],
  [{ ...GOOD, cookieName: "__secure-x" }, /must not start with __Host-/],
  [{ ...GOOD, accept: jwt() }, /accept must be a list.*such as \[jwt\(\)\]/],
  [{ ...GOOD, accept: [jwt] }, /accept must be a list/],
  [{ ...GOOD, accept: ["jwt"] }, /accept must be a list/],
  [{ ...GOOD, trustProxy: "yes" }, /trustProxy must be true or false/],
  [{ ...GOOD, clockTolerance: "soon" }, /clockTolerance must be a duration/],
  [{ ...GOOD, clockTolerance: -1 }, /clockTolerance must be a duration/],
  [{ ...GOOD, clockTolerance: Number.NaN }, /clockTolerance must be a duration/],
  [{ ...GOOD, clockTolerance: "11m" }, /clockTolerance must be at most ten minutes/],
  [{ ...GOOD, clockTolerance: undefined }, /clockTolerance is present but undefined/],
  [{ ...GOOD, now: 5 }, /now must be a function/],
  [{ ...GOOD, cookieName: null }, /cookieName is present but null/],
  [{ ...GOOD, now: null }, /now is present but null/],
])(
  "createSignet refuses the invalid configuration %# with a message that names the problem",
  (options, sentence) => {
    // @ts-expect-error: JavaScript callers can pass this.
    const make = () => createSignet(options);
    expect(make).toThrow(sentence);
    expect(make).toThrow(SignetError);
    expect(make).toThrow(expect.objectContaining({ code: "invalid-config" }));
  },
);

test.each([undefined, {}, { store: undefined }, { store: "sessions.db" }])(
  "database(%j) is refused, because it has no store",
  (options) => {
    // @ts-expect-error: JavaScript callers can pass this.
    expect(() => database(options)).toThrow(/database\(\) needs a store/);
  },
);

const INVALID_TIMES = [
  ...[Number.NaN, Number.POSITIVE_INFINITY, "1800000000000", undefined, null],
  ...[-1, 1.8e15, 1.8e18, 1_800_000_000_000n, new Date(0), new Date(Number.NaN)],
];

test.each(INVALID_TIMES)("a clock that returns %s makes every read throw", async (time) => {
  const signet = createSignet({ ...GOOD, now: () => time as number });
  const issuer = createSignet(GOOD);
  const { credential } = await issuer.signIn({ host: "localhost" }, { userId: "ada" });
  const request = { host: "localhost", authorization: `Bearer ${credential}` };
  await expect(async () => signet.read(request)).rejects.toThrow(/now did not return/);
});

test("a clock may return fractions of a millisecond, which createdAt drops", async () => {
  const store = memoryStore();
  const signet = createSignet({ ...GOOD, strategy: database({ store }), now: () => 1.8e12 + 0.5 });
  const { session } = await signet.signIn({ host: "localhost" }, { userId: "ada" });
  expect(session.createdAt.getTime()).toBe(1.8e12);
});

test("an error about the secret does not repeat the secret", () => {
  expect(() => createSignet({ ...GOOD, secret: "hunter2" })).not.toThrow(/hunter2/);
});
