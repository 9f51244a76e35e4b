import type { DriftView } from '../../shared/contract/index.js';
import { describeFailure } from '../../shared/describe-failure.js';
import type { GroupId } from '../../shared/domain/ids.js';
import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import type { NewLogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Failure, type Result } from '../../shared/result.js';
import { CallLog } from '../logging-and-reporting/index.js';
import { driftOfGroup, listDrift, putDrift } from '../store/tables/drift.js';
import { groupById } from '../store/tables/groups.js';
import { unfinishedJobs } from '../store/tables/jobs.js';
import { keysOfGroup, spkiOfKey } from '../store/tables/keys.js';
import { driftFindings, mustRead } from './drift-findings.js';
import { lookAtVault, type VaultFacts } from './look-at-vault.js';
import type { KeyManagementParts } from './parts.js';

/** Cloud > Compare with Vault. It only looks: neither the vault nor the keys here are changed by it. */
export class Drift {
  readonly #parts: KeyManagementParts;

  constructor(parts: KeyManagementParts) {
    this.#parts = parts;
  }

  /** What the last comparison found, with its time; undefined: never compared. */
  of(groupId: GroupId): DriftView | undefined {
    return driftOfGroup(this.#parts.store, groupId);
  }

  /** The last comparisons of all groups. */
  all(): ReadonlyMap<GroupId, DriftView> {
    return listDrift(this.#parts.store);
  }

  /**
   * Compares what the vault holds under the group's name with what the books here say. A comparison that fails keeps the
   * one before. Codes `job-unfinished`, `changed-meanwhile`, `group-not-found`, and those of the connection.
   */
  async compare(group: KeyGroup, signal?: AbortSignal): Promise<Result<DriftView>> {
    const { store, clock } = this.#parts;
    const quiet = this.#checkQuiet(group);
    if (!quiet.ok) return quiet;
    const keys = keysOfGroup(store, group.id);
    const calls = new CallLog(clock, { actor: this.#parts.actor.name, object: `${group.vault}/${group.name}` });
    const facts = await this.#look(group, keys, calls, signal);
    if (!facts.ok) return this.#failed(group, calls, facts.failure);
    const still = this.#checkUnchanged(group, keys);
    if (!still.ok) return this.#failed(group, calls, still.failure);
    const comparedAt = clock.now();
    const spkiOf = (keyId: Key['id']) => spkiOfKey(store, keyId);
    const found = { comparedAt, ...driftFindings({ group, keys, spkiOf, facts: facts.value, now: comparedAt }) };
    store.commit((tx) => {
      putDrift(tx, group.id, found);
      this.#parts.log.append(tx, [...calls.events, ...this.#verdict(group, facts.value, found)]);
    });
    return ok(found);
  }

  async #look(
    group: KeyGroup,
    keys: readonly Key[],
    calls: CallLog,
    signal: AbortSignal | undefined,
  ): Promise<Result<VaultFacts>> {
    const credential = this.#parts.credentialById(group.credentialId);
    if (!credential.ok) return credential;
    const connection = await this.#parts.connect(credential.value, group.vault, calls);
    if (!connection.ok) return connection;
    return lookAtVault(connection.value, group.name, mustRead(keys), signal);
  }

  /** A push under way, or one that nobody knows the end of, would make a version of ours look like somebody else's. */
  #checkQuiet(group: KeyGroup): Result<void> {
    const job = unfinishedJobs(this.#parts.store).find(({ groupId }) => groupId === group.id);
    if (!job) return ok(undefined);
    return job.state === 'running'
      ? fail('job-unfinished', `A job of ${group.name} is running; what the vault holds is changing.`, {
          advice: 'Compare when it has finished.',
        })
      : fail('job-unfinished', `An earlier job of ${group.name} is not reconciled with the vault yet.`, {
          advice: 'Synchronize or rotate the group, or start Keyferry again, while the vault can be reached.',
        });
  }

  #checkUnchanged(group: KeyGroup, before: readonly Key[]): Result<void> {
    const { store } = this.#parts;
    if (!groupById(store, group.id))
      return fail('group-not-found', `The Key Group ${group.name} was removed meanwhile.`);
    const same = JSON.stringify(keysOfGroup(store, group.id)) === JSON.stringify(before);
    if (same && this.#checkQuiet(group).ok) return ok(undefined);
    return fail('changed-meanwhile', `The keys of ${group.name} changed here while the vault was looked at.`, {
      advice: 'Compare once more.',
    });
  }

  #failed(group: KeyGroup, calls: CallLog, failure: Failure): Result<never> {
    const cancelled = failure.code === 'cancelled';
    this.#parts.log.write(
      ...calls.events,
      this.#event(group, {
        level: cancelled ? 'WARN' : 'ERROR',
        event: 'compare-failed',
        message: `${group.name} could not be compared with the vault ${group.vault}: ${describeFailure(failure)}`,
        ...(failure.requestId ? { requestId: failure.requestId } : {}),
      }),
    );
    return { ok: false, failure };
  }

  /** The verdict, and a line for every difference but keys that are simply not pushed yet. */
  #verdict(group: KeyGroup, facts: VaultFacts, found: DriftView): NewLogEvent[] {
    const { findings } = found;
    const counts = new Map<string, number>();
    for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    const what = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
    const message = `Compared ${group.name} with the vault ${group.vault}, which holds ${facts.versions.length} version(s): ${what === '' ? 'in sync' : what}.`;
    // A key that is simply not pushed yet is no difference that anybody needs to look after.
    const level = findings.every(({ kind }) => kind === 'only-local') ? 'INFO' : 'WARN';
    return [
      this.#event(group, { level, event: 'vault-compared', message }),
      ...findings
        .filter(({ kind }) => kind !== 'only-local')
        .map(({ kind, text }) => this.#event(group, { level: 'WARN', event: `drift-${kind}`, message: text })),
    ];
  }

  #event(
    group: KeyGroup,
    event: Pick<NewLogEvent, 'level' | 'event' | 'message' | 'requestId'>,
  ): NewLogEvent & { readonly time: number } {
    const object = `${group.vault}/${group.name}`;
    return { service: 'Azure Service', actor: this.#parts.actor.name, object, time: this.#parts.clock.now(), ...event };
  }
}
