// `npm run soak`: plays a year on a virtual clock with two workstations, faults, deaths and networks that are gone, then
// proves what must hold (tests/resilience/soak). The same seed plays the same year.
//   npm run soak                                       200 groups, 365 days, a seed of today
//   npm run soak -- --seed 7 --days 90 --groups 50
import { parseArgs } from 'node:util';
import { at } from './lib/root.mjs';
import { endWithChildren, run } from './lib/run.mjs';
import { say } from './lib/say.mjs';
import { setUpProgram } from './setup.mjs';

const TIMEOUT_MS = 6 * 60 * 60_000;
const USUAL = { seed: String(Math.floor(Date.now() / 86_400_000)), days: '365', groups: '200' };

/** What was asked for, or why that cannot be. */
function asked() {
  try {
    const options = Object.fromEntries(Object.keys(USUAL).map((name) => [name, { type: 'string' }]));
    const values = { ...USUAL, ...parseArgs({ options }).values };
    const wrong = Object.entries(values).find(([, value]) => !/^\d{1,9}$/.test(value));
    return wrong ? { why: `--${wrong[0]} takes a whole number, not "${wrong[1]}".` } : { values };
  } catch (error) {
    return { why: error.message };
  }
}

endWithChildren();
const { values, why: badInput } = asked();
const why = badInput ?? (await setUpProgram());
if (why) say(why);
const vitest = [at('node_modules', 'vitest', 'vitest.mjs'), 'run', '-c', 'scripts/config/vitest.config.mjs'];
const ended = why
  ? { ok: false }
  : await run(process.execPath, [...vitest, '--disableConsoleIntercept', 'tests/resilience/soak.test.ts'], {
      timeoutMs: TIMEOUT_MS,
      show: 'stdout',
      env: {
        KEYFERRY_SOAK_SEED: values.seed,
        KEYFERRY_SOAK_DAYS: values.days,
        KEYFERRY_SOAK_GROUPS: values.groups,
      },
    });
process.exitCode = ended.ok ? 0 : 1;
