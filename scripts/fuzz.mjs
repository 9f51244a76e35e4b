// `npm run fuzz`: the fuzz tests with 10,000 cases of every parser (tests/fuzz); `npm test` takes 300.
//   npm run fuzz                          all of them, some minutes
//   npm run fuzz -- 100000 files          so many cases, of the test files whose path holds "files"
import { at } from './lib/root.mjs';
import { endWithChildren, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { setUpProgram } from './setup.mjs';

const USUAL = '10000';
const TIMEOUT_MS = 6 * 60 * 60_000;

endWithChildren();
const [first, ...rest] = process.argv.slice(2);
const isCount = /^\d+$/.test(first ?? '');
const runs = isCount ? first : USUAL;
const filters = (isCount ? rest : process.argv.slice(2)).map((word) => `tests/fuzz/${word}`);
const why = await setUpProgram();
if (why) say(why);
else say(`${runs} cases of every parser.`);
const vitest = [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '-c', 'scripts/config/vitest.config.mjs'];
// One case after the other takes longer than a test usually may.
const patience = ['--testTimeout', String(TIMEOUT_MS)];
const ended = why
  ? { ok: false }
  : await run(process.execPath, [...vitest, ...patience, ...(filters.length > 0 ? filters : ['tests/fuzz'])], {
      timeoutMs: TIMEOUT_MS,
      show: 'stdout',
      env: { KEYFERRY_FUZZ_RUNS: runs },
    });
process.exitCode = ended.ok ? 0 : 1;
