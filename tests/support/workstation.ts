import type { HttpClient, PipelineRequest } from '@azure/core-rest-pipeline';
import { onTestFinished } from 'vitest';
import type { Job, JobDetails } from '../../shared/domain/job.js';
import type { Key } from '../../shared/domain/key.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import type { LogEvent, LogFilter } from '../../shared/domain/log-event.js';
import type { Result } from '../../shared/result.js';
import type { Login } from '../../main/identity-management/index.js';
import type { NewGroup } from '../../main/key-management/index.js';
import {
  parseFault,
  PERMISSIONS,
  practiceHttpClient,
  type KeyOverview,
  type Permission,
  type PracticeStorage,
} from '../../main/practice-vault/index.js';
import { initWorkstation, openWorkstation, type Workstation, type WorkstationOptions } from '../../main/workstation.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { CLIENT, makePractice, SECRET, TENANT, VAULT, type Practice } from './practice.js';
import { VirtualClock } from './virtual-clock.js';

/** TEST MATERIAL: the passphrases of nobody. */
export const ADA: Login = { name: 'Ada', passphrase: 'seven quiet herons over the weir' };
export const BEN: Login = { name: 'Ben', passphrase: 'copper kettles sing before breakfast' };
export const ADMINS: readonly Login[] = [ADA, BEN];

export const WEAK_SCRYPT = { N: 1024, r: 8, p: 1 } as const;
export const CREDENTIAL = 'azure-app';

export interface StationChange extends Pick<
  WorkstationOptions,
  'files' | 'preferSecretsIn' | 'openKeytar' | 'practice' | 'jitter' | 'interfaces' | 'application'
> {
  readonly folder?: string;
  readonly clock?: VirtualClock;
  /** Where the practice vault keeps its state; in memory unless said otherwise. */
  readonly storage?: PracticeStorage;
}

/**
 * A workstation in a fresh folder, as after the first start and a Cloud Credential: two administrators, the designated
 * device, KEKs of 2048 bits, secrets in the sealed store; and the practice vault that it pushes into.
 * No real time passes and nothing leaves the machine.
 */
export class Station {
  readonly folder: string;
  readonly practice: Practice;
  readonly options: WorkstationOptions;
  /** Called with every request before the practice vault gets it. */
  beforeRequest: (request: PipelineRequest) => void = () => undefined;
  /** Called with every request that was answered, before the workstation gets the answer. */
  afterRequest: (request: PipelineRequest) => void = () => undefined;
  #workstation: Workstation | undefined;

  private constructor(folder: string, practice: Practice, change: StationChange) {
    this.folder = folder;
    this.practice = practice;
    const { files, openKeytar, preferSecretsIn } = change;
    this.options = {
      clock: practice.clock,
      scrypt: WEAK_SCRYPT,
      preferSecretsIn: preferSecretsIn ?? 'sealed-store',
      practice: change.practice ?? { httpClient: this.#client(), admin: practice.admin },
      ...(files ? { files } : {}),
      ...(openKeytar ? { openKeytar } : {}),
      ...(change.jitter ? { jitter: change.jitter } : {}),
      ...(change.interfaces ? { interfaces: change.interfaces } : {}),
      ...(change.application ? { application: change.application } : {}),
    };
  }

  /** The folder alone, before the first start. */
  static async bare(change: StationChange = {}): Promise<Station> {
    const folder = change.folder ?? freshFolder();
    const clock = change.clock ?? new VirtualClock();
    const practice = await makePractice({ clock, ...(change.storage ? { storage: change.storage } : {}) });
    const station = new Station(folder, practice, change);
    onTestFinished(() => station.close());
    return station;
  }

  /** A folder whose first start was before, unlocked. */
  static async existing(change: StationChange & { readonly folder: string }): Promise<Station> {
    const station = await Station.bare(change);
    await station.open();
    return station;
  }

  get workstation(): Workstation {
    if (!this.#workstation) throw new Error('The workstation of this test is closed.');
    return this.#workstation;
  }

  get clock(): VirtualClock {
    return this.practice.clock;
  }

  async open(logins: readonly Login[] = ADMINS): Promise<Workstation> {
    this.#workstation = must(await openWorkstation(this.folder, logins, this.options));
    return this.#workstation;
  }

  close(): void {
    this.#workstation?.close();
    this.#workstation = undefined;
  }

  /** Closes, opens again, and looks after what the earlier run left behind. */
  async restart(): Promise<readonly Job[]> {
    this.close();
    return (await this.open()).recover();
  }

  // Groups, keys, jobs

  createGroup(change: Partial<NewGroup> = {}): KeyGroup {
    const wanted = { name: 'payroll', vault: VAULT, credential: CREDENTIAL, keyType: 'p-256', ...change };
    return must(this.workstation.keyManagement.groups.create(wanted));
  }

  /** The group as it stands in the books now. */
  group(name = 'payroll'): KeyGroup {
    return must(this.workstation.keyManagement.groups.find(name));
  }

  async createKey(name?: string, group = this.group()): Promise<Key> {
    return must(await this.workstation.keyManagement.keys.create(group, name));
  }

  /** The keys of a group as they stand in the books now. */
  keys(group = this.group()): Key[] {
    return this.workstation.keyManagement.keys.list(group);
  }

  synchronize(keys: readonly string[] = [], signal?: AbortSignal): Promise<JobDetails> {
    return this.#job(this.workstation.keyManagement.cloud.synchronize(this.group(), keys, signal ? { signal } : {}));
  }

  rotate(signal?: AbortSignal): Promise<JobDetails> {
    return this.#job(this.workstation.keyManagement.cloud.rotate(this.group(), signal ? { signal } : {}));
  }

  deleteOnCloud(purge: boolean): Promise<JobDetails> {
    return this.#job(this.workstation.keyManagement.cloud.deleteOnCloud(this.group(), purge));
  }

  async #job(running: Promise<Result<Job>>): Promise<JobDetails> {
    return must(this.workstation.jobs.show(must(await running).id));
  }

  log(filter: LogFilter = {}): LogEvent[] {
    return [...this.workstation.log.each(filter)];
  }

  // The practice vault

  /** Adds a fault in the words of the command line, e.g. `reset-after on=import`. */
  async fault(words: string): Promise<void> {
    await this.practice.admin({ call: 'add-fault', fault: must(parseFault(words)) });
  }

  async clearFaults(): Promise<void> {
    await this.practice.admin({ call: 'clear-faults' });
  }

  /** What the application may do in the vault: everything but these. */
  async deny(...denied: readonly Permission[]): Promise<void> {
    const permissions = PERMISSIONS.filter((permission) => !denied.includes(permission));
    await this.practice.admin({ call: 'grant', name: VAULT, clientId: CLIENT, permissions });
  }

  async vaultKeys(): Promise<readonly KeyOverview[]> {
    const { vaults } = await this.practice.admin({ call: 'overview' });
    return vaults.find((vault) => vault.name === VAULT)?.keys ?? [];
  }

  /** The live versions of a key in the vault, oldest first. */
  async versions(name = 'payroll'): Promise<KeyOverview['versions']> {
    const found = (await this.vaultKeys()).find((key) => key.name === name && key.state === 'live');
    return found?.versions ?? [];
  }

  /** KEKs that stand in the vault, live or soft-deleted. */
  async keksInVault(): Promise<readonly KeyOverview[]> {
    return (await this.vaultKeys()).filter((key) => key.kek);
  }

  #client(): HttpClient {
    const inner = practiceHttpClient(this.practice.service);
    return {
      sendRequest: async (request) => {
        this.beforeRequest(request);
        const answer = await inner.sendRequest(request);
        this.afterRequest(request);
        return answer;
      },
    };
  }
}

/** A station after its first start, with a credential; the designated device. */
export async function makeStation(change: StationChange = {}): Promise<Station> {
  const station = await Station.bare(change);
  must(await initWorkstation(station.folder, ADMINS, station.options));
  const { credentials, settings } = await station.open();
  must(settings.set('designated-device', 'on'));
  must(settings.set('kek-size', '2048'));
  const fields = { name: CREDENTIAL, cloud: 'practice', tenantId: TENANT, clientId: CLIENT } as const;
  must(await credentials.add(fields, SECRET));
  return station;
}

/** A station with the group `payroll` and that many keys in it. */
export async function stationWithKeys(
  count: number,
  group: Partial<NewGroup> = {},
  change: StationChange = {},
): Promise<Station> {
  const station = await makeStation(change);
  const made = station.createGroup(group);
  for (let number = 0; number < count; number += 1) await station.createKey(undefined, made);
  return station;
}
