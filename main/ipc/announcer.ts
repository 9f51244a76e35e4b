import { contract, type Push, type SessionView } from '../../shared/contract/index.js';
import type { GroupId, JobId } from '../../shared/domain/ids.js';
import type { Job } from '../../shared/domain/job.js';
import type { Clock } from '../clock/clock.js';
import type { Workstation } from '../workstation.js';
import { configurationView } from './configuration.js';
import { groupViews, keyViews } from './views.js';

/** A job commits several times a second; a person needs a few. */
const BUNDLE_MS = 100;

/** Tells the window what changed, bundled. What is told is looked up when it is told, so that nothing old is ever sent. */
export class Announcer {
  readonly #workstation: Workstation;
  readonly #clock: Clock;
  readonly #send: (push: Push) => void;
  readonly #groups = new Set<GroupId>();
  readonly #jobs = new Map<JobId, Job>();
  #groupList = false;
  #identities = false;
  #configuration = false;
  #told = -1;
  #scheduled = false;
  #stopped = false;

  constructor(workstation: Workstation, clock: Clock, send: (push: Push) => void) {
    this.#workstation = workstation;
    this.#clock = clock;
    this.#send = send;
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

  /** Something may have been logged. */
  logChanged(): void {
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
    const { log, credentials, keyManagement } = this.#workstation;
    if (this.#identities) {
      const identities = this.#workstation.identityViews();
      this.#push({ room: 'identityManagement', value: { identities, credentials: credentials.list() } });
    }
    if (this.#groups.size > 0 || this.#groupList) {
      const changed = keyManagement.groups.list().filter((group) => this.#groups.has(group.id));
      const keys = changed.map((group) => keyViews(this.#workstation, group));
      this.#push({ room: 'keyManagement', value: { groups: groupViews(this.#workstation), keys } });
    }
    if (this.#jobs.size > 0) this.#push({ room: 'loggingAndReporting', value: { jobs: [...this.#jobs.values()] } });
    const lastSequence = log.lastSequence;
    if (lastSequence !== this.#told) {
      this.#told = lastSequence;
      // Events have no gap and none can be removed: the newest number is the count.
      this.#push({ room: 'loggingAndReporting', value: { log: { total: lastSequence, lastSequence } } });
    }
    if (this.#configuration) void this.#pushConfiguration();
    this.#groups.clear();
    this.#jobs.clear();
    this.#identities = false;
    this.#groupList = false;
    this.#configuration = false;
  }

  async #pushConfiguration(): Promise<void> {
    const value = await configurationView(this.#workstation);
    if (!this.#stopped) this.#push({ room: 'administration', value });
  }

  #push(push: Push): void {
    this.#send(checkedPush(push));
  }
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
