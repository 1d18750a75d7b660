import { Console } from "node:console";
import { Writable } from "node:stream";
import { format as nodeFormat, inspect as nodeInspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { format, inspect, table } from "./index.ts";

test("JSON-like values look as in Node", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      expect(inspect(value)).toBe(nodeInspect(value));
    }),
    { numRuns: 300 },
  );
});

test("lists of short texts and of numbers stand in the columns of Node", () => {
  const item = fc.oneof(
    fc.integer({ min: -9999, max: 99999 }),
    fc.string({ maxLength: 8 }),
    fc.bigInt(0n, 99n),
  );
  const list = fc.oneof(
    fc.array(item, { maxLength: 130 }),
    fc.array(fc.nat(2000), { maxLength: 130 }),
  );
  fc.assert(
    fc.property(list, fc.string(), (value, key) => {
      expect(inspect(value)).toBe(nodeInspect(value));
      expect(inspect({ a: { [key]: value } })).toBe(nodeInspect({ a: { [key]: value } }));
    }),
    { numRuns: 200 },
  );
});

class Point {
  x = 1;
  y = 2;
}
class Empty {}
const circle: Record<string, unknown> = { name: "a" };
circle["self"] = circle;
circle["list"] = [circle, { circle }];

const VALUES: readonly unknown[] = [
  undefined,
  null,
  true,
  -0,
  12n,
  Symbol("s"),
  "it's",
  `"it's"`,
  `"it's" \`x\``,
  "\u0000\u001b\n\\\ud800",
  [],
  {},
  Object.assign(new Array(5), { 1: 1, 4: 2 }),
  new Point(),
  new Empty(),
  Object.create(null),
  Object.assign(Object.create(null), { a: 1 }),
  new Map<unknown, unknown>([
    ["a", { b: 1 }],
    [{ c: 1 }, [1, 2]],
  ]),
  new Map(),
  new Set([1, "a", { b: 2 }]),
  new Set(),
  new Date(0),
  new Date(Number.NaN),
  /a+/g,
  () => 1,
  function named() {},
  async function later() {},
  function* generator() {},
  Point,
  class extends Point {},
  Math.max,
  new Uint8Array([1, 2, 3]),
  new Uint8Array(0),
  new Uint8Array(200).fill(7),
  new Float64Array([1.5]),
  Buffer.from("hello"),
  Buffer.alloc(60),
  new Uint8Array([1, 2]).buffer,
  Promise.race([]),
  new WeakMap(),
  [new Promise(() => {})],
  circle,
  { a: { b: { c: { d: 1 } } }, list: [[[[1]]]] },
  {
    f() {},
    get g() {
      return 1;
    },
    set h(_: unknown) {},
    [Symbol("k")]: 1,
    "a-b": 1,
  },
  Object.assign([1, 2], { extra: true }),
  { text: "a line\nand another one that is long enough to be split into lines by Node, yes\n" },
  { long: "x".repeat(100), longer: "y".repeat(10_010) },
  new Array(120).fill("ab"),
  { when: new Date(5), user: { id: 7, roles: ["admin", "member"] }, token: "e".repeat(60) },
  [new Point(), new Point(), new Map([[1, 2]])],
  Math,
  JSON,
  { a: { [nodeInspect.custom]: (depth: number) => `depth ${depth}\nline` } },
  { [nodeInspect.custom]: () => ({ shown: [1] }) },
  new Number(3),
  Object.assign(() => 1, { a: 1 }),
];

test("values of every kind look as in Node", () => {
  for (const value of VALUES) expect(inspect(value)).toBe(nodeInspect(value));
});

test("an error is its name and its message, without its stack", () => {
  class TokenError extends Error {
    override name = "TokenError";
    code = "E_TOKEN";
  }
  class PlainError extends Error {}
  expect(inspect(new TypeError("no"))).toBe("TypeError: no");
  expect(inspect([new RangeError("no")])).toBe("[ [RangeError: no] ]");
  expect(inspect(new TokenError("old"))).toBe("TokenError: old { code: 'E_TOKEN' }");
  expect(inspect(new PlainError("x"))).toBe("PlainError: x");
  const caused = new Error("outer", { cause: new Error("inner") });
  expect(inspect(caused)).toBe("Error: outer { [cause]: [Error: inner] }");
});

test("the arguments of console.log are joined as in Node", () => {
  const cases: unknown[][] = [
    [],
    ["a", 1, { b: "c" }],
    [{ a: 1 }, "x"],
    ["%s is %d years and %i, %f", "Ada", "36", 36.9, "1.5", "more"],
    ["%s %s %s", 12n, -0, Symbol("a")],
    ["%s", { a: { b: 1 } }],
    ["%s", [1, "a"]],
    ["%s", new Date(0)],
    ["%s", () => 1],
    ["%j %O %%", { a: [1] }, { b: { c: { d: { e: 1 } } } }],
    ["100%", 5],
    ["%s"],
    ["%%", 1],
    ["%d %d", {}, "x"],
    ["%c styled", "color: red"],
    ["%x", 1],
  ];
  for (const args of cases) expect(format(...args)).toBe(nodeFormat(...args));
});

test("tables look as in Node", () => {
  const nodeTable = (data: unknown): string => {
    let text = "";
    const stdout = new Writable({
      write(chunk, _encoding, done) {
        text += chunk;
        done();
      },
    });
    new Console({ stdout }).table(data);
    return text.trimEnd();
  };
  for (const data of [
    [{ a: 1, b: "x" }, { b: { c: 1 }, d: [1, 2, 3, 4, 5] }, 7],
    { first: { a: { b: 1, c: 2, d: 3 } }, second: {} },
    [],
    [[1, 2], [3]],
    new Map<unknown, unknown>([["a", { b: 1 }]]),
    new Set(["a", 2]),
  ]) {
    expect(table(data)).toBe(nodeTable(data));
  }
  expect(table("text")).toBeNull();
});
