import { describe, expect, test } from 'vitest';
import { SEED } from './support/how-many.js';
import { prove } from './soak/prove.js';
import { reportOf } from './soak/report.js';
import { Year, type YearOptions } from './soak/year.js';

const number = (name: string, usual: number): number => Number(process.env[`KEYFERRY_SOAK_${name}`] ?? usual);
const WHOLE = process.env['KEYFERRY_SOAK_SEED'] !== undefined;
const OPTIONS: YearOptions = {
  seed: number('SEED', SEED),
  days: number('DAYS', 14),
  groups: number('GROUPS', 10),
  pace: WHOLE ? 1 : 4,
};

async function playedYear(options: YearOptions): Promise<Year> {
  const year = await Year.begin(options);
  await year.play();
  return year;
}

describe('a year of rotations on two workstations, with faults, deaths, clocks that jump and networks that are gone', () => {
  test(
    'afterwards every version is somebody’s, nothing is there twice, no date was missed unsaid',
    { timeout: 6 * 3_600_000 },
    async () => {
      const begun = performance.now();
      const year = await playedYear(OPTIONS);
      const wrong = await prove(year);
      console.info((await reportOf(year, performance.now() - begun)).join('\n'));
      expect(wrong).toEqual([]);
      expect(year.sites[0].jobs().length).toBeGreaterThan(OPTIONS.days / 2);
    },
  );

  test.skipIf(WHOLE)('and the same seed plays the same year', async () => {
    const few = { seed: OPTIONS.seed, days: 3, groups: 3, pace: 4 };
    expect((await playedYear(few)).digest()).toBe((await playedYear(few)).digest());
  });
});
