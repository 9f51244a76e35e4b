import type { GroupView, KeyView } from '../../shared/contract/index.js';
import type { CloudVersion } from '../../shared/domain/key.js';
import type { Job } from '../../shared/domain/job.js';
import { addPeriod, parsePeriod } from '../../shared/domain/period.js';
import { NOT_LOOKED_AT_DAYS } from '../../shared/domain/attention.js';
import { daysUntil } from '../components/format.js';

/** From here on the end of a version is worth a warning. */
export const SOON_DAYS = 30;
const DAY_MS = 86_400_000;

/** How a group stands against its vault, the most urgent first. */
export type GroupMark =
  | { readonly kind: 'job-running' }
  | { readonly kind: 'unreconciled' }
  | { readonly kind: 'different'; readonly count: number; readonly comparedAt: number }
  | { readonly kind: 'in-sync'; readonly comparedAt: number }
  | { readonly kind: 'not-looked-at'; readonly comparedAt: number }
  | { readonly kind: 'never-compared' };

/** One line of the groups' table: the group, and what follows from it and the clock. */
export interface GroupRow {
  readonly group: GroupView;
  readonly mark: GroupMark;
  /** Until the active version expires; undefined: none is active, or it does not expire. */
  readonly daysLeft: number | undefined;
  readonly rotationDue: boolean;
  readonly runningJob: Job | undefined;
}

/** Every difference that Compare with Vault found; a key that was simply never pushed is none. */
export function differencesOf(group: Pick<GroupView, 'drift'>): NonNullable<GroupView['drift']>['findings'] {
  return group.drift?.findings.filter((finding) => finding.kind !== 'only-local') ?? [];
}

/** Whether what the last comparison says is too old to go by; see attention.ts, which counts a push as a look. */
export function isStale({ drift, active }: Pick<GroupView, 'drift' | 'active'>, now: number): boolean {
  if (!drift) return false;
  return now - Math.max(drift.comparedAt, active?.pushedAt ?? 0) > NOT_LOOKED_AT_DAYS * DAY_MS;
}

export function markOf(group: GroupView, runningJob: Job | undefined, now: number): GroupMark {
  if (runningJob) return { kind: 'job-running' };
  if (group.unreconciled) return { kind: 'unreconciled' };
  if (!group.drift) return { kind: 'never-compared' };
  const { comparedAt } = group.drift;
  const count = differencesOf(group).length;
  if (count > 0) return { kind: 'different', count, comparedAt };
  return { kind: isStale(group, now) ? 'not-looked-at' : 'in-sync', comparedAt };
}

/** For sorting: what needs a look first. */
export function urgencyOf(mark: GroupMark): number {
  switch (mark.kind) {
    case 'unreconciled':
      return 0;
    case 'different':
      return 1;
    case 'job-running':
      return 2;
    case 'never-compared':
      return 3;
    case 'not-looked-at':
      return 4;
    case 'in-sync':
      return 5;
  }
}

export function groupRows(groups: readonly GroupView[], jobs: readonly Job[], now: number): readonly GroupRow[] {
  const running = new Map(jobs.filter((job) => job.state === 'running').map((job) => [job.groupId, job]));
  return groups.map((group) => {
    const runningJob = running.get(group.id);
    const expiresOn = group.active?.expiresOn;
    return {
      group,
      runningJob,
      mark: markOf(group, runningJob, now),
      daysLeft: expiresOn === undefined ? undefined : daysUntil(expiresOn, now),
      rotationDue: group.nextRotation !== undefined && group.nextRotation <= now,
    };
  });
}

/** The version by which a key stands in the vault: the active one, else the newest that is live, else the newest. */
export function standingVersion(key: Pick<KeyView, 'versions'>): CloudVersion | undefined {
  return (
    key.versions.find((version) => version.active) ??
    key.versions.findLast((version) => version.state === 'live') ??
    key.versions.at(-1)
  );
}

/** Days until a key's version expires; undefined: not in the vault, or without an end. */
export function keyDaysLeft(key: Pick<KeyView, 'versions'>, now: number): number | undefined {
  const version = standingVersion(key);
  return version?.state !== 'live' || version.expiresOn === undefined ? undefined : daysUntil(version.expiresOn, now);
}

/** Whether a key is in the vault as far as we know: it is not sent again. */
export function isLive(key: Pick<KeyView, 'versions'>): boolean {
  return key.versions.some((version) => version.state === 'live');
}

/** Days left as a tone: bad when over, warn when soon. */
export function daysTone(days: number | undefined): 'bad' | 'warn' | undefined {
  if (days === undefined || days > SOON_DAYS) return undefined;
  return days < 0 ? 'bad' : 'warn';
}

/** Whether versions expire before the next one is made: Keep key valid for is shorter than Rotate Every. */
export function expiresBeforeRotation(
  rotateEvery: string | undefined,
  validFor: string | undefined,
  now: number,
): boolean {
  const every = rotateEvery === undefined ? undefined : parsePeriod(rotateEvery);
  const valid = validFor === undefined ? undefined : parsePeriod(validFor);
  return every?.ok === true && valid?.ok === true && addPeriod(now, valid.value) < addPeriod(now, every.value);
}

/** When a period that begins now ends; undefined: it is no period. */
export function endOf(period: string | undefined, now: number): number | undefined {
  const parsed = period === undefined ? undefined : parsePeriod(period);
  return parsed?.ok === true ? addPeriod(now, parsed.value) : undefined;
}
