import type { Credential } from '../../shared/domain/credential.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { ROTATION_SCHEDULE, type Job, type JobType } from '../../shared/domain/job.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext, JobOptions } from '../logging-and-reporting/index.js';
import { putJobKey } from '../store/tables/jobs.js';
import { StoreWriteError, type Transaction } from '../store/types.js';
import { chooseKeys } from './choose-keys.js';
import { deleteOnCloud } from './delete-on-cloud.js';
import { disableOlderVersions } from './disable-older.js';
import { keepRequest } from './keep-request.js';
import type { Keys } from './keys.js';
import { oldVersions } from './old-versions.js';
import { enableVersion, purgeDeleted, recordMissing, recoverDeleted } from './mend.js';
import type { KeyManagementParts } from './parts.js';
import { rotatesHere } from './keys-elsewhere.js';
import { pushKeys } from './push-keys.js';
import { pushWrapped, type WrappedKey } from './push-wrapped.js';
import type { Recovery } from './recovery.js';
import { recordRotation } from './rotated.js';
import { rotationKey, sayLate } from './rotation-key.js';

type JustifiedOptions = JobOptions & { readonly justification?: string };

/**
 * `followOther`: goes on although another workstation pushed last. `again`: keys that the books say are in the vault, and
 * that the vault does not hold any more.
 */
export type PushOptions = JobOptions & { readonly followOther?: boolean; readonly again?: boolean };

/** `dueAt` (UTC milliseconds): the schedule asks for it, not a person. */
export type RotateOptions = PushOptions & { readonly dueAt?: number };

/** Cloud > Synchronize, Force Rotation, Delete on Cloud Service. Each is one job, recorded before anything is sent. */
export class CloudJobs {
  readonly #parts: KeyManagementParts;
  readonly #keys: Keys;
  readonly #recovery: Recovery;
  /** Groups that a job is working on: two at once would not know of each other's versions. */
  readonly #busy = new Set<GroupId>();

  constructor(parts: KeyManagementParts, keys: Keys, recovery: Recovery) {
    this.#parts = parts;
    this.#keys = keys;
    this.#recovery = recovery;
  }

  /**
   * Pushes the named keys, or all that were never pushed. Failures before a job exists: `not-designated`,
   * `nothing-to-push`, `key-not-found`, `job-running`, `job-unfinished`; what happens later stands in the job. The disk's
   * own failures come from all three when it cannot record the job.
   */
  synchronize(group: KeyGroup, references: readonly string[], options: PushOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, async (credential) => {
      const result = await this.#synchronize(group, references, credential, options);
      const { followOther = false, again = false } = options;
      if (again) return result;
      return keepRequest(this.#parts, result, {
        type: 'synchronize',
        keyIds: [...references],
        ...(followOther ? { followOther } : {}),
      });
    });
  }

  /** Force Rotation: a new key named after the group, pushed now; last rotated is set only when it arrived. */
  rotate(group: KeyGroup, options: RotateOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, async (credential) => {
      const result = await this.#rotate(group, credential, options);
      // The schedule tries again by itself.
      if (options.dueAt !== undefined) return result;
      return keepRequest(this.#parts, result, {
        type: 'rotate',
        ...(options.followOther ? { followOther: true } : {}),
      });
    });
  }

  /**
   * Deletes the group's key with all its versions in the vault; the keys here stay. Purged where the vault allows it.
   * The justification stands in the job's messages and in the log.
   */
  deleteOnCloud(group: KeyGroup, purge: boolean, options: JustifiedOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, async (credential) => {
      const result = await this.#run(group, 'delete-on-cloud', 1, credential, options, (context, connection) =>
        deleteOnCloud(context, connection, group, purge),
      );
      const { justification } = options;
      return keepRequest(this.#parts, result, {
        type: 'delete-on-cloud',
        purge,
        ...(justification === undefined ? {} : { justification }),
      });
    });
  }

  /** Disables older versions as the group's rule says; asked for by the schedule. */
  disableOlder(group: KeyGroup, options: JobOptions = {}): Promise<Result<Job>> {
    const { store, clock } = this.#parts;
    const now = (): number => clock.now();
    return this.#alone(group, options, (credential) =>
      this.#run(
        group,
        'disable-older',
        oldVersions(store, group, now()).length,
        credential,
        { ...options, by: ROTATION_SCHEDULE },
        (context, connection) => disableOlderVersions(context, { store, now }, connection, group),
      ),
    );
  }

  /** Enables a version of ours that somebody disabled in the vault. */
  enableVersion(group: KeyGroup, version: string, options: JobOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, (credential) =>
      this.#run(group, 'enable-version', 1, credential, options, (context, connection) =>
        enableVersion(context, this.#parts.store, connection, { group, version }),
      ),
    );
  }

  /** Recovers the group's soft-deleted key with all its versions. */
  recoverDeleted(group: KeyGroup, options: JobOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, (credential) =>
      this.#run(group, 'recover-deleted', 1, credential, options, (context, connection) =>
        recoverDeleted(context, this.#parts.store, connection, group),
      ),
    );
  }

  /** Purges the group's soft-deleted key where the vault allows it: its name is free again. */
  purgeDeleted(group: KeyGroup, options: JustifiedOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, (credential) =>
      this.#run(group, 'purge-deleted', 1, credential, options, (context, connection) =>
        purgeDeleted(context, this.#parts.store, connection, group),
      ),
    );
  }

  /** Imports what a ceremony wrapped elsewhere; see push-wrapped.ts. */
  uploadWrapped(group: KeyGroup, wrapped: WrappedKey, options: JobOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, (credential) =>
      this.#run(group, 'ceremony-upload', 1, credential, options, (context, connection) =>
        pushWrapped(context, this.#parts, connection, { group, ...wrapped }),
      ),
    );
  }

  async #synchronize(
    group: KeyGroup,
    references: readonly string[],
    credential: Credential,
    { followOther = false, again = false, ...options }: PushOptions,
  ): Promise<Result<Job>> {
    const chosen = chooseKeys(this.#keys, group, references, again);
    if (!chosen.ok) return chosen;
    const { keys, already } = chosen.value;
    return this.#run(group, 'synchronize', keys.length, credential, options, async (context, connection) => {
      for (const key of already)
        context.say(
          'INFO',
          'already-synchronized',
          `The key ${key.name} is in the vault already; it is not sent again.`,
        );
      context.say('INFO', 'synchronizing', `Synchronizing ${keys.length} HSM protected key(s)...`);
      context.commit((tx) => {
        for (const key of keys) putJobKey(tx, context.id, key.id, 'waiting');
      });
      if (again) {
        const keyIds = new Set<string>(keys.map((key) => key.id));
        const missing = await recordMissing(context, this.#parts.store, connection, { group, keyIds });
        if (!missing.ok) return missing;
      }
      const pushed = await pushKeys(context, this.#parts, connection, { group, keys, followOther });
      return pushed.ok ? ok(`Successfully synchronized ${pushed.value} HSM protected key(s).`) : pushed;
    });
  }

  #rotate(group: KeyGroup, credential: Credential, options: RotateOptions): Promise<Result<Job>> {
    const { dueAt, followOther = false, ...rest } = options;
    const here = rotatesHere(this.#parts.store, group);
    if (!here.ok) return Promise.resolve(here);
    const byWhom = dueAt === undefined ? {} : { by: ROTATION_SCHEDULE };
    return this.#run(group, 'rotate', 1, credential, { ...rest, ...byWhom }, async (context, connection) => {
      if (dueAt !== undefined) sayLate(context, group, dueAt, this.#parts.clock.now());
      context.say('INFO', 'rotating', `Rotating HSM protected key ${group.name}...`);
      const key = await rotationKey(context, this.#keys, group);
      if (!key.ok) return key;
      const recordSuccess = (tx: Transaction): void =>
        recordRotation(tx, group.id, this.#parts.clock.now(), dueAt === undefined ? 'by-hand' : 'on-schedule');
      const pushed = await pushKeys(context, this.#parts, connection, {
        group,
        keys: [key.value],
        recordSuccess,
        followOther,
      });
      return pushed.ok
        ? ok(`Successfully rotated HSM protected key ${group.name}: ${key.value.name} is the active material.`)
        : pushed;
    });
  }

  /** Only the designated device pushes, rotates and deletes on the cloud. Code `not-designated`. */
  designated(): Result<void> {
    return this.#parts.settings.designatedDevice ? ok(undefined) : notDesignated();
  }

  /** What every one of these jobs needs before it begins, and that it is the only one of its group. */
  async #alone(
    group: KeyGroup,
    options: JobOptions,
    work: (credential: Credential) => Promise<Result<Job>>,
  ): Promise<Result<Job>> {
    const designated = this.designated();
    if (!designated.ok) return designated;
    if (this.#busy.has(group.id)) {
      return fail('job-running', `A job of the Key Group ${group.name} is running already.`, {
        advice: 'Wait until it has ended, or cancel it, and do it again.',
      });
    }
    this.#busy.add(group.id);
    try {
      const settled = await this.#recovery.settle(group.id, options);
      if (!settled.ok) return settled;
      const credential = this.#parts.credentialById(group.credentialId);
      return credential.ok ? await work(credential.value) : credential;
    } catch (error) {
      if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
      throw error;
    } finally {
      this.#busy.delete(group.id);
    }
  }

  #run(
    group: KeyGroup,
    type: JobType,
    total: number,
    credential: Credential,
    options: JustifiedOptions & { readonly by?: string },
    work: (context: JobContext, connection: VaultConnection) => Promise<Result<string>>,
  ): Promise<Result<Job>> {
    const request = {
      type,
      groupId: group.id,
      groupName: group.name,
      vault: group.vault,
      practice: credential.cloud === 'practice',
      total,
      by: options.by ?? this.#parts.actor.name,
    };
    return this.#parts.jobs.run(request, options, async (context) => {
      const { justification } = options;
      if (justification !== undefined) context.say('INFO', 'justification', `Justification: ${justification}`);
      const connection = await this.#parts.connect(credential, group.vault, context);
      return connection.ok ? work(context, connection.value) : connection;
    });
  }
}

function notDesignated(): Result<never> {
  return fail(
    'not-designated',
    'This workstation is not the designated device: it may not push, rotate or delete on the cloud.',
    {
      advice:
        'Change it under Administration > Configuration > HSM Protected Key Options, or: config set designated-device on. Only one workstation may be it.',
    },
  );
}
