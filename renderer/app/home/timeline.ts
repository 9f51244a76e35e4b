import type { GroupView, KeyView } from '../../../shared/contract/index.js';
import type { GroupId } from '../../../shared/domain/ids.js';

const DAY_MS = 86_400_000;
const PAST_DAYS = 400;
const AHEAD_DAYS = 400;
const LEAST_AHEAD_DAYS = 30;
const MOST_TICKS = 6;

/** One version of a vault key, from its push until it was followed or expires. UTC milliseconds. */
export interface TimelineBar {
  readonly keyName: string;
  readonly version: string;
  readonly from: number;
  readonly to: number;
  readonly active: boolean;
  /** `to` is the moment it expires. */
  readonly endsByExpiry: boolean;
}

export interface TimelineRow {
  readonly groupId: GroupId;
  readonly name: string;
  readonly practice: boolean;
  readonly bars: readonly TimelineBar[];
  readonly expiresOn: number | undefined;
  readonly nextRotation: number | undefined;
  readonly hasActive: boolean;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  /** Beginnings of months. */
  readonly ticks: readonly number[];
  /** Those whose active version expires first stand first. */
  readonly rows: readonly TimelineRow[];
}

/** What the chart of versions draws. Groups that were never pushed are not part of it. */
export function timelineOf(
  groups: readonly Pick<GroupView, 'id' | 'name' | 'practice' | 'active' | 'nextRotation'>[],
  keysOf: (id: GroupId) => readonly Pick<KeyView, 'name' | 'versions'>[],
  now: number,
): Timeline {
  const rows = groups
    .map((group) => ({
      groupId: group.id,
      name: group.name,
      practice: group.practice,
      bars: barsOf(keysOf(group.id), now),
      expiresOn: group.active?.expiresOn,
      nextRotation: group.nextRotation,
      hasActive: group.active !== undefined,
    }))
    .filter((row) => row.bars.length > 0)
    .toSorted((a, b) => (a.expiresOn ?? Infinity) - (b.expiresOn ?? Infinity) || a.name.localeCompare(b.name, 'en'));
  const moments = rows.flatMap((row) => [
    ...row.bars.flatMap((bar) => [bar.from, bar.to]),
    ...(row.nextRotation === undefined ? [] : [row.nextRotation]),
  ]);
  const from = Math.max(now - PAST_DAYS * DAY_MS, Math.min(now - LEAST_AHEAD_DAYS * DAY_MS, ...moments));
  const to = Math.min(now + AHEAD_DAYS * DAY_MS, Math.max(now + LEAST_AHEAD_DAYS * DAY_MS, ...moments));
  return { from, to, ticks: ticksOf(from, to), rows };
}

function barsOf(keys: readonly Pick<KeyView, 'name' | 'versions'>[], now: number): readonly TimelineBar[] {
  const versions = keys
    .flatMap((key) => key.versions.map((version) => ({ ...version, keyName: key.name })))
    .toSorted((a, b) => a.pushedAt - b.pushedAt);
  return versions.map((version, at) => {
    const followed = versions[at + 1]?.pushedAt;
    const end = Math.min(followed ?? Infinity, version.expiresOn ?? Infinity);
    return {
      keyName: version.keyName,
      version: version.version,
      from: version.pushedAt,
      to: Math.max(version.pushedAt, Number.isFinite(end) ? end : now + AHEAD_DAYS * DAY_MS),
      active: version.active,
      endsByExpiry: end === version.expiresOn,
    };
  });
}

/** Beginnings of months between two moments, every 1, 2, 3, 6 or 12 months, so that there are at most six. */
export function ticksOf(from: number, to: number): readonly number[] {
  const first = new Date(from);
  const monthAfter = (count: number): number => Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1 + count, 1);
  const months = [];
  for (let count = 0; monthAfter(count) <= to; count += 1) months.push(monthAfter(count));
  const step = [1, 2, 3, 6, 12].find((every) => months.length / every <= MOST_TICKS) ?? 12;
  return months.filter((month) => new Date(month).getUTCMonth() % step === 0);
}

/** Where a moment stands between the ends of the chart, 0 to 1. */
export function placeOf({ from, to }: Pick<Timeline, 'from' | 'to'>, moment: number): number {
  return Math.min(1, Math.max(0, (moment - from) / (to - from)));
}
