import { systemClock } from '../clock/clock.js';
import { DEFAULT_SCRYPT, overwrite } from '../crypto/index.js';
import type { NewLogEvent } from '../../shared/domain/log-event.js';
import { fail, ok, type Result } from '../../shared/result.js';
import {
  checkRevision,
  recoverIdentities,
  rememberRevision,
  writeIdentityFile,
  type IdentityFile,
  type RecoveryRequest,
} from '../identity-management/index.js';
import { SystemLog } from '../logging-and-reporting/index.js';
import { lockDataFolder, storeExists, StoreWriteError, type Store } from '../store/index.js';
import { openStoreOf, type WorkstationOptions } from './options.js';
import { readIdentities } from './unlocking.js';

/**
 * The lost-administrator day: recovery shares open the store once, new Administrators are made, the lost ones disabled, the
 * shares revoked; all of it is logged. The workstation stays sealed: the new Administrators log in afterwards. Codes as
 * recoverIdentities, openWorkstation, and of the disk.
 */
export async function recoverWorkstation(
  folder: string,
  request: RecoveryRequest,
  options: WorkstationOptions = {},
): Promise<Result<{ readonly administrators: readonly string[]; readonly threshold: number }>> {
  const lock = lockDataFolder(folder);
  if (!lock.ok) return lock;
  try {
    const present = readIdentities(folder);
    if (!present.ok) return present;
    if (!storeExists(folder, options.files))
      return fail('store-missing', `snapshot.kfs is missing in the data folder ${folder}. Nothing was changed.`);
    const clock = options.clock ?? systemClock;
    const scrypt = options.scrypt ?? DEFAULT_SCRYPT;
    const prepared = await recoverIdentities(present.value, request, { createdAt: clock.now(), scrypt });
    if (!prepared.ok) return prepared;
    const { file, masterKey, sentence } = prepared.value;
    const opened = await openStoreOf(folder, masterKey, options);
    overwrite(masterKey);
    if (!opened.ok) return opened;
    const { store } = opened.value;
    try {
      const newest = checkRevision(store, present.value);
      if (!newest.ok) return newest;
      const log = new SystemLog(store, clock);
      return record(folder, { store, log, file, before: present.value, request, sentence });
    } finally {
      store.close();
    }
  } finally {
    lock.value.release();
  }
}

function record(
  folder: string,
  parts: {
    readonly store: Store;
    readonly log: SystemLog;
    readonly file: IdentityFile;
    readonly before: IdentityFile;
    readonly request: RecoveryRequest;
    readonly sentence: string;
  },
): Result<{ readonly administrators: readonly string[]; readonly threshold: number }> {
  const { store, log, file, before, request, sentence } = parts;
  const administrators = request.administrators.map(({ name }) => name.trim());
  const event = (id: 'recovery-using' | 'recovery-used', message: string): NewLogEvent => ({
    service: 'Identity',
    level: 'WARN',
    event: id,
    actor: administrators[0] ?? '',
    object: before.recovery?.setId ?? before.workstationId,
    reason: request.justification,
    message,
  });
  try {
    log.write(event('recovery-using', 'Recovery shares opened the workstation.'));
    const written = writeIdentityFile(folder, file);
    if (!written.ok) return written;
    store.commit((tx) => {
      rememberRevision(tx, file);
      log.append(tx, [{ ...event('recovery-used', sentence), outcome: 'success' }]);
    });
    return ok({ administrators, threshold: file.threshold });
  } catch (error) {
    if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
    throw error;
  }
}
