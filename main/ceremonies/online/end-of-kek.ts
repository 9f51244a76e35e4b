import { parseKeyIdentifier } from '../../../shared/azure/names.js';
import type { Credential } from '../../../shared/domain/credential.js';
import { ok, type Result } from '../../../shared/result.js';
import type { VaultConnection } from '../../azure/index.js';
import { CallLog } from '../../logging-and-reporting/index.js';
import type { UploadRecord } from '../../store/tables/ceremony-files.js';
import type { ReadCeremonyPackage } from '../packages/ceremony-package.js';
import type { CeremonyKeks } from './ceremony-keks.js';
import type { OnlineParts } from './parts.js';

interface Package {
  readonly file: ReadCeremonyPackage;
  readonly credential: Credential;
}

/** Does something at the vault of a package; what was called is logged. Codes of the connection, and of `work`. */
export async function atVault<T>(
  { clock, actor, log, connect }: Pick<OnlineParts, 'clock' | 'actor' | 'log' | 'connect'>,
  { file, credential }: Package,
  work: (connection: VaultConnection) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { vault } = file.kek;
  const calls = new CallLog(clock, { actor: actor.name, object: `${vault}/${file.ceremony}` });
  const connection = await connect(credential, vault, calls);
  if (!connection.ok) return connection;
  const done = await work(connection.value);
  log.write(...calls.events);
  return done;
}

/**
 * What becomes of the KEK after its keys arrived: ours is removed; one that another tool made is left, and removed only where
 * that was asked for. Codes of the connection.
 */
export async function endOfKek(
  parts: OnlineParts,
  keks: CeremonyKeks,
  { file, credential }: Package,
  removeKek: boolean,
): Promise<Result<NonNullable<UploadRecord['kekRemoved']>>> {
  const ours = keks.byKid(file.kek.kid);
  if (ours) {
    const removed = await keks.remove(ours.name);
    if (!removed.ok) return removed;
    const { state } = removed.value;
    return ok(state === 'planned' || state === 'created' ? 'left' : state);
  }
  const name = parseKeyIdentifier(file.kek.kid)?.name;
  if (!removeKek || name === undefined) return ok('left');
  const removed = await atVault(parts, { file, credential }, (connection) =>
    connection.removeKey(name, { purge: true }),
  );
  if (!removed.ok) return removed;
  const { outcome } = removed.value;
  parts.log.write({
    ...{ service: 'Azure Service', level: 'INFO', event: 'ceremony-kek-removed', outcome: 'success' },
    ...{ actor: parts.actor.name, object: `${file.kek.vault}/${name}` },
    message: `Removed the KEK ${name}, which another tool had made (${outcome}).`,
  });
  return ok(outcome);
}
