import { describe, expect, test } from 'vitest';
import { contract, ROOM_NAMES, type Call } from '../../shared/contract/index.js';
import { PRIVILEGED_CHANNELS } from '../../main/ipc/privileged-calls.js';
import { refusal, TestWindow, value } from '../support/window.js';
import { ADA, BEN } from '../support/workstation.js';

const WHY = 'The rehearsal is over.';

/** A window with a pushed group, and the call that deletes it in the vault. */
async function withDeletion() {
  const window = await TestWindow.ready();
  const group = await window.group('payroll', 1);
  const { keyManagement, identityManagement } = window.bridge;
  await window.ended(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
  const request = { groupId: group.id, confirm: 'payroll', justification: 'Not needed any more.', purge: false };
  const ask = (over: Partial<typeof request> = {}) => keyManagement.deleteOnCloud({ ...request, ...over });
  const needed = async () => {
    const { approval } = refusal(await ask());
    if (!approval) throw new Error('Nothing was asked for.');
    return approval;
  };
  return { window, ask, needed, approve: identityManagement.approve, decline: identityManagement.declineApproval };
}

describe('what takes a second Administrator', () => {
  test('is exactly what the contract marks', () => {
    const marked = ROOM_NAMES.flatMap((room) =>
      Object.entries<Call>(contract[room].calls).flatMap(([name, call]) => (call.approval ? [`${room}.${name}`] : [])),
    );
    expect([...PRIVILEGED_CHANNELS].sort()).toEqual(marked.sort());
  });

  test('shows the exact object, is confirmed by another with a fresh login, and is done once', async () => {
    const { window, ask, needed, approve } = await withDeletion();
    const { id, ...asked } = await needed();
    expect(asked).toMatchObject({ title: 'Delete on Cloud Service', askedBy: 'Ada' });
    expect(asked.expiresAt).toBe(window.clock.now() + 300_000);
    const [key] = value(await window.bridge.keyManagement.snapshot()).keys[0]?.keys ?? [];
    expect(asked.lines).toEqual([
      { name: 'Key', value: 'payroll' },
      { name: 'Vault', value: 'contoso (PRACTICE)' },
      { name: 'Cloud Credential', value: 'practice' },
      { name: 'Versions pushed from here', value: '1' },
      { name: 'Active key', value: `payroll-001, SHA-256 ${key?.spkiSha256 ?? ''}` },
      { name: 'Afterwards', value: 'left soft-deleted' },
      { name: 'Justification', value: 'Not needed any more.' },
    ]);
    // Asked again before anybody answered it is the same request.
    expect((await needed()).id).toBe(id);
    value(await approve({ requestId: id, login: BEN, justification: WHY }));
    const job = await window.ended(await ask());
    expect(job).toMatchObject({ state: 'succeeded', by: 'Ada' });

    const { events } = value(
      await window.bridge.loggingAndReporting.logPage({ filter: { jobId: job.id }, offset: 0, limit: 100 }),
    );
    expect(events.length).toBeGreaterThan(3);
    for (const event of events) {
      // What failed on the way (a name looked for after it was deleted) says the code of that instead.
      expect(event).toMatchObject({ actor: 'Ada', approver: 'Ben' });
      if (event.outcome !== 'failure') expect(event.reason).toBe(WHY);
    }
    // Used up.
    expect(refusal(await ask()).code).toBe('approval-needed');
  });

  test('is bound to the argument: another one is another request', async () => {
    const { ask, needed, approve } = await withDeletion();
    const { id } = await needed();
    value(await approve({ requestId: id, login: BEN, justification: WHY }));
    const other = refusal(await ask({ purge: true }));
    expect(other.code).toBe('approval-needed');
    expect(other.approval?.id).not.toBe(id);
    expect(value(await ask())).toHaveProperty('jobId');
  });

  test('is not confirmed by whoever asked, by a wrong passphrase, or after it was declined', async () => {
    const { ask, needed, approve, decline } = await withDeletion();
    const { id: requestId } = await needed();
    expect(refusal(await approve({ requestId, login: ADA, justification: WHY }))).toMatchObject({
      code: 'approver-not-allowed',
      message: 'Ada asked for it. Another active Administrator confirms it, never the one who asked.',
    });
    const wrong = { ...BEN, passphrase: ADA.passphrase };
    expect(refusal(await approve({ requestId, login: wrong, justification: WHY })).code).toBe('login-refused');
    expect(refusal(await approve({ requestId, login: BEN, justification: 'no' })).code).toBe('bad-input');
    expect(refusal(await ask()).code).toBe('approval-needed');
    value(await decline({ requestId }));
    expect(refusal(await approve({ requestId, login: BEN, justification: WHY })).code).toBe('approval-gone');
  });

  test('is not confirmed by an Operator', async () => {
    const { window, needed, approve } = await withDeletion();
    const olga = { name: 'Olga', passphrase: 'nine slow barges under the bridge' };
    const { addIdentity } = window.bridge.identityManagement;
    value(await window.approved(() => addIdentity({ ...olga, role: 'Operator' })));
    const { id: requestId } = await needed();
    expect(refusal(await approve({ requestId, login: olga, justification: WHY })).message).toContain(
      'Olga is no Administrator.',
    );
  });

  test('waits five minutes, and is gone when the window was locked', async () => {
    const { window, ask, needed, approve } = await withDeletion();
    const { id } = await needed();
    value(await approve({ requestId: id, login: BEN, justification: WHY }));
    value(await window.bridge.identityManagement.stillHere());
    window.clock.advance(299_000);
    value(await window.bridge.identityManagement.stillHere());
    window.clock.advance(1_000);
    expect(refusal(await ask()).code).toBe('approval-needed');

    const second = await needed();
    value(await approve({ requestId: second.id, login: BEN, justification: WHY }));
    value(await window.bridge.identityManagement.lock());
    value(await window.bridge.identityManagement.reopen(ADA));
    expect(refusal(await ask()).code).toBe('approval-needed');
  });

  test('is refused before anybody is asked where it cannot be done', async () => {
    const { window, ask } = await withDeletion();
    expect(refusal(await ask({ confirm: 'Payroll' })).code).toBe('confirm-name');
    const { administration, identityManagement } = window.bridge;
    const refused = refusal(await administration.set({ name: 'designated-device', value: 'perhaps' }));
    expect(refused.code).toBe('bad-input');
    expect(refusal(await identityManagement.disableIdentity({ name: 'Nobody' })).code).toBe('identity-not-found');
    // Nothing changes: nobody is asked.
    value(await administration.set({ name: 'designated-device', value: 'on' }));
  });

  test('no passphrase of a newcomer or an approver stands in what crosses to the page, or in the log', async () => {
    const window = await TestWindow.open();
    const olga = { name: 'Olga', passphrase: 'nine slow barges under the bridge' };
    const { addIdentity } = window.bridge.identityManagement;
    value(await window.approved(() => addIdentity({ ...olga, role: 'Operator' })));
    const page = await window.bridge.loggingAndReporting.logPage({ filter: {}, offset: 0, limit: 500 });
    const said = JSON.stringify([value(page), window.crossed]);
    for (const secret of [olga.passphrase, BEN.passphrase]) expect(said).not.toContain(secret);
    expect(value(page).events[0]).toMatchObject({ event: 'identity-added', actor: 'Ada', approver: 'Ben' });
  });
});
