import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { inKeyring, runInSession, unlessMissing } from './session.js';

const CHILD = fileURLToPath(new URL('children/roll-back.mjs', import.meta.url));
const rollBack = `exec '${process.execPath}' '${CHILD}'`;

test('the real OS keychain notices an older store that was put back', async (context) => {
  await unlessMissing(context, ['dbus-run-session', 'gnome-keyring-daemon'], () => {
    const expected = ['first-seen', 'as-expected', 'rolled-back', 'as-expected'];
    expect(runInSession(inKeyring(rollBack))).toEqual({ status: 0, value: expected });
  });
});

test('without a keychain nothing is noticed, and nothing is claimed', async (context) => {
  await unlessMissing(context, [], () => {
    expect(runInSession(rollBack).value).toEqual(Array(4).fill('not-watched'));
  });
});
