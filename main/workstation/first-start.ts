import { ok, type Result } from '../../shared/result.js';
import { systemClock, type Clock } from '../clock/clock.js';
import { DEFAULT_SCRYPT, overwrite, workstationSigner } from '../crypto/index.js';
import { makeIdentities, writeIdentityFile, type IdentityFile, type Login } from '../identity-management/index.js';
import { originOf, SystemLog, type Notary } from '../logging-and-reporting/index.js';
import { removeStore, StoreWriteError, type Store } from '../store/index.js';
import { switchOffCoreDumps } from './core-dumps.js';
import { checkFresh, lockNewFolder } from './fresh-folder.js';
import { openStoreOf, type WorkstationOptions } from './options.js';

/** What the first start made. */
export interface FirstStart {
  readonly workstationId: string;
  readonly administrators: readonly string[];
}

/**
 * The first start: makes the data folder (0700), the Admin identities and an empty store.
 * Codes: `already-initialised`, `not-a-folder`, `folder-in-use`, `store-without-identities`, those of makeIdentities and of the disk.
 */
export async function initWorkstation(
  folder: string,
  logins: readonly Login[],
  options: WorkstationOptions = {},
): Promise<Result<FirstStart>> {
  const lock = lockNewFolder(folder);
  if (!lock.ok) return lock;
  try {
    const free = checkFresh(folder);
    if (!free.ok) return free;
    const clock = options.clock ?? systemClock;
    switchOffCoreDumps();
    const made = await makeIdentities(logins, { clock, scrypt: options.scrypt ?? DEFAULT_SCRYPT });
    if (!made.ok) return made;
    const { file, unlocked } = made.value;
    const opened = await openStoreOf(folder, unlocked.masterKey, options);
    const signer = workstationSigner(unlocked.masterKey);
    overwrite(unlocked.masterKey);
    const notary = { origin: originOf(file.workstationId), signer };
    const begun = opened.ok ? recordFirstStart(folder, file, opened.value.store, { clock, notary }) : opened;
    signer.close();
    // Without identities nobody can ever open what was just made, and it would stand in the way of the next attempt.
    // A store that is damaged was here before.
    if (!begun.ok && begun.failure.code !== 'store-damaged') removeStore(folder);
    return begun;
  } finally {
    lock.value.release();
  }
}

function recordFirstStart(
  folder: string,
  file: IdentityFile,
  store: Store,
  { clock, notary }: { readonly clock: Clock; readonly notary: Notary },
): Result<FirstStart> {
  const names = file.identities.map((identity) => identity.name);
  try {
    new SystemLog(store, clock, { notary }).write({
      service: 'Identity',
      level: 'INFO',
      event: 'first-start',
      actor: names[0] ?? '',
      object: file.workstationId,
      message: `First start: ${names.length} Admin identities made (${names.join(', ')}); unlocking takes ${file.threshold}.`,
    });
    const written = writeIdentityFile(folder, file);
    return written.ok ? ok({ workstationId: file.workstationId, administrators: names }) : written;
  } catch (error) {
    if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
    throw error;
  } finally {
    store.close();
  }
}
