import { expect, test } from "vitest";
import { closingLine, one, sum, tally, tallyOfReport } from "./tally.mjs";

const counts = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
const file = (status: string, assertions: number) => ({
  status,
  assertionResults: new Array(assertions).fill({}),
});

test("counts add up over suites and single checks", () => {
  expect(closingLine(sum([tally(1, 2, 3), one(true), one(false)]))).toBe(
    "2 passed, 3 failed, 3 skipped",
  );
});

test("a report's pending and todo tests are skipped ones", () => {
  const report = { ...counts, testResults: [file("failed", 6)] };
  expect(tallyOfReport(report, 1)).toEqual(tally(3, 1, 2));
});

test("a test file that could not be read counts as a failure", () => {
  const report = { ...counts, testResults: [file("failed", 6), file("failed", 0)] };
  expect(tallyOfReport(report, 1)).toEqual(tally(3, 2, 2));
});

test("a run that fails without a failed test is a failure all the same", () => {
  const report = { ...counts, numFailedTests: 0, testResults: [file("passed", 5)] };
  expect(tallyOfReport(report, 1)).toEqual(tally(3, 1, 2));
  expect(tallyOfReport(report, 0)).toEqual(tally(3, 0, 2));
});
