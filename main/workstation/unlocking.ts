import { fail, ok, type Result } from '../../shared/result.js';
import { systemClock } from '../clock/clock.js';
import { overwrite } from '../crypto/index.js';
import {
  readIdentityFile,
  RefusedLogins,
  unlock,
  type IdentityFile,
  type Login,
} from '../identity-management/index.js';
import { openKeytarStore, type SecretStore } from '../keychain/index.js';
import { lockDataFolder, storeExists } from '../store/index.js';
import { HeadWatch, headPlace } from './head-watch.js';
import { switchOffCoreDumps } from './core-dumps.js';
import { keychainParts, openStoreOf, type WorkstationOptions } from './options.js';
import { Workstation } from './unlocked.js';

/** The identities of a data folder. Code `not-initialised`, `identities-damaged`, `identities-unreadable`. */
export function readIdentities(folder: string): Result<IdentityFile> {
  const file = readIdentityFile(folder);
  if (!file.ok) return file;
  return file.value
    ? ok(file.value)
    : fail('not-initialised', `There is no workstation in ${folder} yet.`, {
        advice: 'Make one: keyferry init --admin NAME=PASSPHRASE-FILE --admin NAME=PASSPHRASE-FILE.',
      });
}

/**
 * Unlocks a workstation with so many Administrators as its threshold says and wires all its parts. Codes: `not-initialised`, `store-missing`,
 * `folder-in-use`, those of unlock, of the store, and of a disk on which the unlocking could not be logged.
 */
export async function openWorkstation(
  folder: string,
  logins: readonly Login[],
  options: WorkstationOptions = {},
): Promise<Result<Workstation>> {
  const identities = readIdentities(folder);
  if (!identities.ok) return identities;
  if (!storeExists(folder, options.files)) {
    return fail('store-missing', `The data folder ${folder} has its Admin identities, but snapshot.kfs is missing.`, {
      advice: 'Put the whole data folder back from one backup copy. Nothing was changed.',
    });
  }
  const lock = lockDataFolder(folder);
  if (!lock.ok) return lock;
  const clock = options.clock ?? systemClock;
  switchOffCoreDumps();
  const keychain = keepOpened(options);
  // The keychain takes about as long to be tried out as the passphrases take to be stretched.
  const place = headPlace(keychainParts(keychain));
  const unlocked = await unlock(identities.value, logins, (name) => new RefusedLogins(folder).note(clock.now(), name));
  if (!unlocked.ok) {
    lock.value.release();
    return unlocked;
  }
  const opened = await openStoreOf(folder, unlocked.value.masterKey, options);
  if (!opened.ok) {
    overwrite(unlocked.value.masterKey);
    lock.value.release();
    return opened;
  }
  const { store } = opened.value;
  const { workstationId } = identities.value;
  const watch = await HeadWatch.begin({ place: await place, clock, workstationId, store });
  const workstation = Workstation.open({
    folder,
    options: keychain,
    identities: identities.value,
    unlocked: unlocked.value,
    opened: opened.value,
    lock: lock.value,
    watch,
  });
  if (workstation.ok) await workstation.value.rememberHead();
  return workstation;
}

/** The keychain is tried out once for all who need it; one that could not be used is asked again the next time. */
function keepOpened(options: WorkstationOptions): WorkstationOptions {
  const open = options.openKeytar ?? openKeytarStore;
  let opening: Promise<Result<SecretStore>> | undefined;
  return {
    ...options,
    openKeytar: async () => {
      const mine = (opening ??= open());
      const opened = await mine;
      if (!opened.ok && opening === mine) opening = undefined;
      return opened;
    },
  };
}
