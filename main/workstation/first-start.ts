import { mkdirSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.js';
import { systemClock } from '../clock/clock.js';
import { DEFAULT_SCRYPT, overwrite } from '../crypto/index.js';
import { makeIdentities, readIdentityFile, writeIdentityFile, type Login } from '../identity-management/index.js';
import { SystemLog } from '../logging-and-reporting/index.js';
import { lockDataFolder, storeExists, writeFailure, type FolderLock } from '../store/index.js';
import { openStoreOf, type WorkstationOptions } from './options.js';

/** What the first start made. */
export interface FirstStart {
  readonly workstationId: string;
  readonly administrators: readonly string[];
}

/**
 * The first start: makes the data folder (0700), the Admin identities and an empty store.
 * Codes: `already-initialised`, `folder-in-use`, `store-without-identities`, those of makeIdentities and of the disk.
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
    const made = await makeIdentities(logins, { clock, scrypt: options.scrypt ?? DEFAULT_SCRYPT });
    if (!made.ok) return made;
    const { file, unlocked } = made.value;
    const opened = await openStoreOf(folder, unlocked.masterKey, options);
    overwrite(unlocked.masterKey);
    if (!opened.ok) return opened;
    const { store } = opened.value;
    try {
      const names = file.identities.map((identity) => identity.name);
      new SystemLog(store, clock).write({
        service: 'Identity',
        level: 'INFO',
        event: 'first-start',
        actor: names.join(' + '),
        object: file.workstationId,
        message: `First start: ${names.length} Admin identities made (${names.join(', ')}); unlocking takes ${file.threshold}.`,
      });
      const written = writeIdentityFile(folder, file);
      if (!written.ok) return written;
      return ok({ workstationId: file.workstationId, administrators: names });
    } finally {
      store.close();
    }
  } finally {
    lock.value.release();
  }
}

function lockNewFolder(folder: string): Result<FolderLock> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return { ok: false, failure: writeFailure(error, folder) };
  }
  return lockDataFolder(folder);
}

function checkFresh(folder: string): Result<void> {
  const known = readIdentityFile(folder);
  if (!known.ok) return known;
  if (known.value) {
    return fail(
      'already-initialised',
      `The data folder ${folder} has its Admin identities already (${known.value.identities.map((identity) => identity.name).join(', ')}).`,
      {
        advice: 'Use it as it is, or give another folder with --data-dir. Nothing was changed.',
      },
    );
  }
  if (!storeExists(folder)) return ok(undefined);
  return fail('store-without-identities', `The data folder ${folder} holds a store, but identities.json is missing.`, {
    advice:
      'Put identities.json back from a backup copy. If the very first start was cut short there, remove the folder and start again.',
  });
}
