import type { Job } from '../../shared/domain/job.js';
import type { Clock } from '../clock/clock.js';
import type { BeginJob, JobQueue } from './job-queue.js';

const SECOND_MS = 1000;
/** How long after each look that found nobody the next one comes; the last one goes on. */
const PAUSES_MS = [15, 30, 60, 120, 300, 900].map((seconds) => seconds * SECOND_MS);

/** Looks now and then whether what is queued can begin, less often the longer nobody answers; sleeps while nothing is queued. */
export class QueueRunner {
  readonly #queue: JobQueue;
  readonly #clock: Clock;
  readonly #begin: BeginJob;
  #nudge = new AbortController();

  constructor(queue: JobQueue, clock: Clock, begin: BeginJob) {
    this.#queue = queue;
    this.#clock = clock;
    this.#begin = begin;
  }

  /** Something was queued, or a host answers again: look soon; where it is looking just now, once more after that. */
  nudge(): void {
    this.#nudge.abort();
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    for (let looks = 0; !signal.aborted;) {
      this.#nudge = new AbortController();
      const waiting = this.#queue.list().length;
      const begun: readonly Job[] = waiting === 0 ? [] : await this.#queue.round(this.#begin, signal);
      looks = begun.length > 0 || waiting === 0 ? 0 : looks + 1;
      const pause = PAUSES_MS[Math.min(looks, PAUSES_MS.length - 1)] ?? SECOND_MS;
      const woken = AbortSignal.any([signal, this.#nudge.signal]);
      await this.#clock.wait(pause, woken).catch(() => undefined);
      if (this.#nudge.signal.aborted) looks = 0;
    }
  }
}
