import { CloudJobs, type PushOptions } from './cloud-jobs.js';
import { Drift } from './compare-with-vault.js';
import { DeletionPreview } from './deletion-preview.js';
import { JobQueue } from './job-queue.js';
import { KeyGroups } from './groups.js';
import { Keys } from './keys.js';
import type { KeyManagementParts } from './parts.js';
import { Recovery } from './recovery.js';
import { repeatJob } from './repeat-job.js';
import type { JobId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import type { Result } from '../../shared/result.js';

export type { DeletionView } from './deletion-preview.js';
export type { GroupChange, NewGroup } from './groups.js';
export type { RotateOptions } from './cloud-jobs.js';
export { RotationScheduler, type ScheduledWork } from './rotation-scheduler.js';
export { adoptKey, type AdoptedKey } from './adopt-key.js';
export type { KeyManagementParts } from './parts.js';
export type { BeginJob } from './job-queue.js';
export { QueueRunner } from './queue-runner.js';
export type { WrappedKey } from './push-wrapped.js';

/** The room Key Management. */
export interface KeyManagement {
  readonly groups: KeyGroups;
  readonly keys: Keys;
  readonly cloud: CloudJobs;
  /** Jobs that wait until the network is back. */
  readonly queue: JobQueue;
  readonly recovery: Recovery;
  readonly drift: Drift;
  readonly deletion: DeletionPreview;
  /** See repeat-job.ts. */
  repeat(id: JobId, options?: PushOptions): Promise<Result<Job>>;
}

/** Builds the room from its parts. */
export function makeKeyManagement(parts: KeyManagementParts): KeyManagement {
  const keys = new Keys(parts);
  const recovery = new Recovery(parts);
  const cloud = new CloudJobs(parts, keys, recovery);
  return {
    groups: new KeyGroups(parts),
    keys,
    recovery,
    cloud,
    queue: new JobQueue(parts, cloud),
    drift: new Drift(parts),
    deletion: new DeletionPreview(parts),
    repeat: (id, options = {}) => repeatJob({ store: parts.store, cloud }, id, options),
  };
}
