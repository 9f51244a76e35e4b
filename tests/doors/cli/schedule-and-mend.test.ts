import { describe, expect, test } from 'vitest';
import { Cli } from './support.js';

/** A workstation with a pushed key, at the command line. */
async function pushed(): Promise<Cli> {
  const cli = new Cli();
  await cli.init();
  await cli.mustUnlocked('credential', 'add', 'drill', '--practice');
  const group = ['--credential', 'drill', '--vault', 'contoso', '--type', 'p-256', '--rotate-every', '90d'];
  await cli.mustUnlocked('group', 'create', 'payroll', ...group, '--rotate-at', '02:30', '--rotate-zone', 'UTC');
  await cli.mustUnlocked('key', 'create', 'payroll');
  await cli.mustUnlocked('sync', 'payroll');
  return cli;
}

describe('the schedule at the command line', () => {
  test('is shown with its next dates, and nothing is due yet', async () => {
    const cli = await pushed();
    const { out } = await cli.unlocked('group', 'show', 'payroll');
    expect(out).toMatch(/Rotate Every +90d at 02:30 UTC/);
    expect(out).toMatch(/Next rotation +\d{4}-\d\d-\d\d 02:30/);
    expect(out).toMatch(/Then +\d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d/);
    expect((await cli.unlocked('rotate', '--due')).out).toContain('Nothing is due.');
    expect((await cli.unlocked('compare', '--all')).out).toMatch(/payroll +contoso +in sync/);
  });

  test.each([
    [['rotate'], 'No Key Group was named.'],
    [['rotate', 'payroll', '--due'], '--due is for all groups'],
    [['compare'], 'No Key Group was named.'],
    [['compare', 'payroll', '--all'], '--all is for every group'],
    [['mend', 'payroll'], 'What to do was not said.'],
    [['mend', 'payroll', '--recover', '--purge'], 'More than one thing to do was given.'],
    [['mend', 'payroll', '--purge'], 'purges the soft-deleted key payroll'],
  ])('%j is refused with a sentence', async (args, sentence) => {
    const cli = new Cli();
    await cli.init();
    const { code, err } = await cli.unlocked(...args);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(sentence);
  });

  test.each([
    ['--rotate-at', '2:30', 'A time of day is four digits'],
    ['--rotate-zone', 'Middle/Earth', 'A time zone is named as in Europe/Berlin'],
    ['--rotate-first', '2027-02-30', 'A date is a day of the calendar'],
    ['--disable-older-after', 'soon', 'A period is a number and a unit'],
  ])('%s %s is refused with a sentence', async (flag, value, sentence) => {
    const cli = await pushed();
    const { code, err } = await cli.unlocked('group', 'edit', 'payroll', flag, value);
    expect([code, err]).toEqual([2, expect.stringContaining(sentence)]);
  });
});

describe('mend', () => {
  test('does one thing that Compare with Vault advises, and not what it does not', async () => {
    const cli = await pushed();
    const { out } = await cli.unlocked('key', 'show', 'payroll', 'payroll-001');
    const version = /\b[0-9a-f]{32}\b/.exec(out)?.[0] ?? '';
    const ran = await cli.unlocked('mend', 'payroll', '--enable', version);
    expect(ran.err + ran.out).toContain('is enabled in the vault contoso');
    const foreign = await cli.unlocked('mend', 'payroll', '--enable', 'f'.repeat(32));
    expect(foreign.err + foreign.out).toContain('is not one that should be enabled');
    const again = await cli.unlocked('mend', 'payroll', '--push-again', 'payroll-001');
    expect(again.code).toBe(1);
    expect(again.err + again.out).toContain('it is not sent again');
  });
});
