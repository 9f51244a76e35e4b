import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.js';
import { readIdentityFile } from '../identity-management/index.js';
import { lockDataFolder, removeStore, storeExists, writeFailure, type FolderLock } from '../store/index.js';

/** Inside the data folder, while a backup is being restored; without identities beside it, it was cut short. */
export const RESTORING = '.restoring';

/** Makes the data folder (0700) where it is not there yet, and takes it. Codes `not-a-folder`, `folder-in-use`, those of the disk. */
export function lockNewFolder(folder: string): Result<FolderLock> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (readdirSync(folder).length === 0) chmodSync(folder, 0o700);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      return fail('not-a-folder', `${folder} is not a folder: a file stands in its place, or above it.`, {
        advice: 'Give another folder with --data-dir.',
      });
    }
    return { ok: false, failure: writeFailure(error, folder) };
  }
  return lockDataFolder(folder);
}

/** Nothing is in the way of a new workstation. Codes `already-initialised`, `store-without-identities`. */
export function checkFresh(folder: string): Result<void> {
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
  const aside = join(folder, RESTORING);
  if (existsSync(aside)) {
    // Restoring was cut short before there was a workstation: the backup still holds all of it.
    removeStore(folder);
    rmSync(aside, { recursive: true, force: true });
  }
  if (!storeExists(folder)) return ok(undefined);
  return fail('store-without-identities', `The data folder ${folder} holds a store, but identities.json is missing.`, {
    advice:
      'Put identities.json back from a backup copy. If the very first start was cut short there, remove the folder and start again.',
  });
}
