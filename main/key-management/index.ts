import { CloudJobs } from './cloud-jobs.js';
import { Drift } from './compare-with-vault.js';
import { DeletionPreview } from './deletion-preview.js';
import { KeyGroups } from './groups.js';
import { Keys } from './keys.js';
import type { KeyManagementParts } from './parts.js';
import { Recovery } from './recovery.js';

export type { DeletionView } from './deletion-preview.js';
export type { GroupChange, NewGroup } from './groups.js';
export type { KeyManagementParts } from './parts.js';

/** The room Key Management. */
export interface KeyManagement {
  readonly groups: KeyGroups;
  readonly keys: Keys;
  readonly cloud: CloudJobs;
  readonly recovery: Recovery;
  readonly drift: Drift;
  readonly deletion: DeletionPreview;
}

/** Builds the room from its parts. */
export function makeKeyManagement(parts: KeyManagementParts): KeyManagement {
  const keys = new Keys(parts);
  const recovery = new Recovery(parts);
  return {
    groups: new KeyGroups(parts),
    keys,
    recovery,
    cloud: new CloudJobs(parts, keys, recovery),
    drift: new Drift(parts),
    deletion: new DeletionPreview(parts),
  };
}
