import type { Credential } from '../../shared/domain/credential.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { ROTATION_SCHEDULE, type Job, type JobType } from '../../shared/domain/job.js';
import { keyState, type Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { fail, ok, type Failure, type Result } from '../../shared/result.js';
import type { VaultConnection } from '../azure/types.js';
import type { JobContext, JobOptions } from '../logging-and-reporting/index.js';
import { putJobKey } from '../store/tables/jobs.js';
import { markGroupDeletedOnCloud } from '../store/tables/keys.js';
import { StoreWriteError, type Transaction } from '../store/types.js';
import { disableOlderVersions } from './disable-older.js';
import type { Keys } from './keys.js';
import { lookForDeleted } from './look-for-deleted.js';
import { oldVersions } from './old-versions.js';
import { enableVersion, purgeDeleted, recordMissing, recoverDeleted } from './mend.js';
import type { KeyManagementParts } from './parts.js';
import { isHere, keyElsewhere, rotatesHere } from './keys-elsewhere.js';
import { pushKeys } from './push-keys.js';
import { pushWrapped, type WrappedKey } from './push-wrapped.js';
import type { Recovery } from './recovery.js';
import { recordRotation } from './rotated.js';

type JustifiedOptions = JobOptions & { readonly justification?: string };

/**
 * `followOther`: goes on although another workstation pushed last. `again`: keys that the books say are in the vault, and
 * that the vault does not hold any more.
 */
export type PushOptions = JobOptions & { readonly followOther?: boolean; readonly again?: boolean };

/** `dueAt` (UTC milliseconds): the schedule asks for it, not a person. */
export type RotateOptions = PushOptions & { readonly dueAt?: number };

/** A rotation that begins so much after it was due is said to be late. */
const LATE_MS = 15 * 60_000;

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
    return this.#alone(group, options, (credential) => this.#synchronize(group, references, credential, options));
  }

  /** Force Rotation: a new key named after the group, pushed now; last rotated is set only when it arrived. */
  rotate(group: KeyGroup, options: RotateOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, (credential) => this.#rotate(group, credential, options));
  }

  /**
   * Deletes the group's key with all its versions in the vault; the keys here stay. Purged where the vault allows it.
   * The justification stands in the job's messages and in the log.
   */
  deleteOnCloud(group: KeyGroup, purge: boolean, options: JustifiedOptions = {}): Promise<Result<Job>> {
    return this.#alone(group, options, (credential) =>
      this.#run(group, 'delete-on-cloud', 1, credential, options, (context, connection) =>
        this.#delete(context, connection, group, purge),
      ),
    );
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
        recoverDeleted(context, connection, group),
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
    const chosen = this.#choose(group, references, again);
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
      const key = await this.#rotationKey(context, group);
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

  async #delete(
    context: JobContext,
    connection: VaultConnection,
    group: KeyGroup,
    purge: boolean,
  ): Promise<Result<string>> {
    const warm = await context.step('pre-flight', {}, () => connection.warmUp(context.signal));
    if (!warm.ok) return warm;
    if (context.signal.aborted) return fail('cancelled', 'Cancelled. Nothing was deleted.');
    context.say('INFO', 'deleting', `Deleting HSM protected key ${group.name} on the cloud service...`);
    const removed = await context.step(
      'delete',
      { record: (tx) => markGroupDeletedOnCloud(tx, group.id) },
      // Not cancelled once it is sent: whether it was done would be unknown for nothing.
      () => connection.removeKey(group.name, { purge }),
    );
    if (!removed.ok) return this.#afterFailedDelete(context, connection, group, removed.failure);
    context.update({ done: 1 });
    const { outcome, scheduledPurgeOn, purgeable } = removed.value;
    switch (outcome) {
      case 'absent':
        context.say('WARN', 'was-absent', `The vault ${group.vault} had no key ${group.name}.`);
        return ok(`The vault ${group.vault} holds no key ${group.name}; nothing had to be deleted.`);
      case 'purged':
        return ok(`Successfully deleted and purged HSM protected key ${group.name} on the cloud service.`);
      case 'deleted': {
        const date = scheduledPurgeOn === undefined ? '' : new Date(scheduledPurgeOn).toISOString().slice(0, 10);
        const why =
          purge && !purgeable
            ? ` Purge protection is on in the vault ${group.vault}: Azure purges it by itself${date ? ` on ${date}` : ''}.`
            : '';
        return ok(
          `Successfully deleted HSM protected key ${group.name} on the cloud service; it can be recovered there${date ? ` until ${date}` : ''}, and its name stays blocked.${why}`,
        );
      }
    }
  }

  /** What went through before the failure is found out by looking; where that fails too, at the next job or start. */
  async #afterFailedDelete(
    context: JobContext,
    connection: VaultConnection,
    group: KeyGroup,
    failure: Failure,
  ): Promise<Result<never>> {
    context.update({ reconciled: false });
    const found = await context.step('reconcile', {}, () => lookForDeleted(context, connection, group));
    if (!found.ok) return { ok: false, failure };
    context.update({ reconciled: true });
    return { ok: false, failure: { ...failure, message: `${failure.message} Looked at the vault: ${found.value}` } };
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

  #choose(
    group: KeyGroup,
    references: readonly string[],
    again: boolean,
  ): Result<{ readonly keys: readonly Key[]; readonly already: readonly Key[] }> {
    if (references.length === 0) {
      const keys = this.#keys.list(group).filter((key) => keyState(key) === 'never-pushed' && isHere(key));
      return keys.length > 0
        ? ok({ keys, already: [] })
        : nothing(group, `Every key of ${group.name} was pushed already.`);
    }
    const chosen = new Map<string, Key>();
    for (const reference of references) {
      const key = this.#keys.find(group, reference);
      if (!key.ok) return key;
      chosen.set(key.value.id, key.value);
    }
    const isLive = (key: Key): boolean => !again && key.versions.some((version) => version.state === 'live');
    const all = [...chosen.values()];
    const elsewhere = all.find((key) => !isHere(key));
    if (elsewhere) return keyElsewhere(elsewhere);
    const keys = all.filter((key) => !isLive(key));
    return keys.length > 0
      ? ok({ keys, already: all.filter(isLive) })
      : nothing(group, `${all.map((key) => key.name).join(', ')}: in the vault already.`);
  }

  /** The key of this rotation: a new one, or the one that an earlier rotation made and could not push. */
  async #rotationKey(context: JobContext, group: KeyGroup): Promise<Result<Pick<Key, 'id' | 'name'>>> {
    const left = this.#keys.list(group).find((key) => key.origin === 'rotation' && keyState(key) === 'never-pushed');
    if (left) {
      context.say(
        'INFO',
        'key-taken-up',
        `Taking up the key ${left.name}, which an earlier rotation made and did not push.`,
      );
      context.commit((tx) => putJobKey(tx, context.id, left.id, 'waiting'));
      return ok(left);
    }
    const made = await this.#keys.oneByOne(group, () =>
      context.step(
        'generate',
        {
          record: (tx, fresh) => {
            this.#keys.record(tx, group, fresh);
            putJobKey(tx, context.id, fresh.key.id, 'waiting');
          },
        },
        async () => ok(await this.#keys.make(group, this.#keys.nextName(group), 'rotation')),
      ),
    );
    return made.ok ? ok(made.value.key) : made;
  }
}

function sayLate(context: JobContext, group: KeyGroup, dueAt: number, now: number): void {
  const late = now - dueAt;
  if (late < LATE_MS) return;
  const due = new Date(dueAt).toISOString().slice(0, 16).replace('T', ' ');
  context.say(
    'WARN',
    'rotation-late',
    `The rotation of ${group.name} was due on ${due} UTC and begins ${inWords(late)} late: the workstation was off, sealed, or could not rotate before.`,
  );
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / (24 * 60))} days`;
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

function nothing(group: KeyGroup, message: string): Result<never> {
  return fail('nothing-to-push', message, {
    advice: `Create a key first (key create ${group.name}), or rotate the group (rotate ${group.name}).`,
  });
}
