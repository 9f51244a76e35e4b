import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../../shared/result.js';
import { parseIdentities, unlock, writeIdentityFile, type Login } from '../../identity-management/index.js';
import { backupDamaged } from './backup-file.js';

/*
 * All that a backup knows of identities: the text of their file travels as it is, and the people in it open it.
 */

export interface BackedUpIdentities {
  readonly workstationId: string;
  readonly names: readonly string[];
  readonly threshold: number;
  /** Codes as `unlock`. The caller overwrites the master key. */
  open(logins: readonly Login[]): Promise<Result<{ readonly masterKey: Uint8Array; readonly actor: string }>>;
  /** Puts the file into a data folder: aside, then in place in one step. Codes of the disk. */
  putInto(folder: string): Result<void>;
}

/** The identities of a data folder, as they stand there now. */
export function identitiesText(folder: string): string {
  return readFileSync(join(folder, 'identities.json'), 'utf8');
}

/** Reads the identities of a backup. Code `backup-damaged`. */
export function identitiesIn(text: string): Result<BackedUpIdentities> {
  const file = parseIdentities(text);
  if (!file) return backupDamaged('the identities in its header are not what this Keyferry writes');
  return ok({
    workstationId: file.workstationId,
    names: file.identities.filter(({ sealedShare }) => sealedShare !== undefined).map((identity) => identity.name),
    threshold: file.threshold,
    open: async (logins) => {
      const unlocked = await unlock(file, logins);
      if (!unlocked.ok) return unlocked;
      const { masterKey, person } = unlocked.value;
      return ok({ masterKey, actor: person.name });
    },
    putInto: (folder) => writeIdentityFile(folder, file),
  });
}
