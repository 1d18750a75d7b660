import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const rows = readFileSync(join(root, "docs/sessions-requirements.md"), "utf8")
  .split("\n")
  .flatMap((line) => [...line.matchAll(/^\| ([A-Z]?\d+) +\|(.*)\|([^|]*)\|$/g)])
  .map(([, id = "", , tests = ""]) => ({ id, tests: tests.trim().split("<br>") }));

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, at) => first + at);

test("every requirement on sessions and cookies has a row in docs/sessions-requirements.md, in order", () => {
  const numbers = [...from(1, 16), 18, ...from(20, 31), 44, 49, 50].map(String);
  const field = [1, 2, 3, 4, 5, 6, 7, 10, 11, 15, 18, 19, 27, 30].map((number) => `F${number}`);
  const revocation = from(1, 8).map((number) => `R${number}`);
  const nextAuth = [
    ...[6, 7, 10, 11, 13, 15].map((number) => `N${number}`),
    ...from(1, 5).map((number) => `P${number}`),
  ];
  const all = [...numbers, ...revocation, ...field, ...nextAuth];
  expect(rows.map(({ id }) => id)).toEqual(all);
});

test.each(rows)("the tests that docs/sessions-requirements.md names for $id exist", ({ tests }) => {
  for (const named of tests) {
    const [, file = "", name = ""] = /^`([\w./-]+)`: (.+)$/.exec(named) ?? [];
    expect(readFileSync(join(root, file), "utf8")).toContain(name);
    expect(name).not.toBe("");
  }
});
