/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

/** @returns {Tally} */
export function tally(passed = 0, failed = 0, skipped = 0) {
  return { passed, failed, skipped };
}

/** A check that is no test file counts as one. */
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

/** What Vitest's JSON report counts; a file that could not even be read counts as one failure. */
export function tallyOfReport(/** @type {any} */ report, /** @type {number} */ exitCode) {
  const unread = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const counted = tally(
    report.numPassedTests,
    report.numFailedTests + unread,
    report.numPendingTests + report.numTodoTests,
  );
  const unexplained = exitCode !== 0 && counted.failed === 0;
  return unexplained ? sum([counted, tally(0, 1)]) : counted;
}
