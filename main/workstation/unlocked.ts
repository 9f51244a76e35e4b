import type { HttpClient } from '@azure/core-rest-pipeline';
import type { IdentityView } from '../../shared/contract/index.js';
import type { Credential } from '../../shared/domain/credential.js';
import type { Job } from '../../shared/domain/job.js';
import { ok, type Result } from '../../shared/result.js';
import { Settings } from '../administration/index.js';
import {
  connectVault,
  networkTransport,
  Pacer,
  preflightOutcome,
  runPreflight,
  type CallListener,
  type PreflightCheck,
} from '../azure/index.js';
import { systemClock, type Clock } from '../clock/clock.js';
import { DEFAULT_SCRYPT, overwrite, subKey, workstationSigner, type Signer } from '../crypto/index.js';
import {
  CloudCredentials,
  Identities,
  type IdentityFile,
  type Login,
  type Unlocked,
} from '../identity-management/index.js';
import { makeKeyManagement, type KeyManagement } from '../key-management/index.js';
import { SoftwareKeySource } from '../key-sources/index.js';
import { Keychain, sealedSecretStore } from '../keychain/index.js';
import {
  CallLog,
  JobRunner,
  LogExports,
  LogFeed,
  LogPages,
  originOf,
  Reports,
  SystemLog,
  type JobOptions,
} from '../logging-and-reporting/index.js';
import { ensurePracticeVault, inventApp, registerApp, type PracticeApp } from '../practice-apps.js';
import { openPractice, type PracticeAccess } from '../practice.js';
import { sealedSecrets } from '../store/tables/sealed-secrets.js';
import { StoreWriteError, type FolderLock, type OpenedStore, type Store } from '../store/index.js';
import type { WorkstationOptions } from './options.js';

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
  /** The Admin identities who unlocked. */
  readonly administrators: readonly string[];
  readonly store: Store;
  readonly log: SystemLog;
  readonly logPages: LogPages;
  readonly logExports: LogExports;
  readonly logFeed: LogFeed;
  readonly reports: Reports;
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
  readonly #signer: Signer;
  readonly #options: WorkstationOptions;
  readonly #identities: Identities;
  #practice: Result<PracticeAccess> | undefined;
  #closed = false;

  /** Wires the parts and logs who unlocked. What cannot be logged is not done: the workstation is sealed again. */
  static open(parts: WorkstationParts): Result<Workstation> {
    const workstation = new Workstation(parts);
    try {
      workstation.#recordUnlock(parts.unlocked.administrators);
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
    this.store = opened.store;
    this.warnings = opened.warnings;
    this.#options = options;
    this.#lock = parts.lock;
    this.#clock = options.clock ?? systemClock;
    this.#pacer = new Pacer(this.#clock);
    this.administrators = unlocked.administrators;
    this.actor = unlocked.administrators.join(' + ');
    this.#keySource = new SoftwareKeySource(unlocked.masterKey);
    this.#secretKey = subKey(unlocked.masterKey, 'keyferry/client-secrets');
    this.#signer = workstationSigner(unlocked.masterKey);
    overwrite(unlocked.masterKey);
    const { store, actor } = this;
    const clock = this.#clock;
    this.log = new SystemLog(store, clock, { origin: originOf(identities.workstationId), signer: this.#signer });
    this.logPages = new LogPages(store);
    this.logExports = new LogExports({ log: this.log, clock, actor });
    this.#identities = new Identities({
      folder,
      file: identities,
      store,
      log: this.log,
      clock,
      scrypt: options.scrypt ?? DEFAULT_SCRYPT,
    });
    this.reports = new Reports({
      ...{ store, log: this.log, clock, actor, workstationId: identities.workstationId },
      identities: () => this.#identities.list(),
    });
    this.jobs = new JobRunner(store, this.log, clock);
    this.settings = new Settings({ store, log: this.log, actor });
    this.logFeed = new LogFeed({
      ...{ store, log: this.log, clock, actor, host: identities.workstationId },
      server: () => this.settings.syslogServer,
      configured: () => ({
        on: this.settings.syslogServer !== undefined,
        server: `${this.settings.get('syslog-host')}:${this.settings.get('syslog-port')}`,
      }),
    });
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

  /** The Admin identities as they are stored now. */
  get identities(): IdentityFile {
    return this.#identities.file;
  }

  /** Identity Management > Identities. */
  identityViews(): IdentityView[] {
    return this.#identities.list();
  }

  /** Whether this is one of the identities with its passphrase. */
  isLogin(login: Login): Promise<Result<boolean>> {
    return this.#identities.isLogin(login);
  }

  /** Codes `login-refused`, `passphrase-refused`, `passphrase-unchanged`, and those of the disk. */
  changePassphrase(change: Login & { readonly newPassphrase: string }): Promise<Result<void>> {
    return this.#identities.changePassphrase(change);
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
    const listener = new CallLog(this.#clock, { actor: this.actor, object: `${credential.name}/${vault}` });
    const checks = await runPreflight(
      target.value,
      { clock: this.#clock, pacer: this.#pacer, httpClient: httpClient.value, listener },
      signal,
    );
    const outcome = preflightOutcome(checks);
    this.credentials.noteTest(credential, vault, { outcome, checks, events: listener.events });
    return ok(checks);
  }

  /** Adds a Cloud Credential of the practice vault: ids and secret are made here, and the practice service learns of them. */
  async addPracticeCredential({
    name,
    ...given
  }: { readonly name: string } & Partial<PracticeApp>): Promise<Result<Credential>> {
    const access = this.practice();
    if (!access.ok) return access;
    const app = await inventApp(access.value, given);
    if (!app.ok) return app;
    const { secret, ...ids } = app.value;
    const added = await this.credentials.add({ name, cloud: 'practice', ...ids }, secret);
    if (!added.ok) return added;
    const registered = await registerApp(access.value, app.value);
    return registered.ok ? added : registered;
  }

  /** Makes sure that the practice vault of that name is there; does nothing for a credential of a real cloud. */
  async ensurePracticeVault(credential: Credential, vault: string): Promise<Result<void>> {
    if (credential.cloud !== 'practice') return ok(undefined);
    const access = this.practice();
    return access.ok ? ensurePracticeVault(access.value, credential, vault) : access;
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
    try {
      this.#lastCheckpoint();
      this.store.close();
    } finally {
      this.#keySource.close();
      this.#signer.close();
      overwrite(this.#secretKey);
      this.#lock.release();
    }
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

  /** Sealing is sealing, whether the disk takes a last checkpoint or not: the one at the next unlock covers the same events. */
  #lastCheckpoint(): void {
    try {
      this.log.checkpoint('seal');
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error;
    }
  }

  #recordUnlock(administrators: readonly string[]): void {
    this.#identities.noteUnlock(administrators);
    const { actor, warnings } = this;
    const object = this.identities.workstationId;
    const mended = { service: 'System', level: 'WARN', event: 'store-mended', actor, object } as const;
    if (warnings.length > 0) this.log.write(...warnings.map((message) => ({ ...mended, message })));
  }
}
