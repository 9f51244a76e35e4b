import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Credential } from '../../shared/domain/credential.js';
import { ok, type Result } from '../../shared/result.js';
import type { Settings } from '../administration/index.js';
import {
  connectVault,
  EndpointStates,
  networkTransport,
  Pacer,
  preflightOutcome,
  runPreflight,
  type CallListener,
  type PreflightCheck,
} from '../azure/index.js';
import type { Clock } from '../clock/clock.js';
import type { Acting, CloudCredentials } from '../identity-management/index.js';
import { CallLog } from '../logging-and-reporting/index.js';
import { ensurePracticeVault, inventApp, registerApp, type PracticeApp } from '../practice-apps.js';
import { openPractice, type PracticeAccess } from '../practice.js';
import { StoreWriteError, type Store } from '../store/index.js';
import { deleteEndpoint, putEndpoint, unreachableEndpoints } from '../store/tables/endpoints.js';
import type { WorkstationOptions } from './options.js';

interface VaultAccessParts {
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly actor: Acting;
  readonly settings: Settings;
  readonly credentials: CloudCredentials;
  readonly options: Pick<WorkstationOptions, 'practice' | 'jitter'>;
}

/** The ways to the vaults: Azure's over the network, the practice vault in this process. One pacer for all of them. */
export class VaultAccess {
  /** Which hosts cannot be reached, and since when. */
  readonly endpoints: EndpointStates;
  readonly #parts: VaultAccessParts;
  readonly #pacer: Pacer;
  #practice: Result<PracticeAccess> | undefined;

  constructor(parts: VaultAccessParts) {
    const { store, clock, options } = parts;
    this.#parts = parts;
    this.#pacer = new Pacer(clock, options.jitter);
    this.endpoints = new EndpointStates(unreachableEndpoints(store), (host, state) => {
      // Since when a host is silent is known after a restart, too; where the disk refuses it is known until then.
      try {
        store.commit((tx) => (state ? putEndpoint(tx, state) : deleteEndpoint(tx, host)));
      } catch (error) {
        if (!(error instanceof StoreWriteError)) throw error;
      }
    });
  }

  async connect(credential: Credential, vault: string, listener: CallListener) {
    const target = await this.#parts.credentials.target(credential, vault);
    if (!target.ok) return target;
    const means = this.#means(credential, listener);
    return means.ok ? connectVault(target.value, means.value) : means;
  }

  /** The pre-flight of a credential at a vault; its outcome is kept and logged. */
  async preflight(
    credential: Credential,
    vault: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly PreflightCheck[]>> {
    const { credentials, clock, actor } = this.#parts;
    const target = await credentials.target(credential, vault);
    if (!target.ok) return target;
    const listener = new CallLog(clock, { actor: actor.name, object: `${credential.name}/${vault}` });
    const means = this.#means(credential, listener);
    if (!means.ok) return means;
    const checks = await runPreflight(target.value, means.value, signal);
    const outcome = preflightOutcome(checks);
    credentials.noteTest(credential, vault, { outcome, checks, events: listener.events });
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
    const added = await this.#parts.credentials.add({ name, cloud: 'practice', ...ids }, secret);
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
    const { options, folder, clock } = this.#parts;
    this.#practice ??= options.practice ? ok(options.practice) : openPractice(folder, clock);
    return this.#practice;
  }

  #means(credential: Credential, listener: CallListener) {
    const httpClient = this.#httpClient(credential);
    if (!httpClient.ok) return httpClient;
    const { clock } = this.#parts;
    return ok({ clock, pacer: this.#pacer, httpClient: httpClient.value, listener, endpoints: this.endpoints });
  }

  #httpClient(credential: Credential): Result<HttpClient> {
    if (credential.cloud === 'practice') {
      const practice = this.practice();
      return practice.ok ? ok(practice.value.httpClient) : practice;
    }
    const { caFile } = this.#parts.settings;
    return networkTransport(caFile === undefined ? {} : { caFile });
  }
}
