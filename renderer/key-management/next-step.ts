import type { GroupView } from '../../shared/contract/index.js';

/** The one thing to do next in an empty place. */
export type NextStep = 'add-credential' | 'create-group' | 'create-key' | 'synchronize' | undefined;

/** Follows the guide: credential, group, key, push. Undefined: nothing is missing. */
export function nextStep(credentials: number, group: GroupView | undefined): NextStep {
  if (!group) return credentials === 0 ? 'add-credential' : 'create-group';
  if (group.keyCount === 0) return 'create-key';
  return group.neverPushed === group.keyCount ? 'synchronize' : undefined;
}
