// `npm test`: every check there is, each counted; the last line is the sum.
//   npm test                              everything
//   npm test -- --only lint               one check: format, lint, types, tests or bun
//   npm test -- --only tests keychain     the test files whose path holds "keychain"
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKS } from './lib/checks.mjs';
import { closingLine, notRunOfTests } from './lib/counts.mjs';
import { buildWindow } from './lib/build-window.mjs';
import { endWithChildren } from './lib/run.mjs';
import { build, installDependencies, nodeTooOld, setUpTests } from './setup.mjs';

const sum = { passed: 0, failed: 0, skipped: 0 };
const notRun = [];
const verdicts = [];

const say = (text) => process.stdout.write(`${text}\n`);

/** What was asked for: the checks to run and vitest's filters; or why that cannot be. */
function asked() {
  try {
    const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true });
    const checks = CHECKS.filter(({ name }) => values.only === undefined || values.only === name);
    if (checks.length > 0) return { checks, filters: positionals };
    return { why: `There is no check "${values.only}". There are: ${CHECKS.map(({ name }) => name).join(', ')}.` };
  } catch (error) {
    return { why: error.message };
  }
}

/** A check that throws has failed; the others still run. */
async function runCheck(check, context) {
  if (check.tests) say(`\n== ${check.title}`);
  const begun = Date.now();
  let found;
  try {
    found = await check.run(context);
  } catch (error) {
    found = { ok: false, why: error instanceof Error ? error.message : String(error) };
  }
  if (!check.tests) say(`\n== ${check.title}\n${found.output ?? ''}`);
  const { counts } = found;
  if (counts) for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
  if (found.notRun) notRun.push(`${check.title}: ${found.notRun}`);
  sum[found.notRun ? 'skipped' : found.ok ? 'passed' : 'failed'] += 1;
  const word = found.notRun ? 'NOT RUN' : found.ok ? 'passed' : `FAILED (${found.why})`;
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  verdicts.push(`${check.name.padEnd(7)} ${word}${counts ? `, ${closingLine(counts)}` : ''}, ${seconds} s`);
  return found;
}

async function main() {
  const { checks, filters, why } = asked();
  const cannot = why ?? nodeTooOld() ?? (await installDependencies());
  if (cannot) {
    say(cannot);
    sum.failed += 1;
    return;
  }
  // A tree that does not compile is for the checks to count: they still run.
  const notBuilt = (await build()) ?? (await buildWindow());
  if (notBuilt) say(notBuilt);
  const folder = mkdtempSync(join(tmpdir(), 'keyferry-npm-test-'));
  const context = { filters, reportFile: join(folder, 'vitest.json'), notRunFile: join(folder, 'not-run.txt') };
  try {
    if (checks.some((check) => check.tests)) {
      const undone = await setUpTests();
      sum.skipped += undone.length;
      notRun.push(...undone.map((item) => `${item.what}: ${item.why}`));
    }
    // The tests wait a good deal for browsers and processes: what looks at the text goes on beside them, one after the other.
    const beside = (async () => {
      for (const check of checks) if (!check.tests) await runCheck(check, context);
    })();
    for (const check of checks) {
      if (!check.tests) continue;
      const { counts } = await runCheck(check, context);
      const lines = existsSync(context.notRunFile) ? readFileSync(context.notRunFile, 'utf8').split('\n') : [];
      const names = notRunOfTests(lines, counts?.skippedTests);
      // What told its name but was counted by nobody (a part of a test) is counted here.
      sum.skipped += Math.max(0, names.length - (counts?.skipped ?? 0));
      notRun.push(...names);
    }
    await beside;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

endWithChildren();
try {
  await main();
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  sum.failed += 1;
}
say(`\n${verdicts.join('\n')}`);
for (const line of notRun) say(`NOT RUN: ${line}`);
say(closingLine(sum));
process.exitCode = sum.failed > 0 ? 1 : 0;
