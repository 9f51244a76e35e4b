import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CloudCredentials } from '../../main/identity-management/index.js';
import type { Credential } from '../../shared/domain/credential.js';
import { HeldClock } from '../support/held-clock.js';
import { VAULT } from '../support/practice.js';
import { TestWindow, turn, value } from '../support/window.js';
import { ADA } from '../support/workstation.js';

/** A window whose pushes wait for the test. Everything from before was told. */
async function held(): Promise<{ readonly window: TestWindow; readonly clock: HeldClock }> {
  const clock = new HeldClock();
  const window = await TestWindow.open({ clock });
  await settled(clock);
  window.pushes.length = 0;
  return { window, clock };
}

/** Until nobody waits to tell something. */
async function settled(clock: HeldClock): Promise<void> {
  do {
    await clock.release();
    for (let round = 0; round < 20; round += 1) await turn();
  } while (clock.sleeping.length > 0);
}

const FIELDS = {
  cloud: 'public',
  tenantId: '33333333-3333-4333-8333-333333333333',
  clientId: '33333333-3333-4333-8333-333333333333',
  secret: 'not~a~secret~of~anybody~000000',
} as const;

describe('what a window is told', () => {
  test('comes bundled: one push per room for whatever happened within 100 ms', async () => {
    const { window, clock } = await held();
    const { identityManagement, keyManagement } = window.bridge;
    const { id } = value(await identityManagement.addCredential({ ...FIELDS, name: 'azure' }));
    const group = { vault: VAULT, keyType: 'p-256', credentialId: id } as const;
    const payroll = value(await keyManagement.createGroup({ ...group, name: 'payroll' }));
    value(await keyManagement.createGroup({ ...group, name: 'backup' }));
    for (let key = 0; key < 3; key += 1) value(await keyManagement.createKeys({ groupId: payroll.id, count: 1 }));
    expect(window.pushes).toEqual([]);
    expect(clock.sleeping).toEqual([100]);

    await settled(clock);
    expect(window.pushes.map(({ room }) => room)).toEqual([
      'identityManagement',
      'keyManagement',
      'loggingAndReporting',
      'administration',
    ]);
    const [told] = window.told('keyManagement');
    expect(told?.groups.map(({ name, keyCount }) => [name, keyCount])).toEqual([
      ['backup', 0],
      ['payroll', 3],
    ]);
  });

  test('holds all groups, but the keys only of those that changed', async () => {
    const { window, clock } = await held();
    const { identityManagement, keyManagement } = window.bridge;
    const { id } = value(await identityManagement.addCredential({ ...FIELDS, name: 'azure' }));
    const group = { vault: VAULT, keyType: 'p-256', credentialId: id } as const;
    value(await keyManagement.createGroup({ ...group, name: 'payroll' }));
    const backup = value(await keyManagement.createGroup({ ...group, name: 'backup' }));
    await settled(clock);
    window.pushes.length = 0;

    value(await keyManagement.createKeys({ groupId: backup.id, count: 2 }));
    await settled(clock);
    const [told, ...more] = window.told('keyManagement');
    expect(more).toEqual([]);
    expect(told?.groups).toHaveLength(2);
    expect(told?.keys.map(({ groupId, keys }) => [groupId, keys.length])).toEqual([[backup.id, 2]]);

    value(await keyManagement.removeGroup({ groupId: backup.id, confirm: 'backup' }));
    await settled(clock);
    expect(
      window
        .told('keyManagement')
        .at(-1)
        ?.groups.map(({ name }) => name),
    ).toEqual(['payroll']);
  });

  test('is nothing when nothing changed', async () => {
    const { window, clock } = await held();
    const { identityManagement, keyManagement, loggingAndReporting, administration } = window.bridge;
    value(await identityManagement.snapshot());
    value(await keyManagement.snapshot());
    value(await loggingAndReporting.logPage({ filter: {}, offset: 0, limit: 10 }));
    value(await administration.snapshot());
    await settled(clock);
    expect(window.pushes).toEqual([]);
  });

  test('says whether this is the designated device at once, and the configuration soon', async () => {
    const { window, clock } = await held();
    value(await window.approved(() => window.bridge.administration.set({ name: 'designated-device', value: 'on' })));
    expect(window.told('identityManagement')).toMatchObject([{ session: { designatedDevice: true } }]);
    await settled(clock);
    const [configuration] = window.told('administration');
    expect(configuration?.settings).toContainEqual(expect.objectContaining({ name: 'designated-device', value: 'on' }));
  });

  test('holds the endpoints a firewall must let out, as soon as credentials or groups change them', async () => {
    const { window, clock } = await held();
    const { identityManagement, keyManagement } = window.bridge;
    const { id } = value(await identityManagement.addCredential({ ...FIELDS, name: 'azure', cloud: 'usgov' }));
    value(await keyManagement.createGroup({ name: 'payroll', vault: 'Fabrikam', keyType: 'p-256', credentialId: id }));
    await settled(clock);
    expect(window.told('administration').at(-1)?.endpoints).toEqual([
      { host: 'login.microsoftonline.us', port: 443, why: 'tokens of Azure US Government' },
      { host: 'fabrikam.vault.usgovcloudapi.net', port: 443, why: 'the vault Fabrikam' },
    ]);
  });

  test('is the session and nothing else while it is locked, whatever goes on meanwhile', async () => {
    const window = await TestWindow.ready();
    const group = await window.group('payroll', 2);
    const { keyManagement, identityManagement, loggingAndReporting } = window.bridge;
    const import1 = window.holdImport('payroll');
    const { jobId } = value(await keyManagement.synchronize({ groupId: group.id, keyIds: [] }));
    await import1.reached;
    value(await identityManagement.lock());
    window.pushes.length = 0;
    window.crossed.length = 0;
    import1.letGo();
    for (let round = 0; round < 2000; round += 1) await turn();
    expect(window.crossed).toEqual([]);

    value(await identityManagement.reopen(ADA));
    const job = value(await loggingAndReporting.job({ jobId }));
    expect(job).toMatchObject({ state: 'succeeded', done: 2 });
  });

  test('does not hold what the contract does not name; the other rooms tell theirs all the same', async () => {
    const { window, clock } = await held();
    const written: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    onTestFinished(() => stderr.mockRestore());
    const added = value(await window.bridge.identityManagement.addCredential({ ...FIELDS, name: 'azure' }));
    const leaking: Credential & { readonly clientSecret: string } = { ...added, clientSecret: 'planted~secret' };
    const list = vi.spyOn(CloudCredentials.prototype, 'list').mockReturnValue([leaking]);
    onTestFinished(() => list.mockRestore());
    await settled(clock);
    expect(window.pushes.map(({ room }) => room)).toEqual(['keyManagement', 'loggingAndReporting', 'administration']);
    expect(window.crossed.join('')).not.toContain('planted');
    expect(written.join('')).toBe('keyferry: push of identityManagement: ZodError\n');
  });

  test('stops with the workstation', async () => {
    const { window, clock } = await held();
    value(await window.bridge.identityManagement.addCredential({ ...FIELDS, name: 'azure' }));
    value(await window.bridge.identityManagement.seal());
    await settled(clock);
    expect(window.pushes).toMatchObject([{ room: 'identityManagement', value: { session: { state: 'sealed' } } }]);
  });
});
