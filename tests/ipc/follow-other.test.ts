import { expect, test } from 'vitest';
import { refusal, TestWindow, value } from '../support/window.js';

/** A window whose push was stopped: the version in the vault says that another workstation pushed it. */
async function overtaken() {
  const window = await TestWindow.ready();
  const group = await window.group('payroll', 1);
  const { keyManagement } = window.bridge;
  await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  const [version] = window.practice.service.keysOf(group.vault)?.need('payroll').versions ?? [];
  if (!version) throw new Error('Nothing was pushed.');
  Object.assign(version.tags, { workstation: '5d2f1c3e-0000-4000-8000-000000000000' });
  window.clock.advance(60_000);
  value(await keyManagement.createKeys({ groupId: group.id, count: 1 }));
  const stopped = await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  expect([stopped.state, stopped.failureCode]).toEqual(['failed', 'other-workstation']);
  return { window, group, stopped };
}

test('a push that another workstation overtook is done all the same when a second Administrator confirms it', async () => {
  const { window, group, stopped } = await overtaken();
  const follow = () => window.bridge.keyManagement.followOther({ jobId: stopped.id });
  const { approval } = refusal(await follow());
  expect(approval).toMatchObject({
    title: 'Push although another workstation pushed last',
    lines: [
      { name: 'Key', value: 'payroll' },
      { name: 'Vault', value: 'contoso (PRACTICE)' },
      { name: 'Job', value: 'Synchronize' },
    ],
  });
  const job = await window.ended(await window.approved(follow));
  expect(job).toMatchObject({ state: 'succeeded-with-warnings', type: 'synchronize', done: 1 });
  const { groups } = value(await window.bridge.keyManagement.snapshot());
  expect(groups.find(({ id }) => id === group.id)?.active?.keyName).toBe('payroll-002');
});

test('a job that was not stopped so is not pushed this way', async () => {
  const { window, group } = await overtaken();
  const { jobs } = value(await window.bridge.loggingAndReporting.snapshot());
  const other = jobs.find(({ groupId, state }) => groupId === group.id && state === 'succeeded');
  if (!other) throw new Error('The first push succeeded.');
  expect(refusal(await window.bridge.keyManagement.followOther({ jobId: other.id })).code).toBe('not-stopped-by-other');
});
