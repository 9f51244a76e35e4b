import { isUnreachable, type Job } from '../../shared/domain/job.js';
import { ok, type Result } from '../../shared/result.js';
import { putJobRequest, type CloudRequest } from '../store/tables/job-requests.js';
import { jobById, jobDetails } from '../store/tables/jobs.js';
import { StoreWriteError } from '../store/types.js';
import type { KeyManagementParts } from './parts.js';

/**
 * Keeps what was asked for, by whom and who confirmed it, when a job failed because nobody answered and before anything
 * was done in the vault: it may be queued then. Answers the job as it stands.
 */
export function keepRequest(
  { store, actor }: Pick<KeyManagementParts, 'store' | 'actor'>,
  result: Result<Job>,
  request: CloudRequest,
): Result<Job> {
  if (!result.ok || result.value.state !== 'failed' || !isUnreachable(result.value.failureCode)) return result;
  const { id } = result.value;
  const steps = jobDetails(store, id)?.steps ?? [];
  if (steps.some(({ name }) => name !== 'pre-flight' && name !== 'generate')) return result;
  try {
    store.commit((tx) => putJobRequest(tx, { jobId: id, request, askedBy: actor.name, ...actor.approval }));
  } catch (error) {
    // Without room for it the job has failed like any other.
    if (!(error instanceof StoreWriteError)) throw error;
  }
  return ok(jobById(store, id) ?? result.value);
}
