import { expect, test } from "vitest";
import { closingLine, one, sum, tally, tallyOfReport } from "./tally.mjs";

const counts = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
const file = (status: string, assertions: number) => ({
  status,
  assertionResults: new Array(assertions).fill({}),
});

test("sum() adds the counts of suites and single checks", () => {
  expect(closingLine(sum([tally(1, 2, 3), one(true), one(false)]))).toBe(
    "2 passed, 3 failed, 3 skipped",
  );
});

test("pending and todo tests of a Vitest report count as skipped", () => {
  const report = { ...counts, testResults: [file("failed", 6)] };
  expect(tallyOfReport(report, 1)).toEqual(tally(3, 1, 2));
});

test("a test file that Vitest could not load counts as one failure", () => {
  const report = { ...counts, testResults: [file("failed", 6), file("failed", 0)] };
  expect(tallyOfReport(report, 1)).toEqual(tally(3, 2, 2));
});

test("a Vitest run that exits with an error but without a failed test counts as one failure", () => {
  const report = { ...counts, numFailedTests: 0, testResults: [file("passed", 5)] };
  expect(tallyOfReport(report, 1)).toEqual(tally(3, 1, 2));
  expect(tallyOfReport(report, 0)).toEqual(tally(3, 0, 2));
});
