import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CloudCredentials } from '../../main/identity-management/index.js';
import { refusal, TestWindow, value } from '../support/window.js';

describe('a running job', () => {
  test('is answered by its id before it has ended, and told on its way', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 2);
    const held = window.holdImport('payroll');
    const started = await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] });
    await held.reached;
    const { jobId } = value(started);
    expect(value(await window.bridge.loggingAndReporting.job({ jobId })).state).toBe('running');
    held.letGo();
    await window.ended(started);
    const told = () => window.told('loggingAndReporting').flatMap((push) => ('jobs' in push ? push.jobs : []));
    await window.until(() => told().at(-1)?.state === 'succeeded');
    expect(new Set(told().map(({ id }) => id))).toEqual(new Set([jobId]));
    expect(told().some(({ state }) => state === 'running')).toBe(true);
  });

  test('stops when it is cancelled, at the next border, and cleans up', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 3);
    const { keyManagement, loggingAndReporting } = window.bridge;
    const held = window.holdImport('payroll');
    const started = await keyManagement.synchronize({ groupId: group.id, keyIds: [] });
    await held.reached;
    const { jobId } = value(started);
    value(await loggingAndReporting.cancelJob({ jobId }));
    held.letGo();
    expect(await window.ended(started)).toMatchObject({ state: 'cancelled', done: 1, total: 3 });
    expect(refusal(await loggingAndReporting.cancelJob({ jobId })).code).toBe('job-not-running');
    const [vault] = (await window.practice.admin({ call: 'overview' })).vaults;
    expect(vault?.keys.map(({ name, kek }) => [name, kek])).toEqual([['payroll', false]]);
    const states = value(await keyManagement.snapshot()).keys[0]?.keys.map(({ state }) => state);
    expect(states).toEqual(['active', 'never-pushed', 'never-pushed']);
  });

  test('keeps a second one away from its group, but not from another', async () => {
    const window = await TestWindow.ready();
    const payroll = await window.group('payroll', 1);
    const backup = await window.group('backup', 1);
    const { keyManagement, loggingAndReporting } = window.bridge;
    const held = window.holdImport('payroll');
    const first = await keyManagement.synchronize({ groupId: payroll.id, keyIds: [] });
    await held.reached;
    const second = refusal(await keyManagement.rotate({ groupId: payroll.id }));
    expect(second).toMatchObject({ code: 'job-running' });
    expect(second.message).toContain('payroll');
    expect(refusal(await loggingAndReporting.repeatJob(value(first))).code).toBe('job-running');
    const other = await keyManagement.synchronize({ groupId: backup.id, keyIds: [] });
    expect((await window.ended(other)).state).toBe('succeeded');
    held.letGo();
    expect((await window.ended(first)).state).toBe('succeeded');
    expect((await window.ended(await keyManagement.rotate({ groupId: payroll.id }))).state).toBe('succeeded');
  });

  test('is the one that was started, even where an earlier one is reconciled first', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 2);
    const { keyManagement } = window.bridge;
    window.beforeRequest = async ({ method, url }) => {
      if (method === 'PUT' && url.includes('/keys/payroll')) await window.fault('reset-before times=always');
    };
    const earlier = await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    expect(earlier).toMatchObject({ state: 'failed', reconciled: false });
    const refused = refusal(await keyManagement.rotate({ groupId: group.id }));
    expect(refused.code).toBe('job-unfinished');
    window.beforeRequest = () => undefined;
    await window.practice.admin({ call: 'clear-faults' });
    const later = await window.ended(await keyManagement.rotate({ groupId: group.id }));
    expect(later).toMatchObject({ type: 'rotate', state: 'succeeded' });
    expect(later.id).not.toBe(earlier.id);
    const told = () => window.told('loggingAndReporting').flatMap((push) => ('jobs' in push ? push.jobs : []));
    await window.until(() => told().some(({ id, reconciled }) => id === earlier.id && reconciled));
  });

  test('that meets a bug of ours ends for the window, and the group can be worked on again', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 1);
    const written: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    onTestFinished(() => stderr.mockRestore());
    const target = vi.spyOn(CloudCredentials.prototype, 'target');
    onTestFinished(() => target.mockRestore());
    target.mockRejectedValueOnce(new TypeError('planted~secret~4711'));
    const { jobId } = value(await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    const told = () => window.told('loggingAndReporting').flatMap((push) => ('jobs' in push ? push.jobs : []));
    await window.until(() => told().at(-1)?.state === 'interrupted');
    expect(told().at(-1)).toMatchObject({ id: jobId, failureCode: 'internal', reconciled: false });
    const { messages } = value(await window.bridge.loggingAndReporting.job({ jobId }));
    expect(messages.map(({ text }) => text)).toEqual([
      'Something went wrong inside Keyferry while this job was running.',
    ]);
    expect(written.join('')).toBe('keyferry: job: TypeError\n');
    expect(window.crossed.join('')).not.toContain('planted');
    const again = await window.ended(await window.bridge.keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    expect(again.state).toBe('succeeded');
  });
});

describe('a job that is repeated', () => {
  test('sends the keys that did not arrive, and no other', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 3);
    const { keyManagement, loggingAndReporting } = window.bridge;
    await window.fault('status=403 on=import after=1 times=1');
    const failed = await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    expect(failed).toMatchObject({ state: 'failed', done: 1 });
    value(await keyManagement.createKeys({ groupId: group.id, count: 1 }));
    const repeated = await window.ended(await loggingAndReporting.repeatJob({ jobId: failed.id }));
    expect(repeated).toMatchObject({ type: 'synchronize', state: 'succeeded', done: 2, total: 2 });
    const states = value(await keyManagement.snapshot()).keys[0]?.keys.map(({ name, state }) => [name, state]);
    expect(states).toEqual([
      ['payroll-001', 'older'],
      ['payroll-002', 'older'],
      ['payroll-003', 'active'],
      ['payroll-004', 'never-pushed'],
    ]);
    expect(refusal(await loggingAndReporting.repeatJob({ jobId: repeated.id })).code).toBe('nothing-to-push');
  });

  test('is not a deletion: that asks for its justification again', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 1);
    const { keyManagement, loggingAndReporting } = window.bridge;
    await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    const confirmed = { groupId: group.id, justification: 'No longer needed.', purge: false };
    expect(refusal(await keyManagement.deleteOnCloud({ ...confirmed, confirm: 'Payroll' })).code).toBe('confirm-name');
    const deleted = await window.ended(
      await window.approved(() => keyManagement.deleteOnCloud({ ...confirmed, confirm: 'payroll' })),
    );
    expect(deleted.state).toBe('succeeded');
    expect(refusal(await loggingAndReporting.repeatJob({ jobId: deleted.id })).code).toBe('needs-justification');
    const blank = await keyManagement.deleteOnCloud({ ...confirmed, confirm: 'payroll', justification: '  why ' });
    expect(refusal(blank).message).toBe('Say why in a few words: the justification is logged.');
  });
});

describe('keys that are made', () => {
  test('are told while more of them are being made', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 0);
    value(await window.bridge.keyManagement.createKeys({ groupId: group.id, count: 300 }));
    const counts = () => window.told('keyManagement').map((push) => push.groups[0]?.keyCount ?? 0);
    await window.until(() => counts().at(-1) === 300);
    expect(counts().filter((count) => count > 0 && count < 300).length).toBeGreaterThan(1);
    expect(counts()).toEqual([...counts()].sort((a, b) => a - b));
  });

  test('have a name that was given only when there is one of them', async () => {
    const window = await TestWindow.ready();
    const { keyManagement } = window.bridge;
    const group = await window.group('payroll', 0);
    const two = refusal(await keyManagement.createKeys({ groupId: group.id, name: 'winter', count: 2 }));
    expect(two.message).toBe('Only one key can be given a name; leave it out to make more.');
    const [winter] = value(await keyManagement.createKeys({ groupId: group.id, name: 'winter', count: 1 }));
    expect(winter).toMatchObject({ name: 'winter', state: 'never-pushed', source: 'software' });
    expect(refusal(await keyManagement.createKeys({ groupId: group.id, name: 'WINTER', count: 1 }))).toMatchObject({
      code: 'name-taken',
    });
  });

  test('never cross with their private half', async () => {
    const window = await TestWindow.ready();
    await window.group('payroll', 3);
    expect(window.crossed.join('\n')).not.toMatch(/pkcs8|material|PRIVATE/);
  });
});
