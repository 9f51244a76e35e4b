// `npm run faults`: the whole table of faults, deaths and full disks (tests/resilience); `npm test` plays a part of it.
//   npm run faults                        all cases, some twenty minutes on two cores
//   npm run faults -- kill                of the test files whose path holds "kill"
//   npm run faults -- --seed 7            the part that npm test plays with this seed
import { parseArgs } from 'node:util';
import { at } from './lib/root.mjs';
import { endWithChildren, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { setUpProgram } from './setup.mjs';

const TIMEOUT_MS = 6 * 60 * 60_000;

endWithChildren();
const { values, positionals } = parseArgs({ options: { seed: { type: 'string' } }, allowPositionals: true });
const wrongSeed = values.seed !== undefined && !/^\d+$/.test(values.seed) ? 'A seed is a whole number.' : undefined;
const why = wrongSeed ?? (await setUpProgram());
say(
  why ??
    (values.seed === undefined ? 'Every case of the table.' : `The part of the table with the seed ${values.seed}.`),
);
const vitest = [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '-c', 'scripts/config/vitest.config.mjs'];
const words = positionals.length > 0 ? positionals : ['fault-table', 'kill-table', 'full-disk-table'];
const filters = [
  ...words.map((word) => `tests/resilience/${word}`),
  // The interview of a ceremony, a real process that is killed at each of its steps.
  ...(positionals.length > 0 ? [] : ['tests/doors/cli/ceremony-killed']),
];
const env = values.seed === undefined ? { KEYFERRY_FAULTS: 'whole' } : { KEYFERRY_FAULTS_SEED: values.seed };
const ended = why
  ? { ok: false }
  : await run(process.execPath, [...vitest, '--disableConsoleIntercept', ...filters], {
      timeoutMs: TIMEOUT_MS,
      show: 'stdout',
      env,
    });
process.exitCode = ended.ok ? 0 : 1;
