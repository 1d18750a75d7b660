import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { resultsIndex } from "../../bench/harness/results.ts";

test("bench/results/README.md lists the targets of every result as its page has them", () => {
  const index = readFileSync(join(import.meta.dirname, "../../bench/results/README.md"), "utf8");
  expect(index).toBe(resultsIndex());
  expect(index).toContain("(hs256-verify.md)\n\n|");
});
