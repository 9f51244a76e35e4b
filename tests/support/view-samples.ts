import type { GroupView, KeyView, SessionView } from '../../shared/contract/index.js';
import { asId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';

export const SAMPLE_NOW = Date.UTC(2026, 10, 24, 12);
export const DAY_MS = 86_400_000;

const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export function sampleSession(over: Partial<SessionView> = {}): SessionView {
  return {
    state: 'open',
    version: '0.1.0',
    door: 'browser',
    nativeDialogs: false,
    dataFolder: '/data',
    loggedIn: ['alice', 'bob'],
    role: 'Administrator',
    designatedDevice: true,
    warnings: [],
    ...over,
  };
}

export function sampleGroup(number: number, over: Partial<GroupView> = {}): GroupView {
  return {
    id: asId.group(uuid(number)),
    name: `group-${number}`,
    vault: 'contoso-kv',
    credentialId: asId.credential(uuid(900)),
    keyType: 'p-256',
    usages: ['sign', 'verify'],
    createdAt: SAMPLE_NOW - 100 * DAY_MS,
    credentialName: 'Contoso',
    practice: false,
    keyCount: 1,
    neverPushed: 0,
    unreconciled: false,
    ...over,
  };
}

export function sampleKey(number: number, group: GroupView, over: Partial<KeyView> = {}): KeyView {
  return {
    id: asId.key(uuid(1000 + number)),
    groupId: group.id,
    name: `${group.name}-${String(number).padStart(3, '0')}`,
    keyType: 'p-256',
    source: 'software',
    origin: 'random',
    spkiSha256: 'ab'.repeat(32),
    thumbprint: 'thumb',
    createdAt: SAMPLE_NOW - 90 * DAY_MS,
    versions: [],
    state: 'never-pushed',
    ...over,
  };
}

export function sampleJob(number: number, over: Partial<Job> = {}): Job {
  return {
    id: asId.job(uuid(500 + number)),
    type: 'synchronize',
    groupId: asId.group(uuid(1)),
    groupName: 'group-1',
    vault: 'contoso-kv',
    practice: false,
    state: 'succeeded',
    done: 1,
    total: 1,
    startedAt: SAMPLE_NOW + number,
    by: 'alice, bob',
    requests: 1,
    reconciled: true,
    ...over,
  };
}
