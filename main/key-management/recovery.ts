import { describeFailure } from '../../shared/describe-failure.js';
import type { GroupId, KeyId } from '../../shared/domain/ids.js';
import { ROTATION_SCHEDULE, type Job } from '../../shared/domain/job.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Failure, type Result } from '../../shared/result.js';
import type { KeyVersion, VaultConnection } from '../azure/types.js';
import type { JobContext, JobOptions } from '../logging-and-reporting/index.js';
import { groupById } from '../store/tables/groups.js';
import { jobKeys, putJobKey, unfinishedJobs } from '../store/tables/jobs.js';
import { keksLeftBehind, keksOfJob, putKek, type KekRecord } from '../store/tables/keks.js';
import { keyById, keysOfGroup, putVersion, spkiOfKey } from '../store/tables/keys.js';
import { removeKek } from './kek-life.js';
import { lookForDeleted } from './look-for-deleted.js';
import { lookForDisabled, lookForRecovered } from './look-for-mended.js';
import type { KeyManagementParts } from './parts.js';
import { recordRotation } from './rotated.js';

const CUT_SHORT = 'Cut short.';

/**
 * What a crash, a kill or a lost network left behind. At the next start the vault is looked at: keys that were on their
 * way are found by their public key or known not to have arrived, KEKs are removed. Nothing is sent a second time.
 */
export class Recovery {
  readonly #parts: KeyManagementParts;

  constructor(parts: KeyManagementParts) {
    this.#parts = parts;
  }

  /** Right after unlocking: no job of ours can be running then. Answers the jobs that were found and settled or not. */
  async atStart(options: JobOptions = {}): Promise<readonly Job[]> {
    const { store } = this.#parts;
    const found = unfinishedJobs(store);
    for (const job of found) this.#interrupt(job, 'Keyferry ended while this job was running.', options);
    const settled: Job[] = [];
    for (const job of found) settled.push(await this.#settleJob(job, options));
    const handled = new Set(found.map((job) => job.id));
    for (const jobId of new Set(keksLeftBehind(store).map((kek) => kek.jobId))) {
      if (handled.has(jobId)) continue;
      const job = await this.#removeKeksOf(jobId, options);
      if (job) settled.push(job);
    }
    return settled;
  }

  /**
   * Before a group is worked on again, its earlier jobs must be reconciled. The caller sees to it that none of them is
   * running: one that still is in the books has an end that the disk did not take. Code `job-unfinished`.
   */
  async settle(groupId: GroupId, options: JobOptions): Promise<Result<void>> {
    for (const job of unfinishedJobs(this.#parts.store)) {
      if (job.groupId !== groupId) continue;
      this.#interrupt(job, 'The end of this job could not be recorded.', options);
      const settled = await this.#settleJob(job, options);
      if (!settled.reconciled) {
        return fail(
          'job-unfinished',
          `An earlier job of ${job.groupName} (${job.id.slice(0, 8)}) could not be reconciled with the vault yet, so nothing is sent.`,
          {
            advice: 'Make sure that the vault can be reached, then do it again.',
          },
        );
      }
    }
    return ok(undefined);
  }

  /** Closes a job that is running in the books only, with the step it was in. */
  #interrupt(job: Job, why: string, options: JobOptions): void {
    if (job.state !== 'running') return;
    const { jobs, clock } = this.#parts;
    const context = jobs.resume(job.id, options);
    if (!context) return;
    context.update({ state: 'interrupted', reconciled: false, finishedAt: clock.now(), result: why });
    context.say('WARN', 'job-interrupted', `${why} The vault is looked at now.`);
    context.closeSteps(CUT_SHORT);
    context.commit();
  }

  /** Answers the job as it is afterwards. */
  async #settleJob(job: Job, options: JobOptions): Promise<Job> {
    const context = this.#parts.jobs.resume(job.id, options);
    if (!context) return job;
    // An earlier look may have been cut short itself.
    context.closeSteps(CUT_SHORT);
    const group = groupById(this.#parts.store, job.groupId);
    if (!group) {
      context.update({ reconciled: true });
      context.commit();
      return context.job;
    }
    const result = await context.step('reconcile', {}, () => this.#reconcile(context, group));
    if (result.ok) {
      context.update({
        reconciled: true,
        result: `${context.job.result ?? ''} Looked at later: ${result.value}`.trim(),
      });
      context.say('INFO', 'job-reconciled', `Looked at the vault: ${result.value}`);
    } else {
      context.say(
        'WARN',
        'job-not-reconciled',
        `The vault could not be looked at: ${describeFailure(result.failure)} It is tried again at the next start.`,
      );
    }
    context.commit();
    return context.job;
  }

  async #reconcile(context: JobContext, group: KeyGroup): Promise<Result<string>> {
    const connection = await this.#connect(context, group);
    if (!connection.ok) return connection;
    const found = await this.#lookFor(context, connection.value, group);
    if (!found.ok) return found;
    for (const kek of this.#keksLeft(context.id)) {
      if (!(await removeKek(context, connection.value, kek)))
        return fail('kek-left', `The KEK ${kek.name} could not be removed.`);
    }
    return found;
  }

  /** What a job of this kind may have left in the vault. */
  #lookFor(context: JobContext, connection: VaultConnection, group: KeyGroup): Promise<Result<string>> {
    const { store } = this.#parts;
    switch (context.job.type) {
      case 'delete-on-cloud':
      case 'purge-deleted':
        return lookForDeleted(context, connection, group);
      case 'disable-older':
        return lookForDisabled(context, store, connection, group);
      case 'recover-deleted':
        return lookForRecovered(context, store, connection, group);
      case 'synchronize':
      case 'rotate':
      case 'ceremony-upload':
      case 'enable-version':
        return this.#lookForKeys(context, connection, group);
    }
  }

  async #lookForKeys(context: JobContext, connection: VaultConnection, group: KeyGroup): Promise<Result<string>> {
    const { store } = this.#parts;
    let arrived = 0;
    let open = 0;
    for (const { keyId, state } of jobKeys(store, context.id)) {
      if (state === 'waiting') context.commit((tx) => putJobKey(tx, context.id, keyId, 'not-pushed'));
      if (state !== 'sending') continue;
      open += 1;
      const version = await this.#findVersion(connection, group, keyId);
      if (!version.ok) return version;
      if (version.value) arrived += 1;
      this.#recordFound(context, group, keyId, version.value);
    }
    if (open === 0) return ok('no key was on its way.');
    return ok(
      `${open} key(s) had been on the way; ${arrived} had arrived and ${arrived === 1 ? 'is' : 'are'} recorded now, ${open - arrived} had not.`,
    );
  }

  async #findVersion(
    connection: VaultConnection,
    group: KeyGroup,
    keyId: KeyId,
  ): Promise<Result<KeyVersion | undefined>> {
    const spki = spkiOfKey(this.#parts.store, keyId);
    if (!spki) return ok(undefined);
    const known = keysOfGroup(this.#parts.store, group.id).flatMap((key) =>
      key.versions.map((version) => version.version),
    );
    return connection.findByPublicKey(group.name, spki, new Set(known));
  }

  #recordFound(context: JobContext, group: KeyGroup, keyId: KeyId, version: KeyVersion | undefined): void {
    const { store, clock } = this.#parts;
    const name = keyById(store, keyId)?.name ?? keyId;
    if (!version) {
      context.say('INFO', 'key-not-arrived', `The key ${name} had not arrived in the vault.`);
      context.commit((tx) => putJobKey(tx, context.id, keyId, 'not-pushed'));
      return;
    }
    const pushedAt = version.createdOn ?? clock.now();
    const expires = version.expiresOn === undefined ? {} : { expiresOn: version.expiresOn };
    context.update({ done: context.job.done + 1 });
    context.say(
      'WARN',
      'key-found',
      `The key ${name} had arrived in the vault as version ${version.version}; recorded now.`,
    );
    context.commit((tx) => {
      putVersion(tx, group.id, {
        keyId,
        version: version.version,
        kid: version.kid,
        pushedAt,
        ...expires,
        state: 'live',
        active: true,
      });
      putJobKey(tx, context.id, keyId, 'pushed');
      if (context.job.type === 'rotate') {
        recordRotation(tx, group.id, pushedAt, context.job.by === ROTATION_SCHEDULE ? 'on-schedule' : 'by-hand');
      }
    });
  }

  /** KEKs of jobs that ended, but whose removal had failed. */
  async #removeKeksOf(jobId: Job['id'], options: JobOptions): Promise<Job | undefined> {
    const context = this.#parts.jobs.resume(jobId, options);
    if (!context) return undefined;
    context.closeSteps(CUT_SHORT);
    for (const kek of this.#keksLeft(jobId)) {
      // The group may have another credential since, or be gone.
      const group = groupById(this.#parts.store, context.job.groupId);
      const credential = this.#parts.credentialById(group?.credentialId ?? kek.credentialId);
      if (!credential.ok) {
        this.#strikeOff(context, kek);
        continue;
      }
      const connection = await this.#parts.connect(credential.value, kek.vault, context);
      if (!connection.ok) return this.#giveUp(context, connection.failure);
      await removeKek(context, connection.value, kek);
    }
    return context.job;
  }

  #keksLeft(jobId: Job['id']): KekRecord[] {
    return keksOfJob(this.#parts.store, jobId).filter((kek) => kek.state === 'planned' || kek.state === 'created');
  }

  /** Without its credential nobody here can remove it: said once, then it is no longer ours to look after. */
  #strikeOff(context: JobContext, kek: KekRecord): void {
    context.say(
      'WARN',
      'kek-left',
      `The KEK ${kek.name} cannot be removed: its Cloud Credential is gone. Remove ${kek.name} from the vault ${kek.vault} in the portal; it expires by itself.`,
    );
    context.commit((tx) => putKek(tx, { ...kek, state: 'absent' }));
  }

  #giveUp(context: JobContext, failure: Failure): Job {
    context.say('WARN', 'kek-left', `A KEK could not be removed yet: ${describeFailure(failure)}`);
    context.commit();
    return context.job;
  }

  async #connect(context: JobContext, group: KeyGroup): Promise<Result<VaultConnection>> {
    const credential = this.#parts.credentialById(group.credentialId);
    if (!credential.ok) return credential;
    return this.#parts.connect(credential.value, group.vault, context);
  }
}
