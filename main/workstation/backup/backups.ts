import type { Actor } from '../../../shared/domain/actor.js';
import type { BackupReceipt } from '../../../shared/domain/backup.js';
import type { Credential } from '../../../shared/domain/credential.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { VERSION } from '../../../shared/version.js';
import type { Clock } from '../../clock/clock.js';
import { overwrite } from '../../crypto/index.js';
import type { CloudCredentials } from '../../identity-management/index.js';
import type { Keychain } from '../../keychain/index.js';
import { exportBytes, type ExportPlace, type JobRunner, type SystemLog } from '../../logging-and-reporting/index.js';
import type { Store } from '../../store/index.js';
import { headOf } from '../head-watch.js';
import { encodeBackup, encodeHeader } from './backup-file.js';
import { backupKeyOf, sealContents, type BackupContents } from './contents.js';
import { identitiesText } from './identities.js';

export interface BackupParts {
  readonly folder: string;
  readonly workstationId: string;
  /** A sub-key is taken; the master key itself stays the caller's. */
  readonly masterKey: Uint8Array;
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly jobs: JobRunner;
  readonly credentials: CloudCredentials;
  readonly keychain: Keychain;
}

/** Administration > Backup: the whole workstation in one sealed file, for another machine. */
export class Backups {
  readonly #parts: Omit<BackupParts, 'masterKey'>;
  readonly #key: Uint8Array;

  constructor({ masterKey, ...parts }: BackupParts) {
    this.#parts = parts;
    this.#key = backupKeyOf(masterKey);
  }

  /**
   * Writes a backup: aside, then in place in one step. Codes `job-running`, those of exportBytes and, when nothing can be
   * logged, of the disk.
   */
  async make(place: ExportPlace): Promise<Result<BackupReceipt>> {
    const { store, jobs } = this.#parts;
    const running = jobs.unfinished().find((job) => job.state === 'running');
    if (running) {
      return fail('job-running', `A job of ${running.groupName} is running: a backup would hold it half done.`, {
        advice: 'Wait until it has ended, then do it again.',
      });
    }
    const { secrets, missing } = await this.#secrets();
    // What cannot be logged is not done.
    this.#log('INFO', 'backup-making', place.file, `A backup was asked for: ${place.file}.`);
    const image = store.image();
    const written = this.#write(place, { secrets, image });
    overwrite(image);
    if (!written.ok) {
      this.#log('WARN', 'backup-not-made', place.file, `No backup was made: ${written.failure.message}`);
      return written;
    }
    const { file, bytes, sha256 } = written.value;
    const without =
      missing.length > 0 ? ` Without the client secrets of ${missing.join(', ')}: they could not be read.` : '';
    this.#log(
      missing.length > 0 ? 'WARN' : 'INFO',
      'backup-made',
      file,
      `Backup made successfully: ${file}, ${bytes} bytes, SHA-256 ${sha256}.${without}`,
    );
    return ok({ file, bytes, sha256, secrets: secrets.length, missing });
  }

  close(): void {
    overwrite(this.#key);
  }

  #write(place: ExportPlace, contents: BackupContents): Result<{ file: string; bytes: number; sha256: string }> {
    const { folder, workstationId, store, clock, actor } = this.#parts;
    const { sequence, hash, frames } = headOf(store);
    const headerBytes = encodeHeader({
      program: VERSION,
      workstationId,
      madeAt: clock.now(),
      madeBy: actor.name,
      log: { sequence, hash },
      frames,
      identities: identitiesText(folder),
    });
    const file = encodeBackup(headerBytes, sealContents(this.#key, contents, headerBytes));
    const put = exportBytes(file, place);
    return put.ok ? ok({ ...put.value, bytes: file.length }) : put;
  }

  /** Client secrets that stand in the OS keychain stay behind with this machine unless they are taken along. */
  async #secrets(): Promise<{ readonly secrets: BackupContents['secrets']; readonly missing: string[] }> {
    const { credentials } = this.#parts;
    const secrets: { account: string; secret: string }[] = [];
    const missing: string[] = [];
    for (const credential of credentials.list().filter(({ secretKeptIn }) => secretKeptIn === 'os-keychain')) {
      const account = accountOf(this.#parts.workstationId, credential);
      const place = await this.#parts.keychain.at('os-keychain');
      const secret = place.ok ? await place.value.get(account) : place;
      if (secret.ok && secret.value !== undefined) secrets.push({ account, secret: secret.value });
      else missing.push(credential.name);
    }
    return { secrets, missing };
  }

  #log(level: 'INFO' | 'WARN', event: string, object: string, message: string): void {
    this.#parts.log.write({ service: 'System', level, event, actor: this.#parts.actor.name, object, message });
  }
}

/** As CloudCredentials names the accounts of its secrets. */
export function accountOf(workstationId: string, credential: Credential): string {
  return `${workstationId}/${credential.id}`;
}
