import { readFileSync } from 'node:fs';

/** The counts of vitest's JSON report and the names of what it skipped; undefined when there is no readable report. */
export function countsOfVitest(reportFile) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return undefined;
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const passed = tests.filter((test) => test.status === 'passed').length;
  // A test that failed in its file's own code has no line of its own: the file counts as one.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = tests.filter((test) => test.status === 'failed').length + brokenFiles.length;
  const skippedTests = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed');
  return {
    passed,
    failed,
    skipped: skippedTests.length,
    skippedTests: skippedTests.map((test) => ({ title: test.title, fullName: test.fullName })),
  };
}

/** The counts that bun prints at its end: " 94 pass", " 0 fail", " 2 skip"; undefined when it did not come to its end. */
export function countsOfBun(output) {
  const count = (word) => Number(new RegExp(`^ *(\\d+) ${word}$`, 'm').exec(output)?.[1] ?? 0);
  if (!/^Ran \d+ tests? across /m.test(output)) return undefined;
  return { passed: count('pass'), failed: count('fail'), skipped: count('skip') + count('todo') };
}

/**
 * What did not run, by name and reason: what the tests wrote into the KEYFERRY_NOT_RUN file ("name: reason"), then the
 * tests that vitest skipped without a word there.
 */
export function notRunOfTests(lines, skippedTests = []) {
  const told = lines.filter(Boolean);
  const rest = [...told];
  const silent = skippedTests.filter(({ title }) => {
    const at = rest.findIndex((line) => line.startsWith(`${title}: `));
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  return [...told, ...silent.map(({ fullName }) => `${fullName}: skipped in its test file, without a reason`)];
}

/** The last line, in the form that is counted: "N passed, N failed", and what was skipped only where something was. */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
