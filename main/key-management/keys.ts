import { randomUUID } from 'node:crypto';
import { asId, type KeyId } from '../../shared/domain/ids.js';
import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { localName } from '../../shared/domain/credential.js';
import { firstIssue } from '../../shared/first-issue.js';
import { fail, ok, type Failure, type Result } from '../../shared/result.js';
import { fingerprints } from '../crypto/index.js';
import { groupById } from '../store/tables/groups.js';
import { unfinishedJobs } from '../store/tables/jobs.js';
import { deleteKey, insertKey, keyNamesOfGroup, keysOfGroup } from '../store/tables/keys.js';
import type { Transaction } from '../store/types.js';
import { Gathered } from './gathered.js';
import { confirmName } from './groups.js';
import { OneByOne } from './one-by-one.js';
import type { KeyManagementParts } from './parts.js';

/** A key that was made but is not recorded yet. */
export interface FreshKey {
  readonly key: Omit<Key, 'versions'>;
  readonly spki: Uint8Array;
  readonly material: Uint8Array;
}

/** A fresh key, and the name that was asked for it. */
interface ReadyKey {
  readonly name: string | undefined;
  readonly made: FreshKey;
}

export interface CreateManyOptions {
  readonly stop?: AbortSignal;
  readonly onMade?: (key: Key) => void;
}

/** Keys under way at once: enough that node's threads find the next one while the last ones are recorded, all in one commit. */
const MAKERS = 64;

/** The keys of the groups. */
export class Keys {
  readonly #parts: KeyManagementParts;
  readonly #making = new OneByOne();
  readonly #keeping = new Map<string, Gathered<ReadyKey, Result<Key>>>();

  constructor(parts: KeyManagementParts) {
    this.#parts = parts;
  }

  list(group: KeyGroup): Key[] {
    return keysOfGroup(this.#parts.store, group.id);
  }

  /** By name, without regard to case, or by the beginning of its id or SPKI fingerprint. Codes `key-not-found`, `key-ambiguous`. */
  find(group: KeyGroup, reference: string): Result<Key> {
    const keys = this.list(group);
    const wanted = reference.toLowerCase();
    const named = keys.find((key) => key.name.toLowerCase() === wanted);
    if (named) return ok(named);
    const found =
      wanted.length < 4 ? [] : keys.filter((key) => key.id.startsWith(wanted) || key.spkiSha256.startsWith(wanted));
    const [key, other] = found;
    if (!key)
      return fail('key-not-found', `The Key Group ${group.name} has no key ${reference}.`, {
        advice: `See them all: key list ${group.name}.`,
      });
    return other
      ? fail('key-ambiguous', `More than one key of ${group.name} begins with ${reference}.`, {
          advice: 'Give more of it.',
        })
      : ok(key);
  }

  /**
   * Create > Random: makes a key in the group; nothing leaves the workstation.
   * Codes `bad-input`, `name-taken`, `group-not-found`.
   */
  async create(group: KeyGroup, name?: string): Promise<Result<Key>> {
    if (name !== undefined) {
      const free = freeName(this.#namesIn(group), group, name);
      if (!free.ok) return free;
    }
    // Making takes its time and needs no name yet: so several are made at once, on all cores.
    const made = await this.make(group, name ?? '', 'random');
    return this.#keep(group, { name, made });
  }

  /**
   * Makes `count` keys on all cores; `onMade` hears of each that is recorded. Once `stop` is aborted no more are begun.
   * Answers those that are recorded, in the order of their names; codes of `create`, then without those that were made.
   */
  async createMany(group: KeyGroup, count: number, options: CreateManyOptions = {}): Promise<Result<readonly Key[]>> {
    const keys: Key[] = [];
    let failed: Failure | undefined;
    let left = count;
    const maker = async (): Promise<void> => {
      while (left > 0 && !failed && options.stop?.aborted !== true) {
        left -= 1;
        const made = await this.create(group);
        if (!made.ok) {
          failed ??= made.failure;
          return;
        }
        keys.push(made.value);
        options.onMade?.(made.value);
      }
    };
    await Promise.all(Array.from({ length: Math.min(count, MAKERS) }, maker));
    return failed ? { ok: false, failure: failed } : ok(keys.sort(byName));
  }

  /** Records the key with those of its group that are ready now, in one commit. */
  async #keep(group: KeyGroup, key: ReadyKey): Promise<Result<Key>> {
    const gathered =
      this.#keeping.get(group.id) ??
      new Gathered((ready: readonly ReadyKey[]) =>
        this.oneByOne(group, () => Promise.resolve(this.#keepAll(group, ready))),
      );
    this.#keeping.set(group.id, gathered);
    try {
      return await gathered.add(key);
    } finally {
      if (gathered.idle) this.#keeping.delete(group.id);
    }
  }

  #keepAll(group: KeyGroup, ready: readonly ReadyKey[]): Result<Key>[] {
    const { store } = this.#parts;
    if (!groupById(store, group.id))
      return ready.map(() =>
        fail('group-not-found', `The Key Group ${group.name} was removed meanwhile; the key was not kept.`),
      );
    const taken = this.#namesIn(group);
    const named = ready.map(({ name, made }): Result<FreshKey> => {
      const free = freeName(taken, group, name);
      if (!free.ok) return free;
      taken.add(free.value.toLowerCase());
      return ok({ ...made, key: { ...made.key, name: free.value } });
    });
    store.commit((tx) => {
      for (const fresh of named) if (fresh.ok) this.record(tx, group, fresh.value);
    });
    return named.map((fresh) => (fresh.ok ? ok({ ...fresh.value.key, versions: [] }) : fresh));
  }

  /** Within a group one at a time, from choosing a key's name to recording it. */
  oneByOne<T>(group: KeyGroup, work: () => Promise<T>): Promise<T> {
    return this.#making.run(group.id, work);
  }

  /** Makes a key without recording it. */
  async make(group: KeyGroup, name: string, origin: Key['origin']): Promise<FreshKey> {
    const { keySource, clock } = this.#parts;
    const id: KeyId = asId.key(randomUUID());
    const made = await keySource.make(id, group.keyType);
    const prints = fingerprints(made.spki);
    if (!prints.ok) throw new Error(prints.failure.message);
    const key = {
      id,
      groupId: group.id,
      name,
      keyType: group.keyType,
      source: keySource.kind,
      origin,
      ...prints.value,
      createdAt: clock.now(),
    };
    return { key, ...made };
  }

  /** Records a key that `make` made. */
  record(tx: Transaction, group: KeyGroup, fresh: FreshKey): void {
    insertKey(tx, fresh.key, fresh.spki, fresh.material);
    const { name, keyType, spkiSha256 } = fresh.key;
    this.#log(
      tx,
      'key-created',
      group,
      name,
      `Key ${name} (${keyType}) created in the Key Group ${group.name}; SPKI SHA-256 ${spkiSha256}.`,
    );
  }

  /** `GROUP-002`: rotated keys are named after their group, in sequence. */
  nextName(group: KeyGroup): string {
    return nextOf(this.#namesIn(group), group);
  }

  /** Removes a key from this workstation only. Codes `confirm-name`, `key-not-found`, `job-unfinished`. */
  remove(group: KeyGroup, reference: string, confirm: string | undefined): Result<Key> {
    const found = this.find(group, reference);
    if (!found.ok) return found;
    const key = found.value;
    if (confirm !== key.name) return confirmName(`the key ${key.name} of the Key Group ${group.name}`, key.name);
    const { store } = this.#parts;
    if (unfinishedJobs(store).some((job) => job.groupId === group.id)) {
      return fail('job-unfinished', `A job of ${group.name} is not reconciled with the vault yet.`, {
        advice: 'Start Keyferry while the vault can be reached: it looks what became of it. Then remove the key.',
      });
    }
    const live = key.versions.filter((version) => version.state === 'live').length;
    store.commit((tx) => {
      deleteKey(tx, key.id);
      const left = live > 0 ? ' Its version stays in the vault; without the key here it cannot be pushed again.' : '';
      this.#log(
        tx,
        'key-removed',
        group,
        key.name,
        `Key ${key.name} removed from this workstation.${left}`,
        live > 0 ? 'WARN' : 'INFO',
      );
    });
    return ok(key);
  }

  #namesIn(group: KeyGroup): Set<string> {
    return new Set(keyNamesOfGroup(this.#parts.store, group.id).map((name) => name.toLowerCase()));
  }

  #log(
    tx: Transaction,
    event: string,
    group: KeyGroup,
    name: string,
    message: string,
    level: 'INFO' | 'WARN' = 'INFO',
  ): void {
    const object = `${group.vault}/${group.name}/${name}`;
    this.#parts.log.append(tx, [
      { service: 'Key Management', level, event, actor: this.#parts.actor.name, object, message },
    ]);
  }
}

/** The wanted name, or the next of the group. `taken`: the names of its keys, in lower case. */
function freeName(taken: ReadonlySet<string>, group: KeyGroup, name: string | undefined): Result<string> {
  if (name === undefined) return ok(nextOf(taken, group));
  const parsed = localName.safeParse(name);
  if (!parsed.success) return firstIssue(parsed.error);
  return taken.has(parsed.data.toLowerCase())
    ? fail('name-taken', `The Key Group ${group.name} has a key ${parsed.data} already.`, {
        advice: 'Choose another name, or leave it out.',
      })
    : ok(parsed.data);
}

function nextOf(taken: ReadonlySet<string>, group: KeyGroup): string {
  for (let number = taken.size + 1; ; number += 1) {
    const name = `${group.name}-${String(number).padStart(3, '0')}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}

const byName = (one: Key, other: Key): number => one.name.localeCompare(other.name, 'en', { numeric: true });
