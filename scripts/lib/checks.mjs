import { existsSync, readdirSync } from 'node:fs';
import { at } from './root.mjs';
import { run } from './run.mjs';
import { countsOfBun, countsOfVitest } from './counts.mjs';

const MINUTE = 60_000;

/** A check answers { ok, why?, counts?, notRun? }; `counts` are those of the tests within it: { passed, failed, skipped }. */
const tool = (name, ...path) => [process.execPath, [at('node_modules', ...path)], name];

/** Every check, in the order in which `npm test` runs them. `tests` says whether the system's packages are needed. */
export const CHECKS = [
  {
    name: 'format',
    title: 'prettier --check',
    run: () => simple(tool('prettier', 'prettier', 'bin', 'prettier.cjs'), ['--check', '--log-level', 'warn', '.'], 3),
  },
  {
    name: 'lint',
    title: 'eslint --max-warnings 0',
    run: () =>
      simple(
        tool('eslint', 'eslint', 'bin', 'eslint.js'),
        ['-c', 'scripts/config/eslint.config.mjs', '--max-warnings', '0', '.'],
        9,
      ),
  },
  { name: 'types', title: 'tsc -b', run: () => simple(tool('tsc', 'typescript', 'bin', 'tsc'), ['-b'], 5) },
  { name: 'tests', title: 'vitest run', tests: true, run: vitest },
  { name: 'bun', title: 'the crypto tests under bun (BoringSSL)', run: bun },
];

/** Runs beside the tests: what it prints is kept together and shown when it has ended. */
async function simple([command, path], args, minutes) {
  const ended = await run(command, [...path, ...args], { timeoutMs: minutes * MINUTE });
  return { ...verdict(ended), output: ended.output };
}

async function vitest({ filters, reportFile, notRunFile }) {
  const [command, path] = tool('vitest', 'vitest', 'vitest.mjs');
  const args = ['run', '-c', 'scripts/config/vitest.config.mjs', '--reporter=default', '--reporter=json'];
  const ended = await run(command, [...path, ...args, `--outputFile.json=${reportFile}`, ...filters], {
    timeoutMs: 14 * MINUTE,
    show: 'stdout',
    env: { KEYFERRY_NOT_RUN: notRunFile },
  });
  return withCounts(verdict(ended), countsOfVitest(reportFile), 'vitest');
}

async function bun() {
  const program = await bunThatRuns();
  if (!program) return { ok: true, notRun: 'no bun of node_modules/@oven runs on this machine' };
  const ended = await run(program, ['test', 'tests/crypto'], { timeoutMs: 5 * MINUTE });
  const found = withCounts(verdict(ended), countsOfBun(ended.output), 'bun');
  return { ...found, output: found.ok ? ended.output.split('\n').slice(-6).join('\n') : ended.output };
}

/** bun ships one package per processor and C library; npm installs what it thinks fits, and the first that starts is taken. */
async function bunThatRuns() {
  const folder = at('node_modules', '@oven');
  const variants = existsSync(folder) ? readdirSync(folder).sort() : [];
  const programs = variants.flatMap((name) =>
    ['bun', 'bun.exe'].map((file) => at('node_modules', '@oven', name, 'bin', file)),
  );
  for (const program of [...programs, at('node_modules', '.bin', 'bun')]) {
    if (existsSync(program) && (await run(program, ['--version'], { timeoutMs: 20_000 })).ok) return program;
  }
  return undefined;
}

function verdict({ ok, code, timedOut }) {
  if (ok) return { ok };
  return { ok, why: timedOut ? 'it took too long' : `it ended with code ${code}` };
}

/** A runner that tells no counts has crashed; one that ran no test has shown nothing. */
function withCounts(found, counts, runner) {
  if (!counts) return { ok: false, why: found.why ?? `${runner} left no counts` };
  const { passed, failed, skipped } = counts;
  if (passed + failed + skipped === 0) return { ok: false, counts, why: `${runner} ran no test` };
  return { ...found, counts };
}
