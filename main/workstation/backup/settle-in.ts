import type { RestoredBackup } from '../../../shared/domain/backup.js';
import { ok, type Result } from '../../../shared/result.js';
import { systemClock } from '../../clock/clock.js';
import { overwrite, subKey } from '../../crypto/index.js';
import { Keychain, sealedSecretStore } from '../../keychain/index.js';
import { SystemLog } from '../../logging-and-reporting/index.js';
import type { Store } from '../../store/index.js';
import { listCredentials, putCredential } from '../../store/tables/credentials.js';
import { sealedSecrets } from '../../store/tables/sealed-secrets.js';
import { writeSetting } from '../../store/tables/settings.js';
import { keychainParts, type WorkstationOptions } from '../options.js';
import type { BackupFile } from './backup-file.js';
import { accountOf } from './backups.js';
import type { BackupContents } from './contents.js';

interface Arrival {
  readonly backup: BackupFile;
  readonly secrets: BackupContents['secrets'];
  readonly store: Store;
  readonly masterKey: Uint8Array;
  readonly actor: string;
  readonly options: WorkstationOptions;
  /** What is lost by restoring, for the log. */
  readonly note: string | undefined;
}

/**
 * A restored store becomes one of this machine: client secrets go to where new ones go here, it is not the designated
 * device, and the log says where it comes from. Codes `keychain-unavailable`; throws StoreWriteError.
 */
export async function settleIn(arrival: Arrival): Promise<Result<RestoredBackup>> {
  const { backup, store, masterKey, options, actor, note } = arrival;
  const { workstationId, madeAt, madeBy, program } = backup.header;
  const secretKey = subKey(masterKey, 'keyferry/client-secrets');
  try {
    const sealed = sealedSecretStore({ key: secretKey, table: sealedSecrets(store) });
    const { store: place } = await new Keychain({ sealed, ...keychainParts(options) }).forNewSecrets();
    for (const { account, secret } of arrival.secrets) {
      const kept = await place.set(account, secret);
      if (!kept.ok) return kept;
    }
    const log = new SystemLog(store, options.clock ?? systemClock);
    const came = new Set(arrival.secrets.map(({ account }) => account));
    const secrets = came.size > 0 ? ` ${came.size} client secret(s) came along; they are in ${place.describe()}.` : '';
    const lost = note === undefined ? '' : ` ${note}`;
    store.commit((tx) => {
      for (const credential of listCredentials(tx)) {
        if (came.has(accountOf(workstationId, credential)))
          putCredential(tx, { ...credential, secretKeptIn: place.kind });
      }
      writeSetting(tx, 'designated-device', 'off');
      log.append(tx, [
        {
          service: 'System',
          level: 'WARN',
          event: 'restored-from-backup',
          actor,
          object: workstationId,
          message: `Restored from the backup that ${madeBy} made on ${new Date(madeAt).toISOString()} (Keyferry ${program}, SHA-256 ${backup.sha256}). This is not the designated device until it is made so.${secrets}${lost}`,
        },
      ]);
    });
    const logSequence = backup.header.log.sequence;
    return ok({ workstationId, madeAt, restoredBy: actor, logSequence, secrets: came.size, secretsKeptIn: place.kind });
  } finally {
    overwrite(secretKey);
  }
}
