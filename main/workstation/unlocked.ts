import { networkInterfaces } from 'node:os';
import type { IdentityView } from '../../shared/contract/index.js';
import type { Credential } from '../../shared/domain/credential.js';
import type { CredentialId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import { ok, type Result } from '../../shared/result.js';
import { Settings } from '../administration/index.js';
import type { CallListener, EndpointStates } from '../azure/index.js';
import { Ceremonies, linksOfLinux, selfHash } from '../ceremonies/index.js';
import { makeKeysOfCeremonies, type KeysOfCeremonies } from '../ceremonies/keys-of-ceremonies.js';
import { systemClock, type Clock } from '../clock/clock.js';
import { DEFAULT_SCRYPT, overwrite, subKey, workstationSigner, type Signer } from '../crypto/index.js';
import {
  Acting,
  checkRevision,
  CloudCredentials,
  type IdentityFile,
  type Login,
  type Person,
  type Unlocked,
} from '../identity-management/index.js';
import { makeKeyManagement, type KeyManagement } from '../key-management/index.js';
import { SoftwareKeySource } from '../key-sources/index.js';
import { Keychain, sealedSecretStore } from '../keychain/index.js';
import {
  JobRunner,
  LogExports,
  LogFeed,
  LogPages,
  originOf,
  Reports,
  SystemLog,
  type JobOptions,
} from '../logging-and-reporting/index.js';
import type { PracticeAccess } from '../practice.js';
import { sealedSecrets } from '../store/tables/sealed-secrets.js';
import { StoreWriteError, type FolderLock, type OpenedStore, type Store } from '../store/index.js';
import { Backups } from './backup/backups.js';
import { watched, type HeadWatch } from './head-watch.js';
import { keychainParts, type WorkstationOptions } from './options.js';
import { People } from './people.js';
import { unlockEvents } from './unlock-events.js';
import { VaultAccess } from './vault-access.js';

interface WorkstationParts {
  readonly folder: string;
  readonly options: WorkstationOptions;
  readonly identities: IdentityFile;
  readonly unlocked: Unlocked;
  readonly opened: OpenedStore;
  readonly lock: FolderLock;
  readonly watch: HeadWatch;
}

/** An unlocked workstation: all rooms, wired by hand. Every door gets this object. */
export class Workstation {
  readonly folder: string;
  /** Who acts; see Acting. */
  readonly acting: Acting;
  readonly people: People;
  /** The Administrators who unlocked. */
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
  /** Runs of ceremonies. */
  readonly ceremonies: Ceremonies;
  /** Keys of ceremonies, and the files that travel. */
  readonly ceremonyKeys: KeysOfCeremonies;
  readonly backups: Backups;
  /** Notices an older store that was put in place of a newer one. */
  readonly headWatch: HeadWatch;
  /** What was mended on opening. */
  readonly mended: readonly string[];
  readonly clock: Clock;
  readonly #lock: FolderLock;
  readonly #keySource: SoftwareKeySource;
  readonly #secretKey: Uint8Array;
  readonly #signer: Signer;
  readonly #vaults: VaultAccess;
  #closed = false;

  /** Wires the parts and logs who unlocked. What cannot be logged is not done: the workstation is sealed again. */
  static open(parts: WorkstationParts): Result<Workstation> {
    const workstation = new Workstation(parts);
    try {
      const newest = workstation.#checkNewest();
      if (!newest.ok) {
        workstation.close();
        return newest;
      }
      workstation.#recordUnlock();
      return ok(workstation);
    } catch (error) {
      workstation.close();
      if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
      throw error;
    }
  }

  private constructor(parts: WorkstationParts) {
    const { folder, options, identities, unlocked, opened, watch } = parts;
    this.folder = folder;
    this.store = watched(opened.store, watch);
    this.headWatch = watch;
    this.mended = opened.warnings;
    this.#lock = parts.lock;
    this.clock = options.clock ?? systemClock;
    this.administrators = unlocked.administrators;
    this.acting = new Acting(unlocked.person);
    this.#keySource = new SoftwareKeySource(unlocked.masterKey);
    this.#secretKey = subKey(unlocked.masterKey, 'keyferry/client-secrets');
    this.#signer = workstationSigner(unlocked.masterKey);
    const { store, acting: actor } = this;
    const clock = this.clock;
    const { workstationId } = identities;
    this.log = new SystemLog(store, clock, {
      notary: { origin: originOf(workstationId), signer: this.#signer },
      approval: () => actor.approval,
    });
    this.logPages = new LogPages(store);
    this.logExports = new LogExports({ log: this.log, clock, actor });
    this.people = new People({
      folder,
      file: identities,
      unlocked,
      acting: actor,
      store,
      log: this.log,
      clock,
      scrypt: options.scrypt ?? DEFAULT_SCRYPT,
      signer: this.#signer,
    });
    this.reports = new Reports({
      ...{ store, log: this.log, clock, actor, workstationId },
      identities: () => this.identityViews(),
    });
    this.jobs = new JobRunner(store, this.log, clock);
    this.settings = new Settings({ store, log: this.log, actor });
    this.logFeed = new LogFeed({
      ...{ store, log: this.log, clock, actor, host: workstationId },
      server: () => this.settings.syslogServer,
      configured: () => ({
        on: this.settings.syslogServer !== undefined,
        server: `${this.settings.get('syslog-host')}:${this.settings.get('syslog-port')}`,
      }),
    });
    this.keychain = new Keychain({
      sealed: sealedSecretStore({ key: this.#secretKey, table: sealedSecrets(store) }),
      ...keychainParts(options),
    });
    const { log, keychain, jobs, settings } = this;
    this.credentials = new CloudCredentials({ store, log, clock, keychain, actor, workstationId });
    const { credentials } = this;
    this.#vaults = new VaultAccess({ folder, store, clock, actor, settings, credentials, options });
    const { masterKey } = unlocked;
    this.backups = new Backups({
      ...{ folder, workstationId, masterKey, store, log, clock, actor, jobs, credentials, keychain },
    });
    overwrite(masterKey);
    const cloud = {
      credentialByName: (name: string) => credentials.find(name),
      credentialById: (id: CredentialId) => credentials.byId(id),
      connect: (credential: Credential, vault: string, listener: CallListener) =>
        this.#vaults.connect(credential, vault, listener),
    };
    this.keyManagement = makeKeyManagement({
      store,
      log,
      jobs,
      clock,
      actor,
      settings,
      keySource: this.#keySource,
      workstationId: identities.workstationId,
      ...cloud,
    });
    this.ceremonyKeys = makeKeysOfCeremonies({
      ...{ store, log, clock, actor, settings, workstationId, keyManagement: this.keyManagement },
      ...{ keySource: this.#keySource, signer: this.#signer },
      ...cloud,
    });
    this.ceremonies = new Ceremonies({
      ...{ store, log, clock, actor, workstationId, signer: this.#signer, work: this.ceremonyKeys.work },
      signers: () =>
        this.identityViews()
          .filter(({ state }) => state === 'active')
          .map(({ name, signingKey }) => ({ name, key: signingKey })),
      interfaces: options.interfaces ?? networkInterfaces,
      links: options.links ?? (options.interfaces ? () => undefined : linksOfLinux),
      application: options.application ?? selfHash,
    });
  }

  /** Under whose name something done now is logged. */
  get actor(): string {
    return this.acting.name;
  }

  /** Whose session it is. */
  get person(): Person {
    return this.acting.person;
  }

  /** What everybody who works here now should know: what was mended, and a store that was rolled back. */
  get warnings(): readonly string[] {
    const { finding } = this.headWatch;
    return finding.kind === 'rolled-back' ? [finding.sentence, ...this.mended] : this.mended;
  }

  /** Lets the machine's keychain know how far the log has come; before sealing, since sealing itself does not wait. */
  rememberHead(): Promise<void> {
    return this.#closed ? Promise.resolve() : this.headWatch.remember(this.store);
  }

  /** The Admin identities as they are stored now. */
  get identities(): IdentityFile {
    return this.people.identities.file;
  }

  /** Identity Management > Identities. */
  identityViews(): IdentityView[] {
    return this.people.identities.list();
  }

  /** Codes `login-refused`, `passphrase-refused`, `passphrase-unchanged`, and those of the disk. */
  changePassphrase(change: Login & { readonly newPassphrase: string }): Promise<Result<void>> {
    return this.people.identities.changePassphrase(change);
  }

  /** Looks after what an earlier run left behind. Answers the jobs that were looked at. */
  recover(options: JobOptions = {}): Promise<readonly Job[]> {
    return this.keyManagement.recovery.atStart(options);
  }

  /** See VaultAccess. */
  preflight(...asked: Parameters<VaultAccess['preflight']>): ReturnType<VaultAccess['preflight']> {
    return this.#vaults.preflight(...asked);
  }

  /** See VaultAccess. */
  addPracticeCredential(
    app: Parameters<VaultAccess['addPracticeCredential']>[0],
  ): ReturnType<VaultAccess['addPracticeCredential']> {
    return this.#vaults.addPracticeCredential(app);
  }

  /** See VaultAccess. */
  ensurePracticeVault(credential: Credential, vault: string): Promise<Result<void>> {
    return this.#vaults.ensurePracticeVault(credential, vault);
  }

  /** The practice vault of this data folder. */
  practice(): Result<PracticeAccess> {
    return this.#vaults.practice();
  }

  /** Which hosts cannot be reached, and since when. */
  get endpoints(): EndpointStates {
    return this.#vaults.endpoints;
  }

  /** Seals: keys are overwritten, files closed, the folder is free again. A second time it does nothing. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    try {
      this.#lastCheckpoint();
      this.store.close();
    } finally {
      this.people.close();
      this.#keySource.close();
      this.backups.close();
      this.#signer.close();
      overwrite(this.#secretKey);
      this.#lock.release();
    }
  }

  /** Sealing is sealing, whether the disk takes a last checkpoint or not: the one at the next unlock covers the same events. */
  #lastCheckpoint(): void {
    try {
      this.log.checkpoint('seal');
    } catch (error) {
      if (!(error instanceof StoreWriteError)) throw error;
    }
  }

  /** An earlier identities.json beside this store is refused, and that stands in the log. */
  #checkNewest(): Result<void> {
    const newest = checkRevision(this.store, this.identities);
    if (newest.ok) return newest;
    this.log.write({
      service: 'Identity',
      level: 'ERROR',
      event: 'identities-rolled-back',
      actor: this.actor,
      object: this.identities.workstationId,
      outcome: 'failure',
      reason: newest.failure.code,
      message: newest.failure.message,
    });
    return newest;
  }

  #recordUnlock(): void {
    this.people.recordUnlock();
    const events = unlockEvents(this.identities.workstationId, this.actor, this.mended, this.headWatch);
    if (events.length > 0) this.log.write(...events);
  }
}
