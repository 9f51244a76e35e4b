import { describeFailure } from '../../shared/describe-failure.js';
import type { GroupId } from '../../shared/domain/ids.js';
import { ROTATION_SCHEDULE, type Job } from '../../shared/domain/job.js';
import type { KeyGroup } from '../../shared/domain/key-group.js';
import type { Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import { listDrift } from '../store/tables/drift.js';
import { groupById, groupsDue, listGroups } from '../store/tables/groups.js';
import { allTroubles, putTrouble, troubleOf } from '../store/tables/rotation-trouble.js';
import { StoreWriteError, type Store } from '../store/types.js';
import { groupsWithOldVersions } from './old-versions.js';

/** The clock is looked at so often, however far away the next due date is: machines sleep, and clocks are set. */
const LOOK_EVERY_MS = 30_000;
const MINUTE_MS = 60_000;
/** How long after each failure in a row it is tried again; the last one goes on. */
const BACK_OFF_MS = [5, 15, 60, 4 * 60, 12 * 60, 24 * 60].map((minutes) => minutes * MINUTE_MS);
/** Not failures of the rotation: somebody works on the group, or the device is not the one that may. */
const NOT_NOW = new Set(['job-running', 'not-designated']);

/** What carries the work out, so that the window sees its jobs and can cancel them. */
export interface ScheduledWork {
  rotate(group: KeyGroup, dueAt: number): Promise<Result<Job>>;
  disableOlder(group: KeyGroup): Promise<Result<Job>>;
  compare(group: KeyGroup): Promise<Result<unknown>>;
  /** What is known of the group's schedule changed. */
  changed(id: GroupId): void;
}

export interface SchedulerParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: SystemLog;
  readonly settings: { readonly designatedDevice: boolean; readonly compareEveryMs: number | undefined };
}

/**
 * Rotates what is due, one group after the other, the longest overdue first; what was missed while the workstation was off
 * once, not once for each date. Only on the designated device. A failure is put off for longer each time, and stands with
 * the group until a rotation succeeds.
 */
export class RotationScheduler {
  readonly #parts: SchedulerParts;
  readonly #work: ScheduledWork;
  #nudge = new AbortController();
  /** When each group was last compared from here, whether that went well or not. */
  readonly #compared = new Map<GroupId, number>();
  /** Disabling older versions that failed: not tried again before. */
  readonly #putOff = new Map<GroupId, number>();

  constructor(parts: SchedulerParts, work: ScheduledWork) {
    this.#parts = parts;
    this.#work = work;
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.round(signal);
      this.#nudge = new AbortController();
      const woken = AbortSignal.any([signal, this.#nudge.signal]);
      await this.#parts.clock.wait(LOOK_EVERY_MS, woken).catch(() => undefined);
    }
  }

  /** A schedule or a setting changed: look now. */
  nudge(): void {
    this.#nudge.abort();
  }

  /** Hosts answer again: what was put off for want of them is not put off any longer. */
  networkBack(): void {
    const { store, clock } = this.#parts;
    const waiting = [...allTroubles(store)].filter(([, { retryAt }]) => retryAt > clock.now());
    if (waiting.length === 0) return;
    try {
      store.commit((tx) => {
        for (const [id, trouble] of waiting) putTrouble(tx, id, { ...trouble, retryAt: clock.now() });
      });
    } catch (error) {
      // Then each waits for the time it was put off to.
      if (!(error instanceof StoreWriteError)) throw error;
    }
    this.nudge();
  }

  /** Everything that is due now. Answers the jobs that were run. */
  async round(signal: AbortSignal): Promise<readonly Job[]> {
    const jobs: Job[] = [];
    const tried = new Set<GroupId>();
    for (let group = this.#next(tried); group && !signal.aborted; group = this.#next(tried)) {
      tried.add(group.id);
      const job = await this.#rotate(group);
      if (job) jobs.push(job);
    }
    for (const group of this.#outdated()) {
      if (signal.aborted) break;
      const job = await this.#disableOlder(group);
      if (job) jobs.push(job);
    }
    await this.#compare(signal);
    return jobs;
  }

  /** Compare with Vault, for groups that were not looked at for so long; one that fails waits as long as all others. */
  async #compare(signal: AbortSignal): Promise<void> {
    const { store, clock, settings } = this.#parts;
    const every = settings.compareEveryMs;
    if (every === undefined) return;
    const before = listDrift(store);
    for (const group of listGroups(store)) {
      const looked = Math.max(before.get(group.id)?.comparedAt ?? 0, this.#compared.get(group.id) ?? 0);
      if (signal.aborted || clock.now() - looked < every) continue;
      this.#compared.set(group.id, clock.now());
      await this.#work.compare(group);
      this.#work.changed(group.id);
    }
  }

  /** Read anew each time: a round takes its time, and people go on working. */
  #next(tried: ReadonlySet<GroupId>): KeyGroup | undefined {
    const { store, clock, settings } = this.#parts;
    if (!settings.designatedDevice) return undefined;
    const now = clock.now();
    return groupsDue(store, now).find(
      (group) => !tried.has(group.id) && (troubleOf(store, group.id)?.retryAt ?? 0) <= now,
    );
  }

  async #rotate(group: KeyGroup): Promise<Job | undefined> {
    const result = await this.#work.rotate(group, group.nextRotation ?? this.#parts.clock.now());
    if (!result.ok) {
      if (!NOT_NOW.has(result.failure.code)) this.#putOffRotation(group, describeFailure(result.failure));
      return undefined;
    }
    const { state, result: sentence } = result.value;
    if (state !== 'succeeded' && state !== 'succeeded-with-warnings')
      this.#putOffRotation(group, sentence ?? 'See the job.');
    return result.value;
  }

  #putOffRotation({ id, name, vault }: KeyGroup, message: string): void {
    const { store, clock, log } = this.#parts;
    // Somebody may have removed the group meanwhile.
    if (!groupById(store, id)) return;
    const now = clock.now();
    const before = troubleOf(store, id);
    const failures = (before?.failures ?? 0) + 1;
    const retryAt = now + (BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? 0);
    const again = new Date(retryAt).toISOString().slice(0, 16).replace('T', ' ');
    try {
      store.commit((tx) => {
        putTrouble(tx, id, { since: before?.since ?? now, failures, retryAt, message });
        log.append(tx, [
          {
            service: 'Key Management',
            level: 'WARN',
            event: 'rotation-put-off',
            actor: ROTATION_SCHEDULE,
            object: `${vault}/${name}`,
            message: `The scheduled rotation of ${name} failed (${failures} time(s) in a row); it is tried again on ${again} UTC.`,
          },
        ]);
      });
      this.#work.changed(id);
    } catch (error) {
      // What cannot be written down is tried again at the next look.
      if (!(error instanceof StoreWriteError)) throw error;
    }
  }

  #outdated(): readonly KeyGroup[] {
    const { store, clock, settings } = this.#parts;
    if (!settings.designatedDevice) return [];
    const now = clock.now();
    return groupsWithOldVersions(store, now).filter((group) => (this.#putOff.get(group.id) ?? 0) <= now);
  }

  async #disableOlder(group: KeyGroup): Promise<Job | undefined> {
    const result = await this.#work.disableOlder(group);
    const done = result.ok && result.value.state.startsWith('succeeded');
    if (done) this.#putOff.delete(group.id);
    else this.#putOff.set(group.id, this.#parts.clock.now() + 60 * MINUTE_MS);
    return result.ok ? result.value : undefined;
  }
}
