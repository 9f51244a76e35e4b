import type { KeyView } from '../../../shared/contract/index.js';
import type { JobDetails } from '../../../shared/domain/job.js';

export interface PushedVersion {
  readonly keyName: string;
  readonly version: string;
}

/** The versions that this job's keys have in the vault: those whose comparison succeeded, newest last. */
export function pushedVersions(
  job: Pick<JobDetails, 'type' | 'steps'>,
  keys: readonly KeyView[],
): readonly PushedVersion[] {
  if (job.type !== 'synchronize' && job.type !== 'rotate') return [];
  const byId = new Map(keys.map((key) => [key.id, key]));
  return job.steps.flatMap((step) => {
    if (step.name !== 'compare' || step.state !== 'done' || step.keyId === undefined) return [];
    const key = byId.get(step.keyId);
    // The newest that this job can have made: a later job may have pushed the key once more.
    const version =
      key?.versions.findLast((one) => one.pushedAt <= (step.finishedAt ?? one.pushedAt)) ?? key?.versions.at(-1);
    return key && version ? [{ keyName: key.name, version: version.version }] : [];
  });
}
