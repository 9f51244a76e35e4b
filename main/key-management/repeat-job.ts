import type { JobId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import { fail, type Result } from '../../shared/result.js';
import { groupById } from '../store/tables/groups.js';
import { jobById, jobKeys } from '../store/tables/jobs.js';
import type { Store } from '../store/types.js';
import type { CloudJobs, PushOptions } from './cloud-jobs.js';

/**
 * The same work once more, as a new job: of a Synchronize the keys that did not arrive, of a Force Rotation the key that
 * it made and could not push. Codes `job-not-found`, `job-running`, `group-not-found`, `nothing-to-push`,
 * `needs-justification`, and those of the job itself. `followOther`: although another workstation pushed last.
 */
export async function repeatJob(
  parts: { readonly store: Store; readonly cloud: CloudJobs },
  id: JobId,
  options: PushOptions,
): Promise<Result<Job>> {
  const { store, cloud } = parts;
  const job = jobById(store, id);
  if (!job) return fail('job-not-found', 'There is no such job.');
  if (job.state === 'running') return fail('job-running', 'This job is still running.');
  if (job.state === 'queued')
    return fail('job-running', 'This job is queued; it begins by itself.', { advice: 'Cancel it to do it now.' });
  const group = groupById(store, job.groupId);
  if (!group) return fail('group-not-found', `The Key Group ${job.groupName} of this job is not here any more.`);
  switch (job.type) {
    case 'synchronize': {
      const left = jobKeys(store, id).filter((key) => key.state !== 'pushed');
      if (left.length === 0) {
        return fail('nothing-to-push', 'Every key of this job is in the vault; there is nothing to repeat.');
      }
      return cloud.synchronize(
        group,
        left.map((key) => key.keyId),
        options,
      );
    }
    case 'rotate':
      return cloud.rotate(group, options);
    case 'disable-older':
      return cloud.disableOlder(group, options);
    case 'recover-deleted':
      return cloud.recoverDeleted(group, options);
    case 'enable-version':
      return fail('compare-first', 'Which version should be enabled is for Compare with Vault to say.', {
        advice: `Compare ${group.name} with the vault; the action stands beside what is found.`,
      });
    case 'ceremony-upload':
      return fail('upload-again', 'A ceremony package is uploaded with its file in hand.', {
        advice: `Upload it once more: keyferry ceremony upload PACKAGE. What is in the vault already is not sent again.`,
      });
    case 'purge-deleted':
    case 'delete-on-cloud':
      return fail('needs-justification', 'Deleting on the cloud service is not repeated without being asked for.', {
        advice: `Choose Cloud > Delete on Cloud Service on the Key Group ${group.name} again: it asks for its name and a justification.`,
      });
  }
}
