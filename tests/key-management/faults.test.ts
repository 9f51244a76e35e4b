import { describe, expect, test } from 'vitest';
import { keyState } from '../../shared/domain/key.js';
import type { Permission } from '../../main/practice-vault/index.js';
import { must } from '../support/must.js';
import { CLIENT, SECRET, TENANT, VAULT } from '../support/practice.js';
import { CREDENTIAL, stationWithKeys, type Station } from '../support/workstation.js';

/** What must hold after every push, whatever happened: nothing twice, and the books say what the vault has. */
async function expectSound(station: Station): Promise<void> {
  const there = await station.versions();
  const prints = there.map((version) => version.spkiSha256);
  expect(new Set(prints).size).toBe(prints.length);
  for (const key of station.keys()) {
    const live = key.versions.filter((version) => version.state === 'live');
    expect(live.map((version) => version.version)).toEqual(
      there.filter((version) => version.spkiSha256 === key.spkiSha256).map((version) => version.id),
    );
  }
  expect(station.workstation.log.verify()).toBeUndefined();
}

describe('a push that meets trouble on its way', () => {
  test.each([
    'reset-after on=import',
    'reset-before on=import',
    'status=500 on=import',
    'status=503 on=import',
    'status=408 on=import',
    'reset-after on=create',
    'reset-before on=create',
    'status=500 on=create',
    'status=503 on=create',
    'status=408 on=create',
    'throttle on=import times=3',
    'throttle=7 on=import',
    'throttle on=create',
    'throttle=3 on=get-deleted times=2',
    'status=503 on=list',
    'status=503 on=token',
    'throttle=4 on=token',
    'reset-before on=token times=2',
    'reset-after on=delete name=keyferry-kek-*',
    'status=503 on=purge',
    'reset-after on=import times=2',
  ])('%s: every key once in the vault, and the job says that it had to recover', async (words) => {
    const station = await stationWithKeys(2);
    await station.fault(words);
    const job = await station.synchronize();
    expect([job.state, job.done]).toEqual(['succeeded-with-warnings', 2]);
    expect(job.messages.some((message) => message.level === 'WARN')).toBe(true);
    expect(await station.versions()).toHaveLength(2);
    expect(await station.keksInVault()).toEqual([]);
    await expectSound(station);
  });

  test('a token that expires in the middle of the job is renewed', async () => {
    const station = await stationWithKeys(2);
    await station.fault('expired-token on=import after=1');
    const job = await station.synchronize();
    expect(job.state).toMatch(/^succeeded/);
    expect(await station.versions()).toHaveLength(2);
    expect(await station.keksInVault()).toEqual([]);
    await expectSound(station);
  });

  test('the first key arrives, the second one never: failed, the first is kept, nothing is tried further', async () => {
    const station = await stationWithKeys(3);
    await station.fault('reset-before on=import after=1 times=always');
    const job = await station.synchronize();
    expect([job.state, job.done, job.failureCode]).toEqual(['failed', 1, 'no-answer']);
    expect(station.keys().map(keyState)).toEqual(['active', 'never-pushed', 'never-pushed']);
    expect(await station.keksInVault()).toEqual([]);
    await expectSound(station);
    await station.clearFaults();
    expect((await station.synchronize()).state).toBe('succeeded');
    expect(await station.versions()).toHaveLength(3);
  });

  test('the answer is lost and the vault goes silent: not known, nothing repeated, settled later', async () => {
    const station = await stationWithKeys(2);
    await station.fault('reset-after on=import');
    await station.fault('firewall on=list after=1 times=always');
    const job = await station.synchronize();
    expect([job.state, job.failureCode, job.reconciled]).toEqual(['failed', 'push-unclear', false]);
    expect(station.keys().map(keyState)).toEqual(['never-pushed', 'never-pushed']);
    // As long as nobody knows, nothing more is sent.
    const { cloud } = station.workstation.keyManagement;
    expect(await cloud.synchronize(station.group(), [])).toMatchObject({ failure: { code: 'job-unfinished' } });
    expect(await station.versions()).toHaveLength(1);
    await station.clearFaults();
    const next = await station.synchronize();
    expect([next.state, next.total]).toEqual(['succeeded', 1]);
    expect(must(station.workstation.jobs.show(job.id))).toMatchObject({ state: 'failed', reconciled: true, done: 1 });
    expect(await station.versions()).toHaveLength(2);
    expect(await station.keksInVault()).toEqual([]);
    await expectSound(station);
  });
});

describe('a vault that refuses', () => {
  const refusals: readonly [Permission, string, string][] = [
    ['get', 'forbidden-by-policy', '"Get"'],
    ['list', 'forbidden-by-policy', '"List"'],
    ['create', 'forbidden-by-policy', '"Create"'],
    ['import', 'forbidden-by-policy', '"Import"'],
  ];

  test.each(refusals)('for want of %s: failed, named, no KEK left', async (permission, code, word) => {
    const station = await stationWithKeys(1);
    await station.deny(permission);
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', code]);
    expect(job.result).toContain(`key permission ${word}`);
    expect(job.result).toContain(`Access policies, and add ${word}`);
    expect(job.result).toContain(`does not have keys ${permission} permission`);
    expect(job.result).toMatch(/client request id [0-9a-f-]{36}/);
    expect(station.log({ level: 'ERROR' })).toMatchObject([
      {
        event: 'job-failed',
        jobId: job.id,
        message: job.result,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      },
    ]);
    expect(await station.keksInVault()).toEqual([]);
    expect(station.keys().map(keyState)).toEqual(['never-pushed']);
  });

  test.each(refusals)('by RBAC for want of %s: the role is named', async (permission, _, word) => {
    const station = await stationWithKeys(1);
    await station.practice.admin({ call: 'change-vault', name: VAULT, change: { model: 'rbac' } });
    await station.deny(permission);
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', 'forbidden-by-rbac']);
    expect(job.result).toContain(`allows ${word} for keys`);
    expect(job.result).toContain('"Key Vault Crypto Officer"');
    expect(await station.keksInVault()).toEqual([]);
  });

  test.each<[Permission, 'access-policy' | 'rbac', string]>([
    ['delete', 'access-policy', '"Delete"'],
    ['delete', 'rbac', '"Delete"'],
    ['purge', 'access-policy', '"Purge"'],
    ['purge', 'rbac', '"Purge"'],
  ])(
    'for want of %s (%s): the key arrived, the KEK stays in our books and goes as soon as it may',
    async (permission, model, word) => {
      const station = await stationWithKeys(1);
      await station.practice.admin({ call: 'change-vault', name: VAULT, change: { model } });
      await station.deny(permission);
      const job = await station.synchronize();
      expect(job.state).toBe('succeeded-with-warnings');
      const warning = job.messages.find((message) => message.text.includes('could not be removed'));
      expect(warning?.text).toContain(word);
      expect(warning?.text).toContain('It is removed at the next start');
      expect((await station.keksInVault()).map((kek) => kek.state)).toEqual([
        permission === 'delete' ? 'live' : 'deleted',
      ]);
      await station.deny();
      await station.restart();
      expect(await station.keksInVault()).toEqual([]);
      await expectSound(station);
    },
  );

  test.each<[string, string, RegExp]>([
    ['firewall times=always', 'forbidden-by-firewall', /not allowed in the Networking tab of the vault contoso/],
    ['standard times=always', 'not-premium', /not a Premium vault/],
    ['wrong-tenant times=always', 'wrong-tenant', /another tenant/],
    ['throttle times=always', 'throttled', /takes no more requests/],
    ['status=500 on=token times=always', 'token-service-busy', /token service answered with status 500/],
    ['reset-before on=token times=always', 'token-no-answer', /connection to login\.localhost broke/],
  ])('%s: failed with its own sentence, no KEK left', async (words, code, sentence) => {
    const station = await stationWithKeys(1);
    await station.fault(words);
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', code]);
    expect(job.result).toMatch(sentence);
    expect(await station.keksInVault()).toEqual([]);
    await expectSound(station);
  });

  test('a vault of another tenant: refused before any token is used, and its tenant is named', async () => {
    const station = await stationWithKeys(1);
    const other = '99999999-9999-4999-8999-999999999999';
    await station.practice.admin({ call: 'change-vault', name: VAULT, change: { tenantId: other } });
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', 'wrong-tenant']);
    expect(job.result).toContain(`belongs to the tenant ${other}`);
  });

  test('a secret that expired, a vault that does not exist', async () => {
    const station = await stationWithKeys(1);
    await station.practice.admin({
      call: 'register-app',
      tenantId: TENANT,
      clientId: CLIENT,
      clientSecret: SECRET,
      secretExpiresOn: station.clock.now() - 1,
    });
    const job = await station.synchronize();
    expect([job.state, job.failureCode]).toEqual(['failed', 'secret-expired']);
    expect(job.result).not.toContain(SECRET);
    const nowhere = station.createGroup({ name: 'elsewhere', vault: 'fabrikam' });
    await station.createKey(undefined, nowhere);
    const lost = must(await station.workstation.keyManagement.cloud.synchronize(nowhere, []));
    expect([lost.state, lost.failureCode]).toEqual(['failed', 'name-not-found']);
  });

  test('the client secret is gone from its place: the job fails before anything is sent, and says how to give it again', async () => {
    const station = await stationWithKeys(1);
    station.workstation.store.commit((tx) => tx.run('DELETE FROM sealed_secret'));
    const job = await station.synchronize();
    expect([job.state, job.failureCode, job.requests]).toEqual(['failed', 'secret-missing', 0]);
    expect(job.result).toContain(`credential update ${CREDENTIAL}`);
  });
});
