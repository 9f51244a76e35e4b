import type { Push } from '../../shared/contract/index.js';
import type { Job } from '../../shared/domain/job.js';
import type { Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { QueueRunner, RotationScheduler } from '../key-management/index.js';
import type { JobOptions } from '../logging-and-reporting/index.js';
import type { Workstation } from '../workstation.js';
import { Announcer } from './announcer.js';
import { RunningJobs } from './running-jobs.js';

/** What there is while a workstation is open: its rooms, the jobs that run in them, and who tells the window of it. */
export class OpenRooms {
  readonly workstation: Workstation;
  readonly jobs: RunningJobs;
  readonly announcer: Announcer;
  /** Rotates what is due, while the window is open or locked. */
  readonly schedule: RotationScheduler;
  /** Begins what is queued when its vault answers again. */
  readonly queue: QueueRunner;

  constructor(workstation: Workstation, clock: Clock, send: (push: Push) => void) {
    this.workstation = workstation;
    this.announcer = new Announcer(workstation, clock, send);
    this.jobs = new RunningJobs({
      changed: (job) => this.announcer.jobChanged(job),
      unfinished: () => workstation.jobs.unfinished(),
    });
    workstation.endpoints.onChange(() => {
      this.announcer.configurationChanged();
      if (workstation.endpoints.list().length > 0) return;
      this.queue.nudge();
      this.schedule.networkBack();
    });
    workstation.logFeed.start();
    const { store, log, settings } = workstation;
    const { cloud } = workstation.keyManagement;
    this.schedule = new RotationScheduler(
      { store, clock, log, settings },
      {
        rotate: (group, dueAt) => this.#run((options) => cloud.rotate(group, { ...options, dueAt })),
        disableOlder: (group) => this.#run((options) => cloud.disableOlder(group, options)),
        compare: (group) => workstation.keyManagement.drift.compare(group, this.jobs.sealing),
        changed: (id) => this.announcer.groupChanged(id),
      },
    );
    this.queue = new QueueRunner(workstation.keyManagement.queue, clock, (work) => this.#run(work));
  }

  /** Looks after what an earlier run left behind, then after the schedule, beside everything else. */
  begin(): void {
    this.jobs.alongside(async (options) => {
      for (const job of await this.workstation.recover(options)) this.announcer.jobChanged(job);
      await Promise.all([this.schedule.run(this.jobs.sealing), this.queue.run(this.jobs.sealing)]);
    });
  }

  /** A job as the window starts it, waited for until it has ended. */
  #run(work: (options: JobOptions) => Promise<Result<Job>>): Promise<Result<Job>> {
    return new Promise((resolve, reject) => {
      const started = this.jobs.start((options) => {
        const result = work(options);
        result.then(resolve, reject);
        return result;
      });
      started.catch(reject);
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
