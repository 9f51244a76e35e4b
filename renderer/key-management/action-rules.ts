import type { GroupView, KeyView, SessionView } from '../../shared/contract/index.js';
import { whyNot } from '../stores/permissions.js';
import { isLive } from './group-facts.js';
import { WHY_NOT } from './strings.js';

/** What can be done with a group. */
export type GroupAction = 'createKeys' | 'edit' | 'synchronizeAll' | 'rotate' | 'compare' | 'deleteOnCloud' | 'remove';
/** What can be done with the chosen keys. */
export type KeyAction = 'synchronize' | 'removeKey';

/** Why each action cannot be chosen now; undefined: it can. */
export type Reasons<A extends string> = Readonly<Record<A, string | undefined>>;

interface Situation {
  readonly session: SessionView | undefined;
  readonly group: GroupView;
  readonly isJobRunning: boolean;
}

/** Roles and the designated device come first (the contract says what a call needs), then what the group is like. */
export function groupReasons({ session, group, isJobRunning }: Situation): Reasons<GroupAction> {
  const busy = isJobRunning ? WHY_NOT.jobRunning : undefined;
  const may = (call: Parameters<typeof whyNot<'keyManagement'>>[2]): string | undefined =>
    whyNot(session, 'keyManagement', call);
  return {
    createKeys: may('createKeys'),
    edit: may('editGroup'),
    synchronizeAll: may('synchronize') ?? busy ?? (group.neverPushed === 0 ? WHY_NOT.nothingToPush : undefined),
    rotate: may('rotate') ?? busy,
    compare: may('compareWithVault') ?? busy,
    deleteOnCloud: may('previewDeletion') ?? may('deleteOnCloud') ?? busy,
    remove: may('removeGroup') ?? busy,
  };
}

export function keyReasons(situation: Situation, chosen: readonly KeyView[]): Reasons<KeyAction> {
  const { session, isJobRunning } = situation;
  const busy = isJobRunning ? WHY_NOT.jobRunning : undefined;
  const none = chosen.length === 0 ? WHY_NOT.noKey : undefined;
  const allThere = chosen.every(isLive) ? (chosen.length === 1 ? WHY_NOT.keyIsThere : WHY_NOT.keysAreThere) : undefined;
  return {
    synchronize: whyNot(session, 'keyManagement', 'synchronize') ?? busy ?? none ?? allThere,
    removeKey:
      whyNot(session, 'keyManagement', 'removeKey') ??
      busy ??
      none ??
      (chosen.length > 1 ? WHY_NOT.oneByOne : undefined),
  };
}

/** Whether it is the designated device, and nothing else, that stands in the way of work in the cloud. */
export function isOnlyNotDesignated(session: SessionView | undefined): boolean {
  return session?.designatedDevice === false && session.role !== undefined && session.role !== 'Auditor';
}

/** The chosen keys that a push would send, oldest first: the last one becomes the active material. */
export function keysToPush(chosen: readonly KeyView[]): readonly KeyView[] {
  return chosen.filter((key) => !isLive(key)).toSorted((a, b) => a.createdAt - b.createdAt);
}

/**
 * Whether a push is worth a question first: something that services use now is replaced, or more than one key goes. The
 * first key of a group goes at once, as KMES users know it.
 */
export function needsQuestion(group: GroupView, toPush: readonly KeyView[]): boolean {
  return group.active !== undefined || toPush.length > 1;
}
