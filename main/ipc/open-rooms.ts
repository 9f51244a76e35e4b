import type { Push } from '../../shared/contract/index.js';
import type { Clock } from '../clock/clock.js';
import type { Workstation } from '../workstation.js';
import { Announcer } from './announcer.js';
import { RunningJobs } from './running-jobs.js';

/** What there is while a workstation is open: its rooms, the jobs that run in them, and who tells the window of it. */
export class OpenRooms {
  readonly workstation: Workstation;
  readonly jobs: RunningJobs;
  readonly announcer: Announcer;

  constructor(workstation: Workstation, clock: Clock, send: (push: Push) => void) {
    this.workstation = workstation;
    this.announcer = new Announcer(workstation, clock, send);
    this.jobs = new RunningJobs({
      changed: (job) => this.announcer.jobChanged(job),
      unfinished: () => workstation.jobs.unfinished(),
    });
    workstation.logFeed.start();
  }

  /** Looks after what an earlier run left behind, beside everything else. */
  recover(): void {
    this.jobs.alongside(async (options) => {
      for (const job of await this.workstation.recover(options)) this.announcer.jobChanged(job);
    });
  }

  /** Brings running work to its end, then seals. */
  async close(): Promise<void> {
    await Promise.all([this.jobs.end(), this.workstation.logFeed.stop()]);
    this.announcer.stop();
    await this.workstation.rememberHead();
    this.workstation.close();
  }
}
