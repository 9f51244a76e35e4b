import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { planOf } from '../../support/ceremony.js';
import { AtTerminal, needsTerminal } from './pty.js';
import { Cli, UNLOCK } from './support.js';

vi.setConfig({ testTimeout: 240_000 });

const DAY_MS = 86_400_000;
const PLAN = planOf('destroy', {
  id: 'at-a-terminal',
  date: new Date(Date.now() + DAY_MS).toISOString().slice(0, 10),
  keys: [{ group: 'payroll', type: 'p-256', vault: 'contoso', spkiSha256: 'ab'.repeat(32) }],
});

/** What a step asks for first. */
const WHO = /Who does it \(1 Walt, 2 Wendy\)\? $/;

test('the interview at a terminal: a wrong word, the menu, a sheet, Ctrl-C, going on, abort, signatures', async (context) => {
  needsTerminal(context);
  const cli = new Cli();
  await cli.init();
  cli.file('plan.json', JSON.stringify(PLAN));
  const where = { cwd: cli.home, dataFolder: cli.dataFolder };
  const run = ['ceremony', 'run', 'plan.json', '--out', 'outputs'];
  const first = new AtTerminal([...UNLOCK, ...run], where);
  await first.answer(/Type CONFIRM: $/, 'yes');
  await first.answer(/"yes" is not the word[\s\S]*Type CONFIRM: $/, 'confirm');
  await first.answer(/STEP 2 of [\s\S]*last word that was read: $/, '!');
  await first.answer(/Which \(d, e, r, a, q; Enter goes back\)\? $/, 'x');
  await first.answer(/That is none of them\.[\s\S]*last word that was read: $/, '!');
  await first.answer(/goes back\)\? $/, 'e');
  await first.answer(/What was expected: $/, 'Quiet');
  await first.answer(/What happened: $/, 'A door bell');
  await first.answer(/What was decided: $/, '');
  await first.answer(/What was decided: $/, 'We go on');
  await first.answer(/By whom: $/, 'Ada');
  await first.answer(/Sheet 1 is in the record\.[\s\S]*last word that was read: $/, '!');
  await first.answer(/goes back\)\? $/, 'd');
  await first.answer(/What is seen instead: $/, 'Another word');
  await first.answer(/DIFFERS\.[\s\S]*q leaves: $/, '');
  await first.answer(/What was expected:[\s\S]*type it anew\): $/, '');
  await first.answer(/What happened: Seen: Another word[\s\S]*type it anew\): $/, '');
  await first.answer(/What was decided: $/, 'Read again');
  await first.answer(/By whom: $/, 'Ada');
  await first.answer(/left behind: $/, 'maybe');
  await first.answer(/left behind: $/, 'r');
  await first.next(/Sheet 2 is in the record\.[\s\S]*last word that was read: $/);
  // A second door on the same ceremony is refused while this one is open.
  const beside = await cli.run([...UNLOCK, ...run], { answers: [] });
  expect([beside.code, beside.err]).toEqual([1, expect.stringContaining('is in use by another Keyferry (process ')]);
  first.type('\u0003');
  expect(await first.ended).toBe(1);
  expect(first.screen).toMatch(
    /stands at step 2 of \d+; what was recorded is safe\.\nThe same command takes it up again/,
  );
  expect(wide(first.screen)).toEqual([]);

  // Unlocked by hand this time, with a wrong passphrase first.
  const refused = new AtTerminal(run, where);
  for (const name of ['alice', 'bob']) {
    await refused.answer(/Admin identity: $/, name);
    await refused.answer(/\(typing is not shown\) ?$/, `not the passphrase of ${name}`);
  }
  expect(await refused.ended).toBe(1);
  expect(refused.screen).toContain('The login of alice was refused: the name or the passphrase is not right.');

  const second = new AtTerminal([...UNLOCK, ...run], where);
  const word = (await second.next(/goes on where it stood[\s\S]*?([A-Za-z]+)\n\n\(! at any[\s\S]*read: $/))?.[1];
  second.type(`${word ?? ''}\r`);
  await second.answer(WHO, 'nobody');
  await second.answer(/Type the number of the person[\s\S]*\? $/, '2');
  await second.answer(/Type what you see: $/, '!');
  await second.answer(/goes back\)\? $/, 'a');
  await second.answer(/Type ABORT to end it: $/, 'no');
  await second.answer(/Not aborted\.[\s\S]*\? $/, '!');
  await second.answer(/goes back\)\? $/, 'a');
  await second.answer(/Type ABORT to end it: $/, 'ABORT');
  await second.answer(/Why: $/, 'The machine is another one');
  await second.answer(/has ended\. SHA-256 of its record[\s\S]*Ada: p signed on paper, .*: $/, 'p');
  await second.answer(/Olga: .*: $/, 'd');
  await second.answer(/Why: $/, 'I was not asked');
  for (const name of ['Walt', 'Wendy']) await second.answer(new RegExp(`${name}: .*: $`), '');
  expect(await second.ended).toBe(0);
  expect(wide(second.screen)).toEqual([]);
  const file = /Record +(\S+)/.exec(second.screen)?.[1] ?? '';
  const verified = await cli.must('ceremony', 'verify', join('outputs', file), '--outputs', 'outputs');
  expect(verified.out).toContain('The ceremony was aborted: The machine is another one');
  expect(verified.out).toContain('Olga signed, and does not agree.');
  expect(readFileSync(join(cli.home, 'outputs', file), 'utf8')).toContain('"remark":"I was not asked"');
});

/** Lines that do not fit a terminal of 80 columns; a path stands as it is. */
function wide(screen: string): string[] {
  return screen.split('\n').filter((line) => line.length > 80 && !/^Folder +\//.test(line));
}
