import { contract, type Push, type RoomName, type SessionView } from '../../shared/contract/index.js';
import type { GroupId, JobId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import type { Clock } from '../clock/clock.js';
import type { Workstation } from '../workstation.js';
import { ceremoniesView } from './ceremony-views.js';
import { configurationView, endpointsOf } from './configuration.js';
import { reportBug } from './report-bug.js';
import { GroupViews, keyViews, peopleView } from './views.js';

/** How far a verification or an export is. */
export interface Progress {
  readonly what: 'verify' | 'export';
  readonly done: number;
  readonly total: number;
}

/** A job commits several times a second; a person needs a few. */
const BUNDLE_MS = 100;

/** Tells the window what changed, bundled. What is told is looked up when it is told, so that nothing old is ever sent. */
export class Announcer {
  readonly #workstation: Workstation;
  readonly #clock: Clock;
  readonly #send: (push: Push) => void;
  readonly #groups = new Set<GroupId>();
  readonly #views: GroupViews;
  readonly #jobs = new Map<JobId, Job>();
  #groupList = false;
  #identities = false;
  #configuration = false;
  #ceremonies = false;
  #progress: Progress | undefined;
  #told = -1;
  #endpoints: string;
  #scheduled = false;
  #stopped = false;

  constructor(workstation: Workstation, clock: Clock, send: (push: Push) => void) {
    this.#workstation = workstation;
    this.#views = new GroupViews(workstation);
    this.#clock = clock;
    this.#send = send;
    this.#endpoints = endpointsKey(workstation);
  }

  /** Credentials or identities changed; groups name their credential. */
  identitiesChanged(): void {
    this.#identities = true;
    this.#groupList = true;
    this.#schedule();
  }

  /** A group, or something in it, changed or is gone. */
  groupChanged(id: GroupId): void {
    this.#groups.add(id);
    this.#schedule();
  }

  jobChanged(job: Job): void {
    this.#jobs.set(job.id, job);
    this.groupChanged(job.groupId);
  }

  configurationChanged(): void {
    this.#configuration = true;
    this.#schedule();
  }

  /** A run, or a KEK for one. */
  ceremoniesChanged(): void {
    this.#ceremonies = true;
    this.#schedule();
  }

  /** Something may have been logged. */
  logChanged(): void {
    this.#schedule();
  }

  /** How far a long piece of work is; told at most ten times a second, since only the newest is told. */
  progress(progress: Progress): void {
    this.#progress = progress;
    this.#schedule();
  }

  stop(): void {
    this.#stopped = true;
  }

  #schedule(): void {
    if (this.#scheduled || this.#stopped) return;
    this.#scheduled = true;
    void this.#clock.sleep(BUNDLE_MS).then(() => {
      this.#scheduled = false;
      if (!this.#stopped) this.#tell();
    });
  }

  #tell(): void {
    if (this.#identities) this.#guarded('identityManagement', () => this.#tellIdentities());
    if (this.#groups.size > 0 || this.#groupList) this.#guarded('keyManagement', () => this.#tellGroups());
    if (this.#ceremonies) this.#guarded('ceremonies', () => this.#tellCeremonies());
    if (this.#jobs.size > 0) this.#guarded('loggingAndReporting', () => this.#tellJobs());
    this.#guarded('loggingAndReporting', () => this.#tellLog());
    this.#guarded('loggingAndReporting', () => this.#tellProgress());
    if (this.#configuration || endpointsKey(this.#workstation) !== this.#endpoints) void this.#tellConfiguration();
    this.#groups.clear();
    this.#jobs.clear();
    this.#identities = false;
    this.#groupList = false;
    this.#configuration = false;
    this.#ceremonies = false;
  }

  #tellIdentities(): void {
    this.#push({ room: 'identityManagement', value: peopleView(this.#workstation) });
  }

  #tellGroups(): void {
    const changed = this.#workstation.keyManagement.groups.list().filter((group) => this.#groups.has(group.id));
    const keys = changed.map((group) => keyViews(this.#workstation, group));
    this.#views.forget(this.#groups);
    this.#push({ room: 'keyManagement', value: { groups: this.#views.all(), keys } });
  }

  #tellCeremonies(): void {
    this.#push({ room: 'ceremonies', value: ceremoniesView(this.#workstation) });
  }

  #tellJobs(): void {
    this.#push({ room: 'loggingAndReporting', value: { jobs: [...this.#jobs.values()] } });
  }

  #tellLog(): void {
    const { lastSequence } = this.#workstation.log;
    if (lastSequence === this.#told) return;
    this.#told = lastSequence;
    // Events have no gap and none can be removed: the newest number is the count.
    this.#push({ room: 'loggingAndReporting', value: { log: { total: lastSequence, lastSequence } } });
  }

  #tellProgress(): void {
    const progress = this.#progress;
    this.#progress = undefined;
    if (progress) this.#push({ room: 'loggingAndReporting', value: { progress } });
  }

  async #tellConfiguration(): Promise<void> {
    this.#endpoints = endpointsKey(this.#workstation);
    try {
      const value = await configurationView(this.#workstation);
      if (!this.#stopped) this.#push({ room: 'administration', value });
    } catch (error) {
      reportBug('push of administration', error);
    }
  }

  /** What one room cannot tell is no reason for the others to be silent. */
  #guarded(room: RoomName, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      reportBug(`push of ${room}`, error);
    }
  }

  #push(push: Push): void {
    this.#send(checkedPush(push));
  }
}

/** The endpoints follow from credentials and groups: they are told when these change them. */
function endpointsKey(workstation: Workstation): string {
  return JSON.stringify(endpointsOf(workstation));
}

/** A push as its room's schema lets it through: a member that the contract does not name is a bug, and throws. */
export function checkedPush(push: Push): Push {
  contract[push.room].push.parse(push.value);
  return push;
}

/** The session is told at once: it decides what is on the screen. */
export function sessionPush(session: SessionView): Push {
  return checkedPush({ room: 'identityManagement', value: { session } });
}
