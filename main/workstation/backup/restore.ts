import { mkdirSync, renameSync, rmSync, readdirSync } from 'node:fs';
import { resolve, join } from 'node:path';
import type { BackupFacts, RestoredBackup } from '../../../shared/domain/backup.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { systemClock } from '../../clock/clock.js';
import { overwrite } from '../../crypto/index.js';
import type { Login } from '../../identity-management/index.js';
import { makeStoreOf, StoreWriteError, writeFailure } from '../../store/index.js';
import { switchOffCoreDumps } from '../core-dumps.js';
import { checkFresh, lockNewFolder, RESTORING } from '../fresh-folder.js';
import { headOf, headPlace, readHead, writeHead, type HeadPlace } from '../head-watch.js';
import { keychainParts, openStoreOf, type WorkstationOptions } from '../options.js';
import { backupDamaged, readBackup, type BackupFile } from './backup-file.js';
import { backupKeyOf, openContents, type BackupContents } from './contents.js';
import { identitiesIn, type BackedUpIdentities } from './identities.js';
import { settleIn } from './settle-in.js';

export interface RestoreRequest {
  readonly file: string;
  readonly logins: readonly Login[];
  /** Also when this machine has seen a newer log of that workstation: what was recorded since is lost then. */
  readonly acceptOlder?: boolean;
}

/** What a backup says of itself; nothing is unlocked. Codes of readBackup. */
export function backupFacts(path: string): Result<BackupFacts> {
  const file = resolve(path);
  const read = readBackup(file);
  if (!read.ok) return read;
  const identities = identitiesIn(read.value.header.identities);
  if (!identities.ok) return identities;
  const { header, headerBytes, body, sha256 } = read.value;
  const { program, workstationId, madeAt, madeBy, log } = header;
  const { names, threshold } = identities.value;
  const bytes = 56 + headerBytes.length + body.length;
  const facts = { file, bytes, sha256, program, workstationId, madeAt, madeBy };
  return ok({ ...facts, logSequence: log.sequence, identities: names, threshold });
}

/**
 * Makes a workstation out of a backup, in a folder that has none. It is made aside; identities.json, put in place in one
 * step, is what makes it one. Codes: those of readBackup, of unlock, `already-initialised`, `store-without-identities`,
 * `folder-in-use`, `backup-older`, `store-newer`, and those of the disk.
 */
export async function restoreBackup(
  folder: string,
  request: RestoreRequest,
  options: WorkstationOptions = {},
): Promise<Result<RestoredBackup>> {
  const read = readBackup(resolve(request.file));
  if (!read.ok) return read;
  const identities = identitiesIn(read.value.header.identities);
  if (!identities.ok) return identities;
  if (identities.value.workstationId !== read.value.header.workstationId)
    return backupDamaged('its identities are those of another workstation');
  const lock = lockNewFolder(folder);
  if (!lock.ok) return lock;
  try {
    const free = checkFresh(folder);
    if (!free.ok) return free;
    return await restoreInto(folder, read.value, identities.value, request, options);
  } catch (error) {
    if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
    if (error instanceof Error && 'code' in error) return { ok: false, failure: writeFailure(error, folder) };
    throw error;
  } finally {
    clearAside(folder);
    lock.value.release();
  }
}

async function restoreInto(
  folder: string,
  backup: BackupFile,
  identities: BackedUpIdentities,
  request: RestoreRequest,
  options: WorkstationOptions,
): Promise<Result<RestoredBackup>> {
  switchOffCoreDumps();
  const unlocked = await identities.open(request.logins);
  if (!unlocked.ok) return unlocked;
  const { masterKey, actor } = unlocked.value;
  const key = backupKeyOf(masterKey);
  try {
    const contents = openContents(key, backup.body, backup.headerBytes);
    if (!contents.ok) return contents;
    const place = await headPlace(keychainParts(options));
    const older = await checkNotOlder(place, backup, request.acceptOlder ?? false);
    if (!older.ok) {
      overwrite(contents.value.image);
      return older;
    }
    const made = await makeAside(folder, backup, contents.value, { masterKey, actor, options, note: older.value });
    if (!made.ok) return made;
    const { restored, head } = made.value;
    const put = putInPlace(folder, identities);
    if (!put.ok) return put;
    if ('store' in place) {
      const at = (options.clock ?? systemClock).now();
      await writeHead(place.store, identities.workstationId, { ...head, at });
    }
    return ok(restored);
  } finally {
    overwrite(key, masterKey);
  }
}

/** ok: the sentence for the log about what is lost, if anything. Code `backup-older`. */
async function checkNotOlder(
  place: HeadPlace,
  { header }: BackupFile,
  acceptOlder: boolean,
): Promise<Result<string | undefined>> {
  if (!('store' in place)) return ok(undefined);
  const known = await readHead(place.store, header.workstationId);
  if (!known.ok || !known.value || known.value.sequence <= header.log.sequence) return ok(undefined);
  const seen = `this machine saw event ${known.value.sequence} of its log on ${new Date(known.value.at).toISOString()}, and the backup ends with event ${header.log.sequence}`;
  if (acceptOlder) return ok(`It is older than what was here: ${seen}. What was recorded in between is lost.`);
  return fail('backup-older', `This backup is older than the workstation it was made of: ${seen}.`, {
    advice: 'Take a newer backup. If there is none, accept what is lost: keyferry backup restore FILE --accept-older.',
  });
}

interface Aside {
  readonly masterKey: Uint8Array;
  readonly actor: string;
  readonly options: WorkstationOptions;
  readonly note: string | undefined;
}

async function makeAside(folder: string, backup: BackupFile, contents: BackupContents, aside: Aside) {
  const { masterKey, actor, options, note } = aside;
  const place = join(folder, RESTORING);
  mkdirSync(place, { mode: 0o700 });
  const { image, secrets } = contents;
  makeStoreOf({ folder: place, masterKey, image, sequence: backup.header.frames, ...files(options) });
  overwrite(image);
  const opened = await openStoreOf(place, masterKey, options);
  if (!opened.ok) return opened;
  const { store } = opened.value;
  try {
    const request = { backup, secrets, store, masterKey, actor, options, note };
    const restored = await settleIn(request);
    return restored.ok ? ok({ restored: restored.value, head: headOf(store) }) : restored;
  } finally {
    store.close();
  }
}

function files({ files: given }: WorkstationOptions) {
  return given ? { files: given } : {};
}

/** The store first, which without identities is nothing; then the identities, which make it a workstation. */
function putInPlace(folder: string, identities: BackedUpIdentities): Result<void> {
  const aside = join(folder, RESTORING);
  for (const name of readdirSync(aside)) renameSync(join(aside, name), join(folder, name));
  return identities.putInto(folder);
}

function clearAside(folder: string): void {
  try {
    rmSync(join(folder, RESTORING), { recursive: true, force: true });
  } catch {
    // What cannot be removed now is removed by the next attempt.
  }
}
