/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @returns {Tally} */
export function tally(passed = 0, failed = 0, skipped = 0) {
  return { passed, failed, skipped };
}

/** Counts a check outside of Vitest as one test. */
export function one(/** @type {boolean} */ succeeded) {
  return succeeded ? tally(1) : tally(0, 1);
}

export function sum(/** @type {Tally[]} */ tallies) {
  return tallies.reduce(
    (all, one) =>
      tally(all.passed + one.passed, all.failed + one.failed, all.skipped + one.skipped),
    tally(),
  );
}

export function closingLine(/** @type {Tally} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * Returns the counts of Vitest's JSON report. A test file that Vitest could not load counts as one failure, and
 * so does an exit code other than 0 without a failed test.
 */
export function tallyOfReport(/** @type {any} */ report, /** @type {number} */ exitCode) {
  const notLoaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const counted = tally(
    report.numPassedTests,
    report.numFailedTests + notLoaded,
    report.numPendingTests + report.numTodoTests,
  );
  const failedWithoutTest = exitCode !== 0 && counted.failed === 0;
  return failedWithoutTest ? sum([counted, tally(0, 1)]) : counted;
}
