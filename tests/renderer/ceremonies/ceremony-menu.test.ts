import { expect, test } from 'vitest';
import {
  ceremonyActions,
  type CeremonyReasons,
  type ListedCeremony,
} from '../../../renderer/ceremonies/ceremony-menu.js';

const FREE: CeremonyReasons = { run: undefined, sign: undefined, record: undefined, binder: undefined };
const ended: ListedCeremony = {
  id: 'payroll',
  kind: 'generate-and-wrap',
  mode: 'PRACTICE',
  purpose: 'The key of the payroll database',
  begunAt: 0,
  state: 'completed',
  step: 13,
  total: 13,
  sheets: 0,
  planSha256: '0'.repeat(64),
};

const refused = (ceremony: ListedCeremony | undefined, reasons = FREE) =>
  ceremonyActions(ceremony, reasons, () => undefined).flatMap(({ id, disabledReason }) =>
    disabledReason === undefined ? [] : [`${id}: ${disabledReason}`],
  );

test('a ceremony that has ended can be opened, signed, printed and put into a binder', () => {
  expect(refused(ended)).toEqual([]);
  const opened: string[] = [];
  for (const { onAction } of ceremonyActions(ended, FREE, (act) => opened.push(act))) onAction();
  expect(opened).toEqual(['run', 'sign', 'record', 'binder']);
});

test('one that has not ended is not signed and not bound, and nothing is done before one is chosen', () => {
  expect(refused({ ...ended, state: 'running' })).toEqual([
    'sign: Its record is signed when it has ended.',
    'binder: A binder is made when it has ended.',
  ]);
  expect(refused(undefined)).toHaveLength(4);
});

test('who may not is told so, whatever is chosen', () => {
  const reasons = { ...FREE, run: 'Needs the role Administrator.' };
  expect(refused(ended, reasons)).toEqual(['run: Needs the role Administrator.']);
});
