import type { JobId, KeyId } from '../../shared/domain/ids.js';
import type { Job, JobStep, StepName } from '../../shared/domain/job.js';
import type { LogLevel, NewLogEvent } from '../../shared/domain/log-event.js';
import type { Failure, Result } from '../../shared/result.js';
import type { CallListener, CallRecord, Notice } from '../azure/types.js';
import type { Clock } from '../clock/clock.js';
import { insertMessage, jobDetails, putJob, putStep } from '../store/tables/jobs.js';
import type { Store, Transaction } from '../store/types.js';
import { callEvent, noticeEvent } from './azure-events.js';
import type { SystemLog } from './system-log.js';

/** Told after every commit of a job; must not throw. */
export type JobWatcher = (job: Job, message?: string) => void;

interface StepEnd<T> {
  /** Committed together with the end of the step. */
  readonly record?: (tx: Transaction, value: T) => void;
}

/**
 * What a running job uses: steps recorded before they happen, messages, and a listener for the Azure connection.
 * Whatever was gathered since the last commit (calls, notices, messages) goes into the next one.
 */
export class JobContext implements CallListener {
  readonly signal: AbortSignal;
  warnings = 0;
  #job: Job;
  readonly #store: Store;
  readonly #log: SystemLog;
  readonly #clock: Clock;
  readonly #watcher: JobWatcher;
  #stepNumber = 0;
  #lastRequestId: string | undefined;
  #pending: ((tx: Transaction) => void)[] = [];
  #told: string[] = [];

  constructor(
    job: Job,
    parts: { store: Store; log: SystemLog; clock: Clock; watcher: JobWatcher; signal: AbortSignal; firstStep: number },
  ) {
    this.#job = job;
    this.#store = parts.store;
    this.#log = parts.log;
    this.#clock = parts.clock;
    this.#watcher = parts.watcher;
    this.signal = parts.signal;
    this.#stepNumber = parts.firstStep;
  }

  get job(): Job {
    return this.#job;
  }

  get id(): JobId {
    return this.#job.id;
  }

  /** The object of this job's log events: `vault/group`. */
  get object(): string {
    return `${this.#job.vault}/${this.#job.groupName}`;
  }

  /** Gathers one log event for the next commit. */
  log(event: Omit<NewLogEvent, 'actor' | 'jobId' | 'object'> & { readonly object?: string }): void {
    const time = this.#clock.now();
    this.#pending.push((tx) =>
      this.#log.append(tx, [{ object: this.object, ...event, actor: this.#job.by, jobId: this.id, time }]),
    );
  }

  /** A message of the job's own panel, and the same line in the Azure Service log. */
  say(
    level: LogLevel,
    event: string,
    text: string,
    more: Pick<NewLogEvent, 'requestId' | 'outcome' | 'reason' | 'approver'> = {},
  ): void {
    const time = this.#clock.now();
    if (level === 'WARN') this.warnings += 1;
    this.#pending.push((tx) => insertMessage(tx, this.id, { time, level, text }));
    this.#told.push(text);
    this.log({ service: 'Azure Service', level, event, message: text, ...more });
  }

  onCall(call: CallRecord): void {
    this.#lastRequestId = call.clientRequestId;
    this.#job = { ...this.#job, requests: this.#job.requests + 1 };
    this.log(callEvent(call));
  }

  onNotice(notice: Notice): void {
    const { level, event, message, requestId } = noticeEvent(notice);
    this.say(level, event, message, requestId ? { requestId } : {});
  }

  /** Commits what was gathered and `work` in one transaction, then tells the watcher. */
  commit(work: (tx: Transaction) => void = () => undefined): void {
    const pending = this.#pending;
    this.#store.commit((tx) => {
      for (const write of pending) write(tx);
      putJob(tx, this.#job);
      work(tx);
    });
    this.#pending = [];
    const told = this.#told;
    this.#told = [];
    if (told.length === 0) this.#watcher(this.#job);
    for (const text of told) this.#watcher(this.#job, text);
  }

  /** Changes the job's own row; written with the next commit. */
  update(change: Partial<Job>): void {
    this.#job = { ...this.#job, ...change };
  }

  /**
   * Runs one step. Its beginning is committed with `before` ahead of the work, its end with `record` after it, so that
   * a crash in between always finds the step and what it meant to do.
   */
  async step<T>(
    name: StepName,
    options: { readonly keyId?: KeyId; readonly before?: (tx: Transaction) => void } & StepEnd<T>,
    work: () => Promise<Result<T>> | Result<T>,
  ): Promise<Result<T>> {
    this.#stepNumber += 1;
    const step: JobStep = {
      number: this.#stepNumber,
      name,
      state: 'running',
      startedAt: this.#clock.now(),
      ...(options.keyId ? { keyId: options.keyId } : {}),
    };
    this.commit((tx) => {
      putStep(tx, this.id, step);
      options.before?.(tx);
    });
    this.#lastRequestId = undefined;
    const result = await work();
    this.commit((tx) => {
      putStep(tx, this.id, this.#finished(step, result.ok ? undefined : result.failure));
      if (result.ok) options.record?.(tx, result.value);
    });
    return result;
  }

  /** Closes the steps that are running in the books only; written with the next commit. */
  closeSteps(detail: string): void {
    const finishedAt = this.#clock.now();
    this.#pending.push((tx) => {
      for (const step of jobDetails(tx, this.id)?.steps ?? [])
        if (step.state === 'running') putStep(tx, this.id, { ...step, state: 'failed', finishedAt, detail });
    });
  }

  #finished(step: JobStep, failure: Failure | undefined): JobStep {
    return {
      ...step,
      state: failure ? 'failed' : 'done',
      finishedAt: this.#clock.now(),
      ...(this.#lastRequestId ? { requestId: this.#lastRequestId } : {}),
      ...(failure ? { detail: failure.message } : {}),
    };
  }
}
