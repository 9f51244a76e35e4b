import { chmodSync, mkdirSync, readdirSync } from 'node:fs';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Credential, SecretPlace } from '../shared/domain/credential.js';
import type { Job } from '../shared/domain/job.js';
import { fail, ok, type Result } from '../shared/result.js';
import { Settings } from './administration/index.js';
import {
  connectVault,
  networkTransport,
  Pacer,
  preflightOutcome,
  runPreflight,
  type CallListener,
  type PreflightCheck,
} from './azure/index.js';
import { systemClock, type Clock } from './clock/clock.js';
import { DEFAULT_SCRYPT, overwrite, subKey, type ScryptParameters } from './crypto/index.js';
import {
  CloudCredentials,
  makeIdentities,
  readIdentityFile,
  unlock,
  writeIdentityFile,
  type CredentialTest,
  type IdentityFile,
  type Login,
  type Unlocked,
} from './identity-management/index.js';
import { makeKeyManagement, type KeyManagement } from './key-management/index.js';
import { SoftwareKeySource } from './key-sources/index.js';
import { Keychain, sealedSecretStore, type SecretStore } from './keychain/index.js';
import { callEvent, JobRunner, noticeEvent, SystemLog, type JobOptions } from './logging-and-reporting/index.js';
import { openPractice, type PracticeAccess } from './practice.js';
import { sealedSecrets } from './store/tables/sealed-secrets.js';
import {
  lockDataFolder,
  MIGRATIONS,
  openStore,
  removeStore,
  storeExists,
  StoreWriteError,
  type Files,
  type FolderLock,
  type OpenedStore,
  type Store,
  writeFailure,
} from './store/index.js';

/** What may come from outside; everything has its ordinary value. */
export interface WorkstationOptions {
  readonly clock?: Clock;
  readonly scrypt?: ScryptParameters;
  readonly files?: Files;
  readonly preferSecretsIn?: SecretPlace;
  readonly openKeytar?: () => Promise<Result<SecretStore>>;
  /** In place of the network and of the data folder's own practice vault. */
  readonly practice?: PracticeAccess;
}

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
    const begun = opened.ok ? recordFirstStart(folder, file, opened.value.store, clock) : opened;
    // Without identities nobody can ever open what was just made, and it would stand in the way of the next attempt.
    // A store that is damaged was here before.
    if (!begun.ok && begun.failure.code !== 'store-damaged') removeStore(folder);
    return begun;
  } finally {
    lock.value.release();
  }
}

function recordFirstStart(folder: string, file: IdentityFile, store: Store, clock: Clock): Result<FirstStart> {
  const names = file.identities.map((identity) => identity.name);
  try {
    new SystemLog(store, clock).write({
      service: 'Identity',
      level: 'INFO',
      event: 'first-start',
      actor: names.join(' + '),
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

function lockNewFolder(folder: string): Result<FolderLock> {
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
 * Unlocks a workstation with two Admin identities and wires all its parts. Codes: `not-initialised`, `store-missing`,
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
  const unlocked = await unlock(identities.value, logins);
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
  return Workstation.open({
    folder,
    options,
    identities: identities.value,
    unlocked: unlocked.value,
    opened: opened.value,
    lock: lock.value,
  });
}

function openStoreOf(folder: string, masterKey: Uint8Array, options: WorkstationOptions): Promise<Result<OpenedStore>> {
  return openStore({ folder, masterKey, migrations: MIGRATIONS, ...(options.files ? { files: options.files } : {}) });
}

interface WorkstationParts {
  readonly folder: string;
  readonly options: WorkstationOptions;
  readonly identities: IdentityFile;
  readonly unlocked: Unlocked;
  readonly opened: OpenedStore;
  readonly lock: FolderLock;
}

/** An unlocked workstation: all rooms, wired by hand. Every door gets this object. */
export class Workstation {
  readonly folder: string;
  readonly actor: string;
  readonly identities: IdentityFile;
  readonly store: Store;
  readonly log: SystemLog;
  readonly jobs: JobRunner;
  readonly settings: Settings;
  readonly keychain: Keychain;
  readonly credentials: CloudCredentials;
  readonly keyManagement: KeyManagement;
  /** What was mended on opening. */
  readonly warnings: readonly string[];
  readonly #clock: Clock;
  readonly #pacer: Pacer;
  readonly #lock: FolderLock;
  readonly #keySource: SoftwareKeySource;
  readonly #secretKey: Uint8Array;
  readonly #options: WorkstationOptions;
  #practice: Result<PracticeAccess> | undefined;
  #closed = false;

  /** Wires the parts and logs who unlocked. What cannot be logged is not done: the workstation is sealed again. */
  static open(parts: WorkstationParts): Result<Workstation> {
    const workstation = new Workstation(parts);
    try {
      workstation.#recordUnlock();
      return ok(workstation);
    } catch (error) {
      workstation.close();
      if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
      throw error;
    }
  }

  private constructor(parts: WorkstationParts) {
    const { folder, options, identities, unlocked, opened } = parts;
    this.folder = folder;
    this.identities = identities;
    this.store = opened.store;
    this.warnings = opened.warnings;
    this.#options = options;
    this.#lock = parts.lock;
    this.#clock = options.clock ?? systemClock;
    this.#pacer = new Pacer(this.#clock);
    this.actor = unlocked.administrators.join(' + ');
    this.#keySource = new SoftwareKeySource(unlocked.masterKey);
    this.#secretKey = subKey(unlocked.masterKey, 'keyferry/client-secrets');
    overwrite(unlocked.masterKey);
    const { store, actor } = this;
    const clock = this.#clock;
    this.log = new SystemLog(store, clock);
    this.jobs = new JobRunner(store, this.log, clock);
    this.settings = new Settings({ store, log: this.log, actor });
    this.keychain = new Keychain({
      sealed: sealedSecretStore({ key: this.#secretKey, table: sealedSecrets(store) }),
      ...(options.preferSecretsIn ? { prefer: options.preferSecretsIn } : {}),
      ...(options.openKeytar ? { openKeytar: options.openKeytar } : {}),
    });
    const { log, keychain, jobs, settings } = this;
    this.credentials = new CloudCredentials({
      store,
      log,
      clock,
      keychain,
      actor,
      workstationId: identities.workstationId,
    });
    this.keyManagement = makeKeyManagement({
      store,
      log,
      jobs,
      clock,
      actor,
      settings,
      keySource: this.#keySource,
      credentialByName: (name) => this.credentials.find(name),
      credentialById: (id) => this.credentials.byId(id),
      connect: (credential, vault, listener) => this.#connect(credential, vault, listener),
    });
  }

  /** Looks after what an earlier run left behind. Answers the jobs that were looked at. */
  recover(options: JobOptions = {}): Promise<readonly Job[]> {
    return this.keyManagement.recovery.atStart(options);
  }

  /** The pre-flight of a credential at a vault; its outcome is kept and logged. */
  async preflight(
    credential: Credential,
    vault: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly PreflightCheck[]>> {
    const target = await this.credentials.target(credential, vault);
    if (!target.ok) return target;
    const httpClient = this.#httpClient(credential);
    if (!httpClient.ok) return httpClient;
    const events: CredentialTest['events'][number][] = [];
    const listener: CallListener = {
      onCall: (call) => void events.push({ ...callEvent(call), time: this.#clock.now() }),
      onNotice: (notice) => void events.push({ ...noticeEvent(notice), time: this.#clock.now() }),
    };
    const checks = await runPreflight(
      target.value,
      { clock: this.#clock, pacer: this.#pacer, httpClient: httpClient.value, listener },
      signal,
    );
    this.credentials.noteTest(credential, vault, { outcome: preflightOutcome(checks), checks, events });
    return ok(checks);
  }

  /** The practice vault of this data folder. */
  practice(): Result<PracticeAccess> {
    this.#practice ??= this.#options.practice ? ok(this.#options.practice) : openPractice(this.folder, this.#clock);
    return this.#practice;
  }

  /** Seals: keys are overwritten, files closed, the folder is free again. A second time it does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.store.close();
    this.#keySource.close();
    overwrite(this.#secretKey);
    this.#lock.release();
  }

  async #connect(credential: Credential, vault: string, listener: CallListener) {
    const target = await this.credentials.target(credential, vault);
    if (!target.ok) return target;
    const httpClient = this.#httpClient(credential);
    if (!httpClient.ok) return httpClient;
    return connectVault(target.value, {
      clock: this.#clock,
      pacer: this.#pacer,
      httpClient: httpClient.value,
      listener,
    });
  }

  #httpClient(credential: Credential): Result<HttpClient> {
    if (credential.cloud === 'practice') {
      const practice = this.practice();
      return practice.ok ? ok(practice.value.httpClient) : practice;
    }
    const { caFile } = this.settings;
    return networkTransport(caFile === undefined ? {} : { caFile });
  }

  #recordUnlock(): void {
    const { actor, identities } = this;
    const object = identities.workstationId;
    this.log.write(
      {
        service: 'Identity',
        level: 'INFO',
        event: 'workstation-unlocked',
        actor,
        object,
        message: `Workstation unlocked by ${actor}.`,
      },
      ...this.warnings.map(
        (message) => ({ service: 'System', level: 'WARN', event: 'store-mended', actor, object, message }) as const,
      ),
    );
  }
}
