import { randomBytes } from 'node:crypto';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import { ok, type Result } from '../../shared/result.js';
import { describeFailure } from '../../shared/describe-failure.js';
import type { Kek, VaultConnection } from '../azure/types.js';
import type { JobContext } from '../logging-and-reporting/index.js';
import { putKek, type KekRecord } from '../store/tables/keks.js';
import { StoreWriteError } from '../store/types.js';
import type { KeyManagementParts } from './parts.js';

const HOUR_MS = 3_600_000;
/** What a key may take under the service's pace, with room for pauses it asks for. */
const PER_KEY_MS = 5000;

/**
 * Makes the KEK of a job: a name that was never used (a purge-protected vault keeps names for weeks), a short life,
 * tags that say whose it is. It is in our books before the vault is asked.
 */
export async function makeKek(
  context: JobContext,
  parts: KeyManagementParts,
  connection: VaultConnection,
  group: KeyGroup,
  keyCount: number,
): Promise<Result<Kek>> {
  const now = parts.clock.now();
  const record: KekRecord = {
    name: `keyferry-kek-${randomBytes(8).toString('hex')}`,
    jobId: context.id,
    credentialId: group.credentialId,
    vault: group.vault,
    createdAt: now,
    state: 'planned',
  };
  const request = {
    name: record.name,
    bits: parts.settings.kekBits,
    expiresOn: now + HOUR_MS + keyCount * PER_KEY_MS,
    tags: { 'made-by': 'keyferry', purpose: 'kek', job: context.id },
  };
  return context.step<Kek>(
    'kek',
    {
      before: (tx) => putKek(tx, record),
      record: (tx, kek) => putKek(tx, { ...record, kid: kek.kid, state: 'created' }),
    },
    async () => {
      const made = await connection.createKek(request, context.signal);
      if (made.ok) context.say('INFO', 'kek-created', `Created the KEK ${made.value.name} (RSA-HSM ${request.bits}).`);
      return made;
    },
  );
}

/**
 * Deletes a KEK and purges it where the vault allows it. Never cancelled, and a failure is no failure of the job: the
 * KEK stays in our books and is removed later. When our own disk refuses, the KEK is removed all the same.
 */
export async function removeKek(context: JobContext, connection: VaultConnection, record: KekRecord): Promise<boolean> {
  try {
    const removed = await context.step<KekRecord['state']>(
      'clean-up',
      { record: (tx, state) => putKek(tx, { ...record, state }) },
      () => removeAndSay(context, connection, record.name),
    );
    return removed.ok;
  } catch (error) {
    if (!(error instanceof StoreWriteError)) throw error;
    context.closeSteps('Could not be recorded.');
    await connection.removeKey(record.name, { purge: true });
    return false;
  }
}

async function removeAndSay(
  context: JobContext,
  connection: VaultConnection,
  name: string,
): Promise<Result<KekRecord['state']>> {
  const result = await connection.removeKey(name, { purge: true });
  if (!result.ok) {
    const why = describeFailure(result.failure);
    context.say('WARN', 'kek-left', `The KEK ${name} could not be removed: ${why} It is removed at the next start.`);
    return result;
  }
  const { outcome, scheduledPurgeOn } = result.value;
  const when =
    scheduledPurgeOn === undefined
      ? ''
      : `; Azure purges it on ${new Date(scheduledPurgeOn).toISOString().slice(0, 10)}`;
  const text = outcome === 'deleted' ? `Deleted the KEK ${name}${when}.` : `Removed the KEK ${name} (${outcome}).`;
  context.say('INFO', 'kek-removed', text);
  return ok(outcome);
}
