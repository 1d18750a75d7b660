import { beforeEach, expect, test } from "vitest";
import { recorded, START, settled } from "../testing.ts";
import { isEqual } from "./equal.ts";
import { check, clock, damage, forge, frame, measure, satisfies, throws } from "./index.ts";

beforeEach(() => {
  recorded.length = 0;
});

test("a check records the call, the wanted and the gotten value", async () => {
  await check("f(1)", () => 2, 2);
  await check("f()", async () => ({ a: new Date(0) }), { a: new Date(0) });
  await check("g()", () => "x", "y");
  expect(recorded.map(({ value }) => value)).toEqual([
    { call: "f(1)", wanted: "2", got: "2", passed: true },
    {
      call: "f()",
      wanted: "{ a: 1970-01-01T00:00:00.000Z }",
      got: "{ a: 1970-01-01T00:00:00.000Z }",
      passed: true,
    },
    { call: "g()", wanted: "'y'", got: "'x'", passed: false },
  ]);
});

test("an error counts only where it was wanted", async () => {
  class JsonWebTokenError extends Error {
    override name = "JsonWebTokenError";
  }
  const fail = () => {
    throw new JsonWebTokenError("invalid signature");
  };
  await check("verify", fail, { id: 7 });
  await check("verify", fail, throws("signature"));
  await check("verify", async () => fail(), throws());
  await check("verify", fail, throws("expired"));
  await check("verify", () => 1, throws());
  await check("verify", fail, undefined);
  await check("verify", () => Promise.reject("text"), 1);
  expect(recorded.map(({ value }) => value)).toMatchObject([
    { wanted: "{ id: 7 }", got: "JsonWebTokenError: invalid signature", passed: false },
    { wanted: "an error with the message 'signature'", passed: true },
    { wanted: "an error", passed: true },
    { passed: false },
    { got: "1", passed: false },
    { got: "JsonWebTokenError: invalid signature", passed: false },
    { got: "thrown: 'text'", passed: false },
  ]);
});

test("satisfies shows its text, and a test that throws counts as failed", async () => {
  const isLong = satisfies("a long text", (text: string) => text.length > 3);
  await check("a", () => "long text", isLong);
  await check("b", () => "x", isLong);
  await check("c", () => null, isLong);
  await check("d", () => 1, { text: "a long text" });
  expect(recorded.map(({ value }) => value)).toMatchObject([
    { wanted: "a long text", got: "'long text'", passed: true },
    { passed: false },
    { passed: false },
    { passed: false, wanted: "{ text: 'a long text' }" },
  ]);
});

test("checks are recorded in the order of the program", async () => {
  const slow = check("slow", () => new Promise((resolve) => setImmediate(resolve)), undefined);
  await check("fast", () => 1, 1);
  expect(recorded).toEqual([]);
  await slow;
  expect(recorded.map(({ value }) => (value as { call: string }).call)).toEqual(["slow", "fast"]);
});

const circle = (): unknown => {
  const list: unknown[] = [1];
  list.push(list);
  return list;
};
const error = (message: string, more: object = {}) => Object.assign(new Error(message), more);

test.each([
  [Number.NaN, Number.NaN, true],
  [0, -0, false],
  [1, "1", false],
  [null, undefined, false],
  [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
  [{ a: undefined }, {}, false],
  [{ a: undefined }, { b: undefined }, false],
  [Object.assign(Object.create(null), { a: 1 }), { a: 1 }, true],
  [[1, 2], [1, 2, 3], false],
  [[1], { 0: 1 }, false],
  [new Date(5), new Date(5), true],
  [new Date(5), new Date(6), false],
  [new Map([["a", { b: 1 }]]), new Map([["a", { b: 1 }]]), true],
  [new Map([["a", 1]]), new Map([["b", 1]]), false],
  [new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }]), true],
  [new Set([1]), new Set([2]), false],
  [error("a", { code: 1 }), error("a", { code: 1 }), true],
  [error("a"), error("b"), false],
  [error("a", { code: 1 }), error("a", { code: 2 }), false],
  [new TypeError("a"), new Error("a"), false],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2]), true],
  [new Uint8Array([1, 2]), new Uint8Array([1, 3]), false],
  [/a/g, /a/g, true],
  [/a/g, /a/i, false],
  [circle(), circle(), true],
  [() => 1, () => 1, false],
  [Promise.resolve(1), Promise.resolve(1), false],
])("equality of %o and %o is %s", (one, other, wanted) => {
  expect(isEqual(one, other)).toBe(wanted);
  expect(isEqual(other, one)).toBe(wanted);
});

test("the clock moves by durations", async () => {
  const before = clock.now();
  expect(before).toBeGreaterThanOrEqual(START);
  await settled(clock.advance("90s"));
  await settled(clock.advance("2d"));
  await settled(clock.advance(500));
  expect(clock.now() - before).toBe(90_000 + 172_800_000 + 500);
  for (const wrong of ["90", "1 year", "-1s", -1, Number.NaN]) {
    await expect(clock.advance(wrong)).rejects.toThrow("clock.advance() got");
  }
});

test("a frame and a measurement are recorded as texts and numbers", async () => {
  frame({
    title: "Sign in",
    what: "…",
    where: "server",
    input: { a: 1 },
    output: "token",
    variables: { n: 1, s: "x" },
    store: { id: { userId: "ada" } },
  });
  frame({ title: "Read", what: "…", where: "browser" });
  let runs = 0;
  await measure("async", 3, async () => runs++);
  expect(runs).toBe(3);
  expect(recorded).toMatchObject([
    {
      kind: "frame",
      value: {
        input: "{ a: 1 }",
        output: "token",
        variables: { n: "1", s: "x" },
        cookies: {},
        store: { id: "{ userId: 'ada' }" },
      },
    },
    { kind: "frame", value: { input: "", output: "", store: null } },
    { kind: "measurement", value: { name: "async", times: 3, milliseconds: expect.any(Number) } },
  ]);
});

test("a forged token has other claims and a signature of another key; a damaged one another signature", async () => {
  const jwt = (await import("signet-auth/jsonwebtoken")).default;
  const token = jwt.sign({ id: 7, role: "member" }, "s3cret");
  const forged = forge(token, { role: "admin" });
  expect(jwt.decode(forged)).toMatchObject({ id: 7, role: "admin" });
  expect(() => jwt.verify(forged, "s3cret")).toThrow("invalid signature");
  const key = Buffer.alloc(64, 7);
  expect(jwt.verify(forged, key)).toMatchObject({ role: "admin" });
  const damaged = damage(token);
  expect(damaged).toHaveLength(token.length);
  expect(() => jwt.verify(damaged, "s3cret")).toThrow("invalid signature");
  expect(damage("Fe26.2*1*a*b~2")).toBe("Fe26.2*1*a*A~2");
  expect(() => forge("text", {})).toThrow("three parts");
});
