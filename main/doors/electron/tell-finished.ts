import { Notification, type BrowserWindow } from 'electron';
import { contract } from '../../../shared/contract/index.js';
import { JOB_TITLES, type Job, type JobState } from '../../../shared/domain/job.js';
import { bringToFront } from './window.js';

/** The job's end in the middle of a sentence. */
const ENDS: Readonly<Record<JobState, string>> = {
  queued: 'queued',
  running: 'still running',
  succeeded: 'succeeded',
  'succeeded-with-warnings': 'succeeded, with warnings',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
};

const jobPush = contract.loggingAndReporting.push;

/** The jobs that a push brings, where it brings some. */
function jobsIn(push: string): readonly Job[] {
  const parsed: unknown = JSON.parse(push);
  if (typeof parsed !== 'object' || parsed === null || !('room' in parsed) || !('value' in parsed)) return [];
  if (parsed.room !== 'loggingAndReporting') return [];
  const value = jobPush.safeParse(parsed.value);
  return value.success && 'jobs' in value.data ? value.data.jobs : [];
}

/** Tells of jobs that end while nobody looks at the window. A job that was never seen running is old news. */
export class FinishedJobs {
  readonly #window: BrowserWindow;
  readonly #running = new Set<string>();

  constructor(window: BrowserWindow) {
    this.#window = window;
  }

  hear(push: string): void {
    for (const job of jobsIn(push)) {
      if (job.finishedAt === undefined) this.#running.add(job.id);
      else if (this.#running.delete(job.id)) this.#tell(job);
    }
  }

  #tell(job: Job): void {
    if (this.#window.isDestroyed() || this.#window.isFocused() || !Notification.isSupported()) return;
    const notification = new Notification({
      title: JOB_TITLES[job.type],
      body: `${job.groupName} in ${job.vault}: ${ENDS[job.state]}.`,
    });
    notification.on('click', () => bringToFront(this.#window));
    notification.show();
  }
}
