import { randomUUID } from 'node:crypto';
import type { GroupView, KeyView, SessionView } from '../../../shared/contract/index.js';
import { asId } from '../../../shared/domain/ids.js';
import type { CloudVersion } from '../../../shared/domain/key.js';
import type { Job } from '../../../shared/domain/job.js';

export const DAY_MS = 86_400_000;
export const NOW = Date.UTC(2026, 10, 24, 9);

/** A group that is in its vault and does not rotate; `change` says what is otherwise. */
export function aGroup(change: Partial<GroupView> = {}): GroupView {
  const keyId = asId.key(randomUUID());
  return {
    id: asId.group(randomUUID()),
    name: 'payroll',
    vault: 'contoso',
    credentialId: asId.credential(randomUUID()),
    keyType: 'p-256',
    usages: ['sign', 'verify'],
    createdAt: NOW - 30 * DAY_MS,
    credentialName: 'prod',
    practice: false,
    keyCount: 1,
    neverPushed: 0,
    active: { keyId, keyName: 'payroll-001', version: 'a'.repeat(32), pushedAt: NOW - DAY_MS },
    unreconciled: false,
    ...change,
  };
}

export function aVersion(change: Partial<CloudVersion> = {}): CloudVersion {
  return {
    keyId: asId.key(randomUUID()),
    version: 'b'.repeat(32),
    kid: `https://contoso.vault.azure.net/keys/payroll/${'b'.repeat(32)}`,
    pushedAt: NOW - DAY_MS,
    state: 'live',
    active: false,
    ...change,
  };
}

/** A key that was never pushed. */
export function aKey(change: Partial<KeyView> = {}): KeyView {
  return {
    id: asId.key(randomUUID()),
    groupId: asId.group(randomUUID()),
    name: 'payroll-001',
    keyType: 'p-256',
    source: 'software',
    origin: 'random',
    spkiSha256: 'c'.repeat(64),
    thumbprint: 'd'.repeat(43),
    createdAt: NOW - 2 * DAY_MS,
    versions: [],
    state: 'never-pushed',
    ...change,
  };
}

export function aJob(change: Partial<Job> = {}): Job {
  return {
    id: asId.job(randomUUID()),
    type: 'synchronize',
    groupId: asId.group(randomUUID()),
    groupName: 'payroll',
    vault: 'contoso',
    practice: false,
    state: 'running',
    done: 0,
    total: 1,
    startedAt: NOW,
    by: 'alice, bob',
    requests: 0,
    reconciled: true,
    ...change,
  };
}

/** Two administrators at the designated device. */
export function aSession(change: Partial<SessionView> = {}): SessionView {
  return {
    state: 'open',
    version: '0.0.0',
    door: 'browser',
    nativeDialogs: false,
    dataFolder: '/data',
    loggedIn: ['alice', 'bob'],
    role: 'Administrator',
    designatedDevice: true,
    warnings: [],
    ...change,
  };
}
