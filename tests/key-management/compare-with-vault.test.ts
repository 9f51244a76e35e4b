import type { KeyClient } from '@azure/keyvault-keys';
import { describe, expect, test } from 'vitest';
import type { DriftView } from '../../shared/contract/index.js';
import type { DriftKind } from '../../shared/domain/drift.js';
import type { Result } from '../../shared/result.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { must, mustFail } from '../support/must.js';
import { sdk, VAULT } from '../support/practice.js';
import { stationWithKeys, type Station } from '../support/workstation.js';

const DAY_MS = 86_400_000;

/** Two keys pushed, the second one active. */
async function pushed(group: Parameters<typeof stationWithKeys>[1] = {}): Promise<Station> {
  const station = await stationWithKeys(2, group);
  await station.synchronize(['payroll-001']);
  await station.synchronize(['payroll-002']);
  await station.deny(); // somebody else in the vault may do everything
  return station;
}

const compare = (station: Station): Promise<Result<DriftView>> =>
  station.workstation.keyManagement.drift.compare(station.group());

async function found(station: Station): Promise<DriftView> {
  return must(await compare(station));
}

/** Kind, and the key it is about. */
function kinds(station: Station, drift: DriftView): string[] {
  const names = new Map(station.keys().map((key) => [key.id, key.name]));
  return drift.findings.map(({ kind, keyId }) => (keyId ? `${kind} ${names.get(keyId) ?? '?'}` : kind));
}

function theirs(station: Station): KeyClient {
  return sdk(station.practice.service);
}

function versionOf(station: Station, name: string): string {
  return (
    station
      .keys()
      .find((key) => key.name === name)
      ?.versions.at(-1)?.version ?? ''
  );
}

async function deleteInVault(station: Station, purge: boolean): Promise<void> {
  await theirs(station).beginDeleteKey('payroll');
  station.clock.advance(5000);
  if (purge) await theirs(station).purgeDeletedKey('payroll');
  station.clock.advance(10_000);
}

describe('Compare with Vault', () => {
  test('in sync: nothing is found, INFO, and the result is kept with its time', async () => {
    const station = await pushed({ validFor: '1y' });
    expect(station.workstation.keyManagement.drift.of(station.group().id)).toBeUndefined();
    const drift = await found(station);
    expect(drift).toEqual({ comparedAt: station.clock.now(), foreignVersions: 0, findings: [] });
    expect(station.workstation.keyManagement.drift.of(station.group().id)).toEqual(drift);
    expect(station.log().at(-1)).toMatchObject({
      service: 'Azure Service',
      level: 'INFO',
      event: 'vault-compared',
      object: 'contoso/payroll',
      message: 'Compared payroll with the vault contoso, which holds 2 version(s): in sync.',
    });
  });

  test('few requests, each in the log with its id: token, one list, the current version, the other one of ours', async () => {
    const station = await pushed();
    await theirs(station).createEcKey('payroll', { hsm: true, curve: 'P-256' });
    const before = station.log().length;
    const requests = new Map(station.practice.service.requests);
    await found(station);
    const sent = (operation: string) =>
      (station.practice.service.requests.get(operation) ?? 0) - (requests.get(operation) ?? 0);
    // The list is sent once more after the challenge.
    expect([sent('list'), sent('get'), sent('get-deleted')]).toEqual([2, 3, 0]);
    const calls = station
      .log()
      .slice(before)
      .filter((event) => event.event === 'azure-call');
    expect(calls.length).toBeGreaterThanOrEqual(5);
    expect(calls.every((call) => call.requestId !== undefined && call.object === 'contoso/payroll')).toBe(true);
  });

  test('only-local: a key that was never pushed', async () => {
    const station = await pushed();
    await station.createKey('spare');
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['only-local spare']);
    expect(station.log().at(-1)).toMatchObject({ level: 'INFO', event: 'vault-compared' });
  });

  test('nothing was ever pushed: only-local for every key, and nothing is claimed of the vault', async () => {
    const station = await stationWithKeys(2);
    expect(kinds(station, await found(station))).toEqual(['only-local payroll-001', 'only-local payroll-002']);
  });

  test('newer-version-not-ours and only-in-vault: versions of others are counted, and not pulled', async () => {
    const station = await pushed();
    const first = await theirs(station).createEcKey('payroll', { hsm: true, curve: 'P-256' });
    station.clock.advance(1000);
    expect(kinds(station, await found(station))).toEqual(['newer-version-not-ours']);
    const second = await theirs(station).createEcKey('payroll', { hsm: true, curve: 'P-256' });
    const drift = await found(station);
    expect(drift.foreignVersions).toBe(2);
    expect(drift.findings.map(({ kind, version }) => [kind, version])).toEqual([
      ['newer-version-not-ours', second.properties.version],
      ['only-in-vault', undefined],
    ]);
    expect(first.properties.version).not.toBe(second.properties.version);
    expect(station.keys()).toHaveLength(2);
  });

  test('a key of ours pushed after theirs: theirs is only in the vault', async () => {
    const station = await pushed();
    await theirs(station).createEcKey('payroll', { hsm: true, curve: 'P-256' });
    await station.rotate();
    const drift = await found(station);
    expect([kinds(station, drift), drift.foreignVersions]).toEqual([['only-in-vault'], 1]);
  });

  test('different-key: the public key under our version is not ours', async () => {
    const station = await pushed();
    const other = fixtureKey('p-256').spki;
    const key = station.keys()[0];
    station.workstation.store.commit((tx) => tx.run('UPDATE key SET spki = ? WHERE id = ?', [other, key?.id ?? '']));
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['different-key payroll-001']);
    expect(drift.findings[0]?.version).toBe(versionOf(station, 'payroll-001'));
    expect(station.log().at(-1)).toMatchObject({ level: 'WARN', event: 'drift-different-key' });
  });

  test('different-attributes: another expiry, other usages', async () => {
    const station = await pushed();
    const expiresOn = new Date(station.clock.now() + 10 * DAY_MS);
    await theirs(station).updateKeyProperties('payroll', versionOf(station, 'payroll-002'), {
      expiresOn,
      keyOps: ['verify'],
    });
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['different-attributes payroll-002', 'different-attributes payroll-002']);
    expect(drift.findings.map(({ text }) => text.replaceAll(/[0-9a-f]{32}/g, 'V'))).toEqual([
      'The vault lets version V (key payroll-002, the active material) expire on 2026-12-03; when it was pushed, that was never.',
      'The vault allows verify for version V (key payroll-002, the active material); the group says sign, verify.',
    ]);
  });

  test('disabled: says whether it is the active material', async () => {
    const station = await pushed();
    for (const name of ['payroll-001', 'payroll-002'])
      await theirs(station).updateKeyProperties('payroll', versionOf(station, name), { enabled: false });
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['disabled payroll-001', 'disabled payroll-002']);
    expect(drift.findings.map(({ advice }) => advice.includes('Force Rotation'))).toEqual([false, true]);
  });

  test('expired: the active material only; an older version that ran out as planned is no difference', async () => {
    const station = await pushed({ validFor: '10d' });
    station.clock.advance(9 * DAY_MS);
    expect(kinds(station, await found(station))).toEqual([]);
    station.clock.advance(2 * DAY_MS);
    expect(kinds(station, await found(station))).toEqual(['expired payroll-002']);
  });

  test('missing: purged in the vault altogether', async () => {
    const station = await pushed();
    await deleteInVault(station, true);
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['missing payroll-001', 'missing payroll-002']);
    expect(drift.findings[0]?.text).toContain('payroll is not there at all');
  });

  test('missing: what the advice says sets the books right and brings the key back', async () => {
    const station = await pushed();
    await deleteInVault(station, true);
    await station.deleteOnCloud(false);
    await station.synchronize(['payroll-002']);
    expect(kinds(station, await found(station))).toEqual([]);
    expect(await station.versions()).toHaveLength(1);
  });

  test('missing: one version, while others are there', async () => {
    const station = await pushed();
    const key = station.keys()[0];
    station.workstation.store.commit((tx) =>
      tx.run(`INSERT INTO cloud_version VALUES (?, ?, 'kid', 1, NULL, 'live', 0)`, [key?.id ?? '', 'f'.repeat(32)]),
    );
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['missing payroll-001']);
    expect(drift.findings[0]?.version).toBe('f'.repeat(32));
  });

  test('soft-deleted: with its purge date, and with what purge protection means', async () => {
    const station = await pushed();
    await station.practice.admin({ call: 'change-vault', name: VAULT, change: { purgeProtection: true } });
    await deleteInVault(station, false);
    const drift = await found(station);
    expect(kinds(station, drift)).toEqual(['soft-deleted']);
    expect(drift.findings[0]?.text).toBe(
      'The key payroll is soft-deleted in the vault contoso; Azure purges it on 2027-02-21. The books here say that 2 version(s) are live.',
    );
    expect(drift.findings[0]?.advice).toContain('purge protection is on');
  });

  test('recovered after Delete on Cloud Service: the books are said to differ', async () => {
    const station = await pushed();
    await station.deleteOnCloud(false);
    expect(kinds(station, await found(station))).toEqual(['soft-deleted']);
    await theirs(station).beginRecoverDeletedKey('payroll');
    station.clock.advance(5000);
    expect(kinds(station, await found(station))).toEqual([
      'different-attributes payroll-001',
      'different-attributes payroll-002',
    ]);
    await station.synchronize(['payroll-001', 'payroll-002']);
    expect(kinds(station, await found(station))).toEqual([]);
  });

  test('the version disabled for its strange public key is no news; enabled again it is', async () => {
    const station = await stationWithKeys(1);
    await station.fault('other-public-key on=import');
    await station.synchronize();
    await station.deny();
    const kindsNow = async () => kinds(station, await found(station)).filter((kind) => !kind.startsWith('only-local'));
    expect(await kindsNow()).toEqual([]);
    await theirs(station).updateKeyProperties('payroll', versionOf(station, 'payroll-001'), { enabled: true });
    expect(await kindsNow()).toEqual(['different-attributes payroll-001']);
  });

  test('a vault that cannot be reached: a failure, and the result before it stays with its time', async () => {
    const station = await pushed();
    await station.createKey('spare');
    const before = await found(station);
    station.clock.advance(DAY_MS);
    await station.fault('enotfound times=always');
    const failure = mustFail(await compare(station));
    expect(failure.code).toBe('name-not-found');
    expect(station.workstation.keyManagement.drift.of(station.group().id)).toEqual(before);
    expect(station.log().at(-1)).toMatchObject({ level: 'ERROR', event: 'compare-failed' });
  });

  test('refused for want of a permission: the failure names it', async () => {
    const station = await pushed();
    await station.deny('list');
    expect(mustFail(await compare(station))).toMatchObject({ code: 'forbidden-by-policy' });
  });

  test('a disturbance on the way is waited out, and stands in the log as WARN', async () => {
    const station = await pushed();
    await station.fault('throttle=3 on=list');
    expect((await found(station)).findings).toEqual([]);
    expect(station.log().some((event) => event.event === 'azure-recovered' && event.level === 'WARN')).toBe(true);
  });

  test('cancelled: nothing is kept', async () => {
    const station = await pushed();
    const stopped = AbortSignal.abort();
    const result = await station.workstation.keyManagement.drift.compare(station.group(), stopped);
    expect(mustFail(result).code).toBe('cancelled');
    expect(station.workstation.keyManagement.drift.of(station.group().id)).toBeUndefined();
  });

  test('while a job is not reconciled nothing is compared: its key would look like that of others', async () => {
    const station = await stationWithKeys(1);
    await station.fault('reset-after on=import');
    await station.fault('enotfound on=list after=1 times=always');
    await station.synchronize();
    expect(mustFail(await compare(station))).toMatchObject({ code: 'job-unfinished' });
  });

  test('a push in between makes the comparison void', async () => {
    const station = await pushed();
    let pushing: Promise<unknown> | undefined;
    station.beforeRequest = ({ url }) => {
      if (pushing || !url.includes('/versions')) return;
      pushing = station.rotate();
    };
    expect(mustFail(await compare(station)).code).toBe('changed-meanwhile');
    await pushing;
    expect((await found(station)).findings).toEqual([]);
  });

  test('removing the group removes what was found', async () => {
    const station = await pushed();
    const { id } = station.group();
    await found(station);
    must(station.workstation.keyManagement.groups.remove('payroll', 'payroll'));
    expect(station.workstation.keyManagement.drift.of(id)).toBeUndefined();
    expect(station.workstation.keyManagement.drift.all().size).toBe(0);
  });

  test('every finding has a sentence, an advice, and nothing secret', async () => {
    const station = await pushed();
    await station.createKey('spare');
    await theirs(station).createEcKey('payroll', { hsm: true, curve: 'P-256' });
    await theirs(station).updateKeyProperties('payroll', versionOf(station, 'payroll-001'), { enabled: false });
    const drift = await found(station);
    const seen = new Set<DriftKind>(drift.findings.map(({ kind }) => kind));
    expect(seen).toEqual(new Set(['newer-version-not-ours', 'disabled', 'only-local']));
    for (const { text, advice } of drift.findings) {
      expect(text).toMatch(/^[A-Z].*\.$/);
      expect(advice).toMatch(/^[A-Z].*\.$/);
    }
  });
});
