import type { Credential } from '../../../../shared/domain/credential.js';
import type { Job, JobDetails } from '../../../../shared/domain/job.js';
import { keyState, type Key, type KeyState } from '../../../../shared/domain/key.js';
import type { KeyGroup } from '../../../../shared/domain/key-group.js';
import { JOB_TITLES } from '../../../../shared/domain/job.js';
import { iso } from './times.js';

// The nouns as --json gives them: times as ISO 8601 in UTC, ids of other nouns with their names.

/** Members whose value is a moment become ISO texts; undefined ones are left out. */
function moments(values: Readonly<Record<string, number | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, iso(value)]])),
  );
}

export function credentialData(credential: Credential): Record<string, unknown> {
  const { createdAt, lastTestAt, secretExpiresOn, ...rest } = credential;
  return { ...rest, practice: credential.cloud === 'practice', ...moments({ createdAt, lastTestAt, secretExpiresOn }) };
}

export function groupData(
  group: KeyGroup,
  more: { readonly credential: Credential | undefined; readonly keys: number },
): Record<string, unknown> {
  const { credentialId: _, createdAt, lastRotated, nextRotation, ...rest } = group;
  return {
    ...rest,
    credential: more.credential?.name ?? null,
    practice: more.credential?.cloud === 'practice',
    keys: more.keys,
    ...moments({ createdAt, lastRotated, nextRotation }),
  };
}

export function keyData(key: Key, group: KeyGroup): Record<string, unknown> {
  const { groupId: _, createdAt, versions, ...rest } = key;
  return {
    ...rest,
    group: group.name,
    vault: group.vault,
    state: keyState(key),
    ...moments({ createdAt }),
    versions: versions.map(({ keyId: _id, pushedAt, expiresOn, ...version }) => ({
      ...version,
      ...moments({ pushedAt, expiresOn }),
    })),
  };
}

export function jobData(job: Job): Record<string, unknown> {
  const { groupId: _, startedAt, finishedAt, ...rest } = job;
  return { ...rest, title: JOB_TITLES[job.type], ...moments({ startedAt, finishedAt }) };
}

export function jobDetailsData(job: JobDetails): Record<string, unknown> {
  const { steps, messages } = job;
  return {
    ...jobData(job),
    steps: steps.map(({ startedAt, finishedAt, ...step }) => ({ ...step, ...moments({ startedAt, finishedAt }) })),
    messages: messages.map(({ time, ...message }) => ({ ...message, ...moments({ time }) })),
  };
}

/** How a key stands in the vault, for people. */
export const STATE_WORDS: Readonly<Record<KeyState, string>> = {
  active: 'active',
  older: 'older version',
  'never-pushed': 'never pushed',
  'deleted-on-cloud': 'deleted on cloud',
  disabled: 'DISABLED',
};

/** The version that counts: the active one, else the newest. */
export function azureVersion(key: Key): string {
  return (key.versions.find((version) => version.active) ?? key.versions.at(-1))?.version ?? '-';
}
