import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CLOUDS } from '../../shared/azure/clouds.js';
import { KEY_TYPES, type KeyUsage } from '../../shared/azure/key-types.js';
import type { Credential } from '../../shared/domain/credential.js';
import { asId, type CredentialId, type GroupId } from '../../shared/domain/ids.js';
import { keyGroupFields, rotationFields, type KeyGroup } from '../../shared/domain/key-group.js';
import type { RotationTrouble } from '../../shared/domain/rotation-trouble.js';
import { firstIssue } from '../../shared/first-issue.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { deleteDrift } from '../store/tables/drift.js';
import { deleteGroup, groupById, groupsByName, groupsDue, listGroups, putGroup } from '../store/tables/groups.js';
import { unfinishedJobs } from '../store/tables/jobs.js';
import { deleteKey, keysOfGroup } from '../store/tables/keys.js';
import { allTroubles, clearTrouble } from '../store/tables/rotation-trouble.js';
import type { Transaction } from '../store/types.js';
import { dueDates } from './due-dates.js';
import { nextAfter } from './rotated.js';
import { whatChanged } from './group-change.js';
import { replanned, scheduled, type ScheduleFields } from './group-schedule.js';
import { rotatesHere } from './keys-elsewhere.js';
import type { KeyManagementParts } from './parts.js';

export interface NewGroup {
  readonly name: string;
  readonly vault: string;
  readonly credential: string;
  readonly keyType: string;
  readonly usages?: readonly string[];
  readonly rotateEvery?: string;
  readonly rotateAt?: string;
  readonly rotateZone?: string;
  readonly rotateFirst?: string;
  readonly rotationPaused?: boolean;
  readonly disableOlderAfter?: string;
  readonly validFor?: string;
}

/** `off` takes a value away. */
export interface GroupChange {
  readonly credential?: string;
  readonly usages?: readonly string[];
  readonly rotateEvery?: string;
  readonly rotateAt?: string;
  readonly rotateZone?: string;
  readonly rotateFirst?: string;
  readonly rotationPaused?: boolean;
  readonly disableOlderAfter?: string;
  readonly validFor?: string;
}

/** Key Groups (Asymmetric HSM Protected): each is one key name in one vault. */
export class KeyGroups {
  readonly #parts: KeyManagementParts;

  constructor(parts: KeyManagementParts) {
    this.#parts = parts;
  }

  list(): KeyGroup[] {
    return listGroups(this.#parts.store);
  }

  /** Groups whose rotation is due, the longest overdue first. */
  due(): KeyGroup[] {
    return groupsDue(this.#parts.store, this.#parts.clock.now());
  }

  /** What the schedule could not rotate, by group. */
  troubles(): ReadonlyMap<GroupId, RotationTrouble> {
    return allTroubles(this.#parts.store);
  }

  /** The next due dates of a schedule (UTC milliseconds), as they would be in the group of that id. Code `bad-input`. */
  preview(fields: ScheduleFields, count: number, id?: GroupId): Result<number[]> {
    const parsed = z.strictObject(rotationFields).safeParse(fields);
    if (!parsed.success) return firstIssue(parsed.error);
    const now = this.#parts.clock.now();
    const group = id === undefined ? undefined : groupById(this.#parts.store, id);
    const planned = group
      ? replanned(group, scheduled(parsed.data), now)
      : { ...scheduled(parsed.data), createdAt: now };
    const [first] = group ? [replanned(group, scheduled(parsed.data), now).nextRotation] : dueDates(planned, now, 1);
    return ok(first === undefined ? [] : dueDates(planned, first - 1, count));
  }

  /** Code `group-not-found`. */
  byId(id: GroupId): Result<KeyGroup> {
    const group = groupById(this.#parts.store, id);
    return group ? ok(group) : fail('group-not-found', 'This Key Group is not here any more.');
  }

  /** Finds a group by NAME, or by VAULT/NAME where two vaults have one of that name. Codes `group-not-found`, `group-ambiguous`. */
  find(reference: string): Result<KeyGroup> {
    const slash = reference.indexOf('/');
    const [vault, name] = slash < 0 ? [undefined, reference] : [reference.slice(0, slash), reference.slice(slash + 1)];
    const found = groupsByName(this.#parts.store, name).filter(
      (group) => vault === undefined || group.vault.toLowerCase() === vault.toLowerCase(),
    );
    const [group, other] = found;
    if (!group)
      return fail('group-not-found', `There is no Key Group ${reference}.`, { advice: 'See them all: group list.' });
    if (other) {
      return fail(
        'group-ambiguous',
        `There are groups ${name} in the vaults ${found.map((one) => one.vault).join(', ')}.`,
        {
          advice: `Name the vault too: ${group.vault}/${name}.`,
        },
      );
    }
    return ok(group);
  }

  /** Codes `bad-input`, `credential-not-found`, `name-taken`. */
  create(input: NewGroup): Result<KeyGroup> {
    const { credential: credentialName, ...rest } = input;
    const parsed = keyGroupFields.safeParse(rest);
    if (!parsed.success) return firstIssue(parsed.error);
    const credential = this.#parts.credentialByName(credentialName);
    if (!credential.ok) return credential;
    const { store, clock } = this.#parts;
    const fields = parsed.data;
    const taken = groupsByName(store, fields.name).find(
      (group) => group.vault.toLowerCase() === fields.vault.toLowerCase(),
    );
    if (taken) {
      return fail('name-taken', `There is a Key Group ${taken.name} in the vault ${taken.vault} already.`, {
        advice: 'One group is one key name in one vault: choose another name or another vault.',
      });
    }
    const createdAt = clock.now();
    const fresh: KeyGroup = {
      id: asId.group(randomUUID()),
      name: fields.name,
      vault: fields.vault,
      credentialId: credential.value.id,
      keyType: fields.keyType,
      usages: [...new Set(fields.usages ?? KEY_TYPES[fields.keyType].usages)],
      createdAt,
      ...scheduled(fields),
      ...(fields.validFor === undefined ? {} : { validFor: fields.validFor }),
    };
    const group = { ...fresh, ...nextAfter(fresh, createdAt) };
    store.commit((tx) => {
      putGroup(tx, group);
      this.#log(
        tx,
        'group-created',
        group,
        `Key Group ${group.name} created: ${group.keyType} in the vault ${group.vault}.`,
      );
    });
    return ok(group);
  }

  /** Name, vault and type stay: they are what the key in the vault is. Codes as `create`, `other-cloud` and `made-at-ceremonies`. */
  edit(reference: string, change: GroupChange): Result<KeyGroup> {
    const found = this.find(reference);
    if (!found.ok) return found;
    const old = found.value;
    const wanted = {
      name: old.name,
      vault: old.vault,
      keyType: old.keyType,
      usages: change.usages ?? [...old.usages],
      rotateEvery: pick(change.rotateEvery, old.rotateEvery),
      rotateAt: pick(change.rotateAt, old.rotateAt),
      rotateZone: pick(change.rotateZone, old.rotateZone),
      rotateFirst: pick(change.rotateFirst, old.rotateFirst),
      rotationPaused: change.rotationPaused ?? old.rotationPaused,
      disableOlderAfter: pick(change.disableOlderAfter, old.disableOlderAfter),
      validFor: pick(change.validFor, old.validFor),
    };
    const parsed = keyGroupFields.safeParse(
      Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)),
    );
    if (!parsed.success) return firstIssue(parsed.error);
    const credential =
      change.credential === undefined ? ok(undefined) : this.#parts.credentialByName(change.credential);
    if (!credential.ok) return credential;
    const sameCloud = this.#checkCloud(old, credential.value);
    if (!sameCloud.ok) return sameCloud;
    const rotates = parsed.data.rotateEvery === undefined ? ok(undefined) : rotatesHere(this.#parts.store, old);
    if (!rotates.ok) return rotates;
    const usages: readonly KeyUsage[] = [...new Set(parsed.data.usages ?? old.usages)];
    const group: KeyGroup = {
      ...replanned(old, scheduled(parsed.data), this.#parts.clock.now()),
      usages,
      credentialId: credential.value?.id ?? old.credentialId,
      ...(parsed.data.validFor === undefined ? {} : { validFor: parsed.data.validFor }),
    };
    this.#parts.store.commit((tx) => {
      putGroup(tx, group);
      // What was changed may be what was wrong: the schedule tries again at once.
      clearTrouble(tx, group.id);
      this.#log(
        tx,
        'group-edited',
        group,
        `Key Group ${group.name} edited: ${whatChanged((id) => this.#credentialName(id), old, group)}.`,
      );
    });
    return ok(group);
  }

  /**
   * Removes a group and its keys from this workstation; the vault is not touched. `confirm` must be the group's name.
   * Codes `confirm-name`, `job-unfinished`.
   */
  remove(reference: string, confirm: string | undefined): Result<KeyGroup> {
    const found = this.find(reference);
    if (!found.ok) return found;
    const group = found.value;
    if (confirm !== group.name) return confirmName(`the Key Group ${group.name} with all its keys`, group.name);
    const { store } = this.#parts;
    if (unfinishedJobs(store).some((job) => job.groupId === group.id)) {
      return fail('job-unfinished', `A job of ${group.name} is not reconciled with the vault yet.`, {
        advice: 'Start Keyferry while the vault can be reached: it looks what became of it. Then remove the group.',
      });
    }
    const keys = keysOfGroup(store, group.id);
    const live = keys.flatMap((key) => key.versions).filter((version) => version.state === 'live').length;
    store.commit((tx) => {
      for (const key of keys) deleteKey(tx, key.id);
      deleteDrift(tx, group.id);
      deleteGroup(tx, group.id);
      const left = live > 0 ? ` ${live} version(s) stay in the vault ${group.vault}.` : '';
      this.#log(
        tx,
        'group-removed',
        group,
        `Key Group ${group.name} and its ${keys.length} key(s) removed from this workstation.${left}`,
        live > 0 ? 'WARN' : 'INFO',
      );
    });
    return ok(group);
  }

  /** A vault of that name in another cloud is another vault: what the books say of it would be about the wrong one. */
  #checkCloud(group: KeyGroup, wanted: Credential | undefined): Result<void> {
    const present = this.#parts.credentialById(group.credentialId);
    if (!wanted || !present.ok || present.value.cloud === wanted.cloud) return ok(undefined);
    const [here, there] = [CLOUDS[present.value.cloud].title, CLOUDS[wanted.cloud].title];
    const place = here.endsWith('vault') ? `the ${here} ${group.vault}` : `the vault ${group.vault} of ${here}`;
    return fail(
      'other-cloud',
      `The Key Group ${group.name} is in ${place}; the Cloud Credential ${wanted.name} is for ${there}.`,
      { advice: `Give a credential of the same cloud, or create another group with ${wanted.name}.` },
    );
  }

  #credentialName(id: CredentialId): string {
    const found = this.#parts.credentialById(id);
    return found.ok ? found.value.name : 'gone';
  }

  #log(tx: Transaction, event: string, group: KeyGroup, message: string, level: 'INFO' | 'WARN' = 'INFO'): void {
    const object = `${group.vault}/${group.name}`;
    this.#parts.log.append(tx, [
      { service: 'Key Management', level, event, actor: this.#parts.actor.name, object, message },
    ]);
  }
}

/** Refuses a removal that was not confirmed by name. */
export function confirmName(what: string, name: string): Result<never> {
  return fail('confirm-name', `This removes ${what} from this workstation for good. Nothing was removed.`, {
    advice: `Confirm it with the name: --confirm ${name}.`,
  });
}

function pick(changed: string | undefined, old: string | undefined): string | undefined {
  if (changed === undefined) return old;
  return changed === 'off' ? undefined : changed;
}
