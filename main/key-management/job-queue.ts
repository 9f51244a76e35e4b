import { randomUUID } from 'node:crypto';
import { describeFailure } from '../../shared/describe-failure.js';
import { asId, type JobId } from '../../shared/domain/ids.js';
import { isUnreachable, JOB_TITLES, type Job } from '../../shared/domain/job.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { CallLog, type JobOptions } from '../logging-and-reporting/index.js';
import { groupById } from '../store/tables/groups.js';
import {
  deleteJobRequest,
  putJobRequest,
  queuedJobIds,
  requestOfJob,
  type CloudRequest,
  type JobRequestRecord,
} from '../store/tables/job-requests.js';
import { jobById, putJob } from '../store/tables/jobs.js';
import { keysOfGroup } from '../store/tables/keys.js';
import type { Transaction } from '../store/types.js';
import type { CloudJobs } from './cloud-jobs.js';
import type { KeyManagementParts } from './parts.js';

/** Not failures of the job: it waits on. */
const NOT_NOW = new Set(['job-running', 'job-unfinished', 'not-designated']);

/** What carries a queued job out, so that the window sees it and can cancel it. */
export type BeginJob = (work: (options: JobOptions) => Promise<Result<Job>>) => Promise<Result<Job>>;

/**
 * Jobs that wait until their vault can be reached: they are in the store, keep who asked for them and who confirmed them,
 * and begin in the order in which they were queued.
 */
export class JobQueue {
  readonly #parts: KeyManagementParts;
  readonly #cloud: CloudJobs;

  constructor(parts: KeyManagementParts, cloud: CloudJobs) {
    this.#parts = parts;
    this.#cloud = cloud;
  }

  /** In the order in which they will begin. */
  list(): readonly Job[] {
    const { store } = this.#parts;
    return queuedJobIds(store).flatMap((id) => jobById(store, id) ?? []);
  }

  /**
   * Queues what a failed job was asked for, as a new job. Codes `job-not-found`, `cannot-be-queued`, `already-queued`,
   * `not-yours` (what was confirmed by a second Administrator is queued by whoever asked for it), `group-not-found`.
   */
  add(id: JobId): Result<Job> {
    const { store, clock, actor } = this.#parts;
    const failed = jobById(store, id);
    if (!failed) return fail('job-not-found', 'There is no such job.');
    const kept = failed.state === 'failed' ? requestOfJob(store, id) : undefined;
    if (!kept) {
      return fail('cannot-be-queued', 'Only a job that failed because its vault could not be reached can be queued.', {
        advice: 'Look at its result; where nothing else helps, repeat it.',
      });
    }
    const confirmed = kept.request.type === 'delete-on-cloud' || kept.approver !== undefined;
    if (confirmed && kept.askedBy !== actor.name)
      return fail('not-yours', `${kept.askedBy} asked for this with a second Administrator, and alone can queue it.`);
    const group = groupById(store, failed.groupId);
    if (!group) return fail('group-not-found', `The Key Group ${failed.groupName} of this job is not here any more.`);
    if (this.list().some(({ groupId }) => groupId === failed.groupId)) {
      return fail('already-queued', `A job of the Key Group ${failed.groupName} is queued already.`, {
        advice: 'Cancel that one first, or let it run.',
      });
    }
    const queued = queuedFrom(failed, clock.now());
    store.commit((tx) => {
      putJob(tx, queued);
      deleteJobRequest(tx, id);
      putJobRequest(tx, { ...kept, jobId: queued.id });
      this.#say(tx, queued, 'INFO', 'job-queued', queuedSentence(queued, kept));
    });
    return ok(queued);
  }

  /** Takes a job out of the queue. Code `job-not-queued`. */
  cancel(id: JobId): Result<Job> {
    const job = jobById(this.#parts.store, id);
    if (job?.state !== 'queued') return fail('job-not-queued', 'This job is not queued any more.');
    return ok(this.#end(job, 'cancelled', `Cancelled by ${this.#parts.actor.name} before it began.`));
  }

  /**
   * Begins what is queued where the vault answers again; of one vault that does not, nothing is begun. Answers the jobs
   * that were begun. Only on the designated device.
   */
  async round(begin: BeginJob, signal: AbortSignal): Promise<readonly Job[]> {
    const begun: Job[] = [];
    const silent = new Set<string>();
    for (const { id } of this.list()) {
      const job = jobById(this.#parts.store, id);
      if (signal.aborted || !this.#cloud.designated().ok) break;
      // It may have been cancelled while another one was running.
      if (job?.state !== 'queued' || silent.has(job.vault.toLowerCase())) continue;
      const group = groupById(this.#parts.store, job.groupId);
      if (!group) {
        this.#end(job, 'failed', `The Key Group ${job.groupName} is not here any more.`, 'group-not-found');
        continue;
      }
      if (!(await this.answers(group, signal))) {
        silent.add(job.vault.toLowerCase());
        continue;
      }
      const result = await this.#begin(job, group, begin);
      if (!result) continue;
      begun.push(result);
      if (result.mayQueue) silent.add(job.vault.toLowerCase());
    }
    return begun;
  }

  /** One cheap request: does the group's vault answer, whatever it says? Told to the log when it does. */
  async answers(group: KeyGroup, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#parts;
    const credential = this.#parts.credentialById(group.credentialId);
    // Without its credential or secret the job fails by itself, with the right sentence.
    if (!credential.ok) return true;
    const calls = new CallLog(clock, { actor: 'Queue', object: `${group.vault}/${group.name}` });
    const connection = await this.#parts.connect(credential.value, group.vault, calls);
    if (!connection.ok) return true;
    const found = await connection.value.warmUp(signal);
    return found.ok || !isUnreachable(found.failure.code);
  }

  async #begin(job: Job, group: KeyGroup, begin: BeginJob): Promise<Job | undefined> {
    const kept = requestOfJob(this.#parts.store, job.id);
    if (!kept) {
      this.#end(job, 'failed', 'What this job was asked for is not known any more.', 'internal');
      return undefined;
    }
    const { askedBy, approver, reason } = kept;
    const standing = {
      name: askedBy,
      ...(approver === undefined ? {} : { approver }),
      ...(reason === undefined ? {} : { reason }),
    };
    const result = await this.#parts.actor.doAs(standing, () =>
      begin((options) => this.#carryOut(group, kept.request, { ...options, queued: job.id })),
    );
    if (!result.ok) {
      if (NOT_NOW.has(result.failure.code)) return undefined;
      const still = jobById(this.#parts.store, job.id);
      if (still?.state === 'queued') this.#end(still, 'failed', describeFailure(result.failure), result.failure.code);
      return undefined;
    }
    // Gone again before anything was done: it waits on, as a new job, in the same name.
    if (result.value.mayQueue) this.#parts.actor.doAs(standing, () => this.add(result.value.id));
    return result.value;
  }

  #carryOut(group: KeyGroup, request: CloudRequest, options: JobOptions): Promise<Result<Job>> {
    const follow = 'followOther' in request && request.followOther ? { followOther: true } : {};
    switch (request.type) {
      case 'synchronize': {
        // What somebody removed meanwhile is not pushed; what arrived meanwhile the job tells.
        const here = new Set(keysOfGroup(this.#parts.store, group.id).flatMap(({ id, name }) => [id, name]));
        const keys = request.keyIds.filter((key) => here.has(key));
        if (request.keyIds.length > 0 && keys.length === 0)
          return Promise.resolve(fail('key-not-found', 'The keys of this job are not here any more.'));
        return this.#cloud.synchronize(group, keys, { ...options, ...follow });
      }
      case 'rotate':
        return this.#cloud.rotate(group, { ...options, ...follow });
      case 'delete-on-cloud': {
        const { justification } = request;
        const why = justification === undefined ? {} : { justification };
        return this.#cloud.deleteOnCloud(group, request.purge, { ...options, ...why });
      }
    }
  }

  #end(job: Job, state: 'cancelled' | 'failed', result: string, failureCode?: string): Job {
    const { store, clock } = this.#parts;
    const ended: Job = {
      ...job,
      state,
      result,
      finishedAt: clock.now(),
      ...(failureCode === undefined ? {} : { failureCode }),
    };
    const failed = state === 'failed';
    store.commit((tx) => {
      putJob(tx, ended);
      deleteJobRequest(tx, job.id);
      this.#say(tx, ended, failed ? 'ERROR' : 'WARN', failed ? 'job-failed' : 'job-cancelled', result);
    });
    return ended;
  }

  #say(tx: Transaction, job: Job, level: 'INFO' | 'WARN' | 'ERROR', event: string, message: string): void {
    const { log, actor } = this.#parts;
    const object = `${job.vault}/${job.groupName}`;
    log.append(tx, [{ service: 'Azure Service', level, event, actor: actor.name, object, jobId: job.id, message }]);
  }
}

function queuedFrom({ finishedAt: _f, result: _r, failureCode: _c, mayQueue: _m, ...failed }: Job, now: number): Job {
  return { ...failed, id: asId.job(randomUUID()), state: 'queued', done: 0, requests: 0, startedAt: now };
}

function queuedSentence(job: Job, { askedBy, approver }: JobRequestRecord): string {
  const confirmed = approver === undefined ? '' : `, confirmed by ${approver}`;
  return `Queued until the vault ${job.vault} can be reached: ${JOB_TITLES[job.type]}, asked for by ${askedBy}${confirmed}.`;
}
