import type { Command } from 'commander';
import { addCommand, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { done, type Outcome } from '../outcome.js';
import { askPractice } from '../../../practice-apps.js';
import { openPracticeVault } from '../practice-access.js';
import { facts } from '../show/table.js';
import { count } from '../show/text.js';

export function addFaultCommands(practiceVault: Command, invoke: Invoke): void {
  const family = practiceVault
    .command('faults')
    .summary('things that go wrong on request')
    .description('Faults: things that go wrong in the practice vault on request.')
    .addHelpText('after', '\nExample:\n  keyferry practice-vault faults add reset-after on=import');
  addCommand(family, invoke, {
    name: 'list',
    role: 'anybody',
    summary: 'the faults that are waiting, and the kinds there are',
    examples: ['keyferry practice-vault faults list'],
    run: list,
  });
  addCommand(family, invoke, {
    name: 'add',
    role: 'anybody',
    args: [['<words...>', 'KIND[=VALUE] [on=OPERATION] [name=KEY] [times=N|always] [after=N]']],
    summary: 'let something go wrong, once unless said otherwise',
    about: 'The kinds stand in: keyferry practice-vault faults list.',
    examples: [
      'keyferry practice-vault faults add reset-after on=import',
      'keyferry practice-vault faults add status=503 on=create times=2',
      'keyferry practice-vault faults add latency=2000 times=always',
    ],
    run: add,
  });
  addCommand(family, invoke, {
    name: 'clear',
    role: 'anybody',
    summary: 'take all faults away',
    examples: ['keyferry practice-vault faults clear'],
    run: clear,
  });
}

async function list(context: Context): Promise<Outcome> {
  const { FAULT_KINDS, OPERATIONS } = await import('../../../practice-vault/index.js');
  const access = await openPracticeVault(context);
  if (!access.ok) return access;
  const overview = await askPractice(access.value, { call: 'overview' });
  if (!overview.ok) return overview;
  const { faults } = overview.value;
  const waiting = faults.length > 0 ? faults.map((fault) => `  ${fault}`).join('\n') : '  none';
  return done(
    { faults, kinds: FAULT_KINDS, operations: OPERATIONS },
    `Waiting in the PRACTICE vault:\n${waiting}\n\nKinds:\n${facts(Object.entries(FAULT_KINDS))}\n\nOperations for on=: ${OPERATIONS.join(', ')}`,
  );
}

async function add(context: Context, words: readonly string[]): Promise<Outcome> {
  const { parseFault } = await import('../../../practice-vault/index.js');
  const fault = parseFault(words.join(' '));
  if (!fault.ok) return fault;
  const access = await openPracticeVault(context);
  if (!access.ok) return access;
  const added = await askPractice(access.value, { call: 'add-fault', fault: fault.value });
  if (!added.ok) return added;
  const { faults } = added.value;
  return done(
    { faults },
    `PRACTICE: ${count(faults.length, 'fault')} waiting.\n${faults.map((one) => `  ${one}`).join('\n')}`,
  );
}

async function clear(context: Context): Promise<Outcome> {
  const access = await openPracticeVault(context);
  if (!access.ok) return access;
  const cleared = await askPractice(access.value, { call: 'clear-faults' });
  return cleared.ok ? done({ faults: [] }, 'PRACTICE: no fault is waiting any more.') : cleared;
}
