import type { GroupView, KeyView } from '../contract/index.js';
import { briefly } from '../describe-failure.js';
import type { Credential } from './credential.js';
import type { DriftKind } from './drift.js';
import type { CredentialId, GroupId, JobId, KeyId } from './ids.js';
import { JOB_TITLES, type Job } from './job.js';

/** What may need somebody's attention, the most urgent kinds first. */
export const ATTENTION_KINDS = [
  'expired',
  'rotation-failing',
  'rotation-overdue',
  'not-reconciled',
  'job-failed',
  'drift',
  'secret-expired',
  'credential-test-failed',
  'expiring',
  'secret-expiring',
  'designated-device-off',
  'never-pushed',
  'not-looked-at',
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Where to go to do something about it. */
export type AttentionObject =
  | { readonly room: 'keyManagement'; readonly id: GroupId; readonly keyId?: KeyId }
  | { readonly room: 'loggingAndReporting'; readonly id: JobId }
  | { readonly room: 'identityManagement'; readonly id: CredentialId }
  | { readonly room: 'administration'; readonly id: 'designated-device' };

export interface AttentionItem {
  readonly kind: AttentionKind;
  readonly severity: Severity;
  readonly sentence: string;
  readonly object: AttentionObject;
}

export interface AttentionInput {
  readonly groups: readonly Pick<
    GroupView,
    | 'id'
    | 'name'
    | 'vault'
    | 'active'
    | 'unreconciled'
    | 'drift'
    | 'nextRotation'
    | 'rotationTrouble'
    | 'rotationPaused'
  >[];
  readonly keys: readonly Pick<KeyView, 'id' | 'groupId' | 'name' | 'state'>[];
  readonly jobs: readonly Pick<Job, 'id' | 'type' | 'groupId' | 'groupName' | 'state' | 'startedAt' | 'result'>[];
  readonly credentials: readonly Pick<
    Credential,
    'id' | 'name' | 'secretExpiresOn' | 'lastTestOutcome' | 'lastTestAt'
  >[];
  readonly designatedDevice: boolean;
  /** UTC milliseconds. */
  readonly now: number;
}

type Group = AttentionInput['groups'][number];

const DAY_MS = 86_400_000;
/** What expires within so many days is said. */
const AHEAD_DAYS = 30;
/** What the vault holds is looked at anew after so many days. */
export const NOT_LOOKED_AT_DAYS = 30;

/** Everything that needs attention, the most urgent first: by severity, then by kind, then as the input stands. */
export function attention(input: AttentionInput): AttentionItem[] {
  const items = [
    ...input.groups.flatMap((group) => ofGroup(group, input)),
    ...failedJobs(input),
    ...input.credentials.flatMap((credential) => ofCredential(credential, input.now)),
    ...(input.designatedDevice || input.groups.length === 0 ? [] : [designatedDeviceOff()]),
  ];
  const rank = (item: AttentionItem): number =>
    SEVERITIES.indexOf(item.severity) * ATTENTION_KINDS.length + ATTENTION_KINDS.indexOf(item.kind);
  return items.sort((a, b) => rank(a) - rank(b));
}

function ofGroup(group: Group, input: AttentionInput): AttentionItem[] {
  return [
    ...expiry(group, input.now),
    ...rotation(group, input.now),
    ...neverPushed(group, input),
    ...unreconciled(group),
    ...drift(group),
    ...notLookedAt(group, input.now),
  ];
}

function about(group: Group, kind: AttentionKind, severity: Severity, sentence: string, keyId?: KeyId): AttentionItem {
  const object = { room: 'keyManagement', id: group.id, ...(keyId === undefined ? {} : { keyId }) } as const;
  return { kind, severity, sentence, object };
}

function expiry(group: Group, now: number): AttentionItem[] {
  const { active } = group;
  if (active?.expiresOn === undefined || active.expiresOn >= now + AHEAD_DAYS * DAY_MS) return [];
  const which = `The active version of ${group.name} (key ${active.keyName})`;
  return active.expiresOn <= now
    ? [about(group, 'expired', 'error', `${which} expired ${ago(active.expiresOn, now)}.`, active.keyId)]
    : [about(group, 'expiring', 'warning', `${which} expires ${ahead(active.expiresOn, now)}.`, active.keyId)];
}

function rotation(group: Group, now: number): AttentionItem[] {
  const { nextRotation, rotationTrouble, rotationPaused } = group;
  if (rotationTrouble) {
    const { failures, since, retryAt, message } = rotationTrouble;
    const tries = failures === 1 ? '' : `, ${failures} times since ${day(since)}`;
    const sentence = `The scheduled rotation of ${group.name} failed${tries}: ${briefly(message)} It is tried again ${retryAt <= now ? 'now' : `on ${minute(retryAt)} UTC`}.`;
    return [about(group, 'rotation-failing', 'error', sentence)];
  }
  if (nextRotation === undefined || nextRotation > now) return [];
  if (rotationPaused === true) {
    const sentence = `The rotation of ${group.name} was due ${ago(nextRotation, now)}; its schedule is paused.`;
    return [about(group, 'rotation-overdue', 'warning', sentence)];
  }
  return [
    about(group, 'rotation-overdue', 'error', `The rotation of ${group.name} was due ${ago(nextRotation, now)}.`),
  ];
}

function neverPushed(group: Group, { keys }: AttentionInput): AttentionItem[] {
  const waiting = keys.filter(({ groupId, state }) => groupId === group.id && state === 'never-pushed');
  const [key, other] = waiting;
  if (!key) return [];
  return other
    ? [about(group, 'never-pushed', 'info', `${waiting.length} keys of ${group.name} were never pushed.`)]
    : [about(group, 'never-pushed', 'info', `The key ${key.name} of ${group.name} was never pushed.`, key.id)];
}

function unreconciled(group: Group): AttentionItem[] {
  if (!group.unreconciled) return [];
  const sentence = `A job of ${group.name} was cut short and is not reconciled with the vault ${group.vault} yet; nothing is sent before it is.`;
  return [about(group, 'not-reconciled', 'error', sentence)];
}

/** How a kind of drift is counted, and whether services may be hurt by it. `never-pushed` says the first one already. */
const DRIFT: Readonly<Record<DriftKind, { readonly severity: Severity; readonly words: string } | undefined>> = {
  'only-local': undefined,
  'only-in-vault': { severity: 'warning', words: 'versions of others' },
  'different-key': { severity: 'error', words: 'another public key than ours' },
  'different-attributes': { severity: 'warning', words: 'other attributes' },
  'newer-version-not-ours': { severity: 'error', words: 'a current version that is not ours' },
  missing: { severity: 'error', words: 'missing' },
  disabled: { severity: 'warning', words: 'disabled' },
  expired: { severity: 'error', words: 'expired' },
  'soft-deleted': { severity: 'error', words: 'soft-deleted' },
};

function drift(group: Group): AttentionItem[] {
  const findings = group.drift?.findings ?? [];
  const kinds = [...new Set(findings.map(({ kind }) => kind))].flatMap((kind) => DRIFT[kind] ?? []);
  if (!group.drift || kinds.length === 0) return [];
  const severity = kinds.some((kind) => kind.severity === 'error') ? 'error' : 'warning';
  const words = kinds.map((kind) => kind.words).join(', ');
  const since = (group.active?.pushedAt ?? 0) > group.drift.comparedAt ? ' A key was pushed since: compare again.' : '';
  const sentence = `The vault ${group.vault} differs for ${group.name} (compared on ${day(group.drift.comparedAt)}): ${words}.${since}`;
  return [about(group, 'drift', severity, sentence)];
}

/** A push looks at the vault too: it compares the public key. */
function notLookedAt(group: Group, now: number): AttentionItem[] {
  const { active } = group;
  if (!active) return [];
  const looked = Math.max(active.pushedAt, group.drift?.comparedAt ?? 0);
  if (now - looked <= NOT_LOOKED_AT_DAYS * DAY_MS) return [];
  const sentence = `${group.name} was last compared with the vault ${group.vault} ${ago(looked, now)}.`;
  return [about(group, 'not-looked-at', 'info', sentence)];
}

/** The last failure of each kind of job in each group that is still here, where none of that kind succeeded since. */
function failedJobs({ jobs, groups }: AttentionInput): AttentionItem[] {
  const here = new Set(groups.map(({ id }) => id));
  const settled = new Set<string>();
  const items: AttentionItem[] = [];
  for (const job of [...jobs].sort((a, b) => b.startedAt - a.startedAt)) {
    const key = `${job.groupId} ${job.type}`;
    const failed = job.state === 'failed';
    if (!failed && job.state !== 'succeeded' && job.state !== 'succeeded-with-warnings') continue;
    if (settled.has(key) || !here.has(job.groupId)) continue;
    settled.add(key);
    if (!failed) continue;
    const sentence = `${JOB_TITLES[job.type]} failed for ${job.groupName} on ${day(job.startedAt)}: ${briefly(job.result ?? 'see its messages.')}`;
    items.push({
      kind: 'job-failed',
      severity: 'error',
      sentence,
      object: { room: 'loggingAndReporting', id: job.id },
    });
  }
  return items;
}

function ofCredential(credential: AttentionInput['credentials'][number], now: number): AttentionItem[] {
  const { id, name, secretExpiresOn, lastTestOutcome, lastTestAt } = credential;
  const object = { room: 'identityManagement', id } as const;
  const items: AttentionItem[] = [];
  if (secretExpiresOn !== undefined && secretExpiresOn <= now) {
    const sentence = `The client secret of ${name} expired ${ago(secretExpiresOn, now)}: nothing can be pushed with it.`;
    items.push({ kind: 'secret-expired', severity: 'error', sentence, object });
  } else if (secretExpiresOn !== undefined && secretExpiresOn < now + AHEAD_DAYS * DAY_MS) {
    const sentence = `The client secret of ${name} expires ${ahead(secretExpiresOn, now)}.`;
    items.push({ kind: 'secret-expiring', severity: 'warning', sentence, object });
  }
  if (lastTestOutcome === 'failed') {
    const when = lastTestAt === undefined ? '' : ` on ${day(lastTestAt)}`;
    const sentence = `The last test of the Cloud Credential ${name}${when} failed.`;
    items.push({ kind: 'credential-test-failed', severity: 'error', sentence, object });
  }
  return items;
}

function designatedDeviceOff(): AttentionItem {
  return {
    kind: 'designated-device-off',
    severity: 'info',
    sentence: 'This workstation is not the designated device: it may not push, rotate or delete on the cloud.',
    object: { room: 'administration', id: 'designated-device' },
  };
}

function minute(moment: number): string {
  return new Date(moment).toISOString().slice(0, 16).replace('T', ' ');
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

/** `12 days ago (2026-11-11)` */
function ago(moment: number, now: number): string {
  const days = Math.floor((now - moment) / DAY_MS);
  const words = days <= 0 ? 'within the last day' : days === 1 ? '1 day ago' : `${days} days ago`;
  return `${words} (${day(moment)})`;
}

function ahead(moment: number, now: number): string {
  const days = Math.floor((moment - now) / DAY_MS);
  const words = days <= 0 ? 'within a day' : days === 1 ? 'in 1 day' : `in ${days} days`;
  return `${words} (${day(moment)})`;
}
