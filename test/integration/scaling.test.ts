import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ASSUMED, scaleOf } from "../../bench/scaling/model.ts";
import { scalingPlot, scalingTable } from "../../bench/scaling/shown.ts";

const docs = join(import.meta.dirname, "../../docs");
const page = readFileSync(join(docs, "scaling.md"), "utf8");

/** Returns only the cells, because the formatter decides the widths of columns. */
const cellsOf = (table: string) =>
  table
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[ :|-]+\|$/.test(line))
    .map((line) => line.split("|").map((cell) => cell.trim()));

test("docs/scaling.md shows the table and the plot that follow from its assumptions", () => {
  const [, shown = ""] = page.split(/<!-- \/?scaling -->/);
  expect(cellsOf(shown)).toEqual(cellsOf(scalingTable()));
  expect(readFileSync(join(docs, "scaling.svg"), "utf8")).toBe(scalingPlot());
});

test("the formulae of docs/scaling.md are those of the model", () => {
  const p = ASSUMED.peak / 86_400;
  const users = 1e8;
  expect(scaleOf(users).requestsASecond).toBeCloseTo(users * 0.2 * 100 * p, 6);
  expect(scaleOf(users).hybridReadsASecond).toBeCloseTo(users * 0.2 * 5 * p, 6);
  expect(scaleOf(users).writesASecond).toBeCloseTo(users * (0.2 + 0.03 + 0.03 + 0.01) * p, 6);
  const events = users * (0.03 + 0.01) * p;
  expect(scaleOf(users).viewEntries).toBeCloseTo(events * 960, 6);
  expect(scaleOf(users).viewBytes).toBeCloseTo(8_400 + events * 960 * 24, 6);
  expect(scaleOf(users).coldStart).toBeCloseTo((events * 960) / 100_000, 6);
});
