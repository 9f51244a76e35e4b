import type { Reply } from '../../shared/contract/index.js';
import { describeFailure } from '../../shared/describe-failure.js';
import { LIMITS } from '../../shared/azure/limits.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { ok, type Result } from '../../shared/result.js';
import type { KeyVersion } from '../azure/types.js';
import { fingerprints } from '../crypto/index.js';
import { CallLog } from '../logging-and-reporting/index.js';
import { keysOfGroup } from '../store/tables/keys.js';
import { lookAtVault, type VaultFacts } from './look-at-vault.js';
import type { KeyManagementParts } from './parts.js';

export type DeletionView = Reply<'keyManagement', 'previewDeletion'>;

const DAY_MS = 86_400_000;

/** What Delete on Cloud Service would do, found out by looking at the vault. */
export class DeletionPreview {
  readonly #parts: KeyManagementParts;

  constructor(parts: KeyManagementParts) {
    this.#parts = parts;
  }

  /** Says what deleting without purging does in this vault. Codes are those of the connection. */
  async preview(group: KeyGroup, signal?: AbortSignal): Promise<Result<DeletionView>> {
    const { store, clock, log } = this.#parts;
    const actor = this.#parts.actor.name;
    const credential = this.#parts.credentialById(group.credentialId);
    if (!credential.ok) return credential;
    const object = `${group.vault}/${group.name}`;
    const calls = new CallLog(clock, { actor, object });
    const connection = await this.#parts.connect(credential.value, group.vault, calls);
    if (!connection.ok) return connection;
    const facts = await lookAtVault(connection.value, group.name, () => false, signal);
    const message = facts.ok
      ? `Looked at what Delete on Cloud Service would do with ${group.name}.`
      : `Could not look at what Delete on Cloud Service would do with ${group.name}: ${describeFailure(facts.failure)}`;
    const level = facts.ok ? 'INFO' : 'ERROR';
    log.write(...calls.events, {
      service: 'Azure Service',
      level,
      event: 'deletion-previewed',
      actor,
      object,
      message,
    });
    if (!facts.ok) return facts;
    const known = new Set(keysOfGroup(store, group.id).flatMap((key) => key.versions.map(({ version }) => version)));
    return ok(describe(group, facts.value, known, clock.now()));
  }
}

function describe(group: KeyGroup, facts: VaultFacts, known: ReadonlySet<string>, now: number): DeletionView {
  const { versions, current } = facts;
  const prints = current && fingerprints(current.spki);
  const base = {
    vault: group.vault,
    keyName: group.name,
    versions: versions.length,
    foreignVersions: versions.filter(({ version }) => !known.has(version)).length,
    ...(prints?.ok ? { activeFingerprint: prints.value.spkiSha256 } : {}),
  };
  if (versions.length === 0) return { ...base, outcome: 'absent', sentence: absent(group, facts) };
  const what = `${group.name} with ${versions.length === 1 ? 'its one version' : `its ${versions.length} versions`}`;
  // The word alone, without Recoverable beside it: the vault has no soft delete.
  if (current?.recoveryLevel === 'Purgeable') {
    const sentence = `The vault ${group.vault} has no soft delete: ${what} is gone at once and for good.`;
    return { ...base, outcome: 'purged', sentence };
  }
  return { ...base, outcome: 'soft-deleted', sentence: softDeleted(what, group.vault, current, now) };
}

function absent(group: KeyGroup, { deleted }: VaultFacts): string {
  if (!deleted) return `The vault ${group.vault} holds no key ${group.name}; there is nothing to delete.`;
  const date = deleted.scheduledPurgeOn === undefined ? '' : ` on ${day(deleted.scheduledPurgeOn)}`;
  const purge = deleted.purgeable
    ? `Azure purges it${date}; with purge, it is gone at once and for good.`
    : `Purge protection is on: Azure purges it${date}, and nobody can earlier.`;
  return `The key ${group.name} is soft-deleted in the vault ${group.vault} already. ${purge}`;
}

function softDeleted(what: string, vault: string, current: KeyVersion | undefined, now: number): string {
  const days = current?.recoverableDays;
  const { least, most } = LIMITS.softDeleteRetentionDays;
  const howLong =
    days === undefined
      ? `for the retention period of the vault (${least} to ${most} days; the vault does not say)`
      : `for ${days} days, until about ${day(now + days * DAY_MS)}`;
  const level = current?.recoveryLevel ?? '';
  const purge =
    level === ''
      ? 'Whether it can be purged earlier, the vault does not say.'
      : level.includes('Purgeable')
        ? 'With purge, it is gone at once and for good.'
        : 'Purge protection is on: nobody can purge it earlier.';
  return `Soft-deletes ${what} in the vault ${vault}: it can be recovered there ${howLong}, and the name stays blocked as long. ${purge}`;
}

function day(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
