import type { Job } from '../../../shared/domain/job.js';
import type { KeyGroup } from '../../../shared/domain/key-group.js';
import type { Result } from '../../../shared/result.js';
import { RotationScheduler } from '../../../main/key-management/index.js';
import { practiceHttpClient } from '../../../main/practice-vault/index.js';
import { must } from '../../support/must.js';
import type { Practice } from '../../support/practice.js';
import { makeStation, type Station } from '../../support/workstation.js';
import { Mortal } from './mortal.js';

const forever = new AbortController().signal;

/** A rotation that the schedule asked for. */
export interface Asked {
  readonly group: string;
  readonly dueAt: number;
  readonly begun: number;
  readonly job?: Job['id'];
  /** Why there was no job. */
  readonly code?: string;
}

/** One workstation of the year, with its schedule, that dies and is started again. */
export class Site {
  readonly name: string;
  readonly station: Station;
  readonly mortal: Mortal;
  readonly asked: Asked[] = [];
  kills = 0;
  restarts = 0;

  private constructor(name: string, station: Station, mortal: Mortal) {
    this.name = name;
    this.station = station;
    this.mortal = mortal;
  }

  static async make(name: string, practice: Practice, jitter: () => number): Promise<Site> {
    const mortal = new Mortal();
    const httpClient = mortal.client(practiceHttpClient(practice.service));
    const station = await makeStation({
      clock: practice.clock,
      files: mortal.files,
      practice: { httpClient, admin: practice.admin },
      jitter,
    });
    return new Site(name, station, mortal);
  }

  get rooms() {
    return this.station.workstation;
  }

  get groups(): readonly KeyGroup[] {
    return this.rooms.keyManagement.groups.list();
  }

  designate(on: boolean): void {
    must(this.rooms.settings.set('designated-device', on ? 'on' : 'off'));
  }

  /** Everything that the schedule finds due now. */
  async round(): Promise<void> {
    const { store, log, settings, keyManagement } = this.rooms;
    const { clock } = this.station;
    const { cloud, drift } = keyManagement;
    const scheduler = new RotationScheduler(
      { store, log, settings, clock },
      {
        rotate: async (group, dueAt) => {
          const begun = clock.now();
          const result = await cloud.rotate(group, { dueAt });
          const what = result.ok ? { job: result.value.id } : { code: result.failure.code };
          this.asked.push({ group: group.name, dueAt, begun, ...what });
          return result;
        },
        disableOlder: (group) => cloud.disableOlder(group),
        compare: (group) => drift.compare(group),
        changed: () => undefined,
      },
    );
    await this.act(() => scheduler.round(forever));
  }

  /** A piece of work during which the process may be killed; then it is started again, and looks after what it finds. */
  async act(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // What a dying process throws, nobody sees.
      if (!this.mortal.dead) throw error;
    }
    if (!this.mortal.dead) return;
    this.kills += 1;
    this.station.close();
    this.mortal.rise();
    await this.station.restart();
  }

  async restart(): Promise<void> {
    this.restarts += 1;
    await this.station.restart();
  }

  jobs(): readonly Job[] {
    return this.rooms.jobs.list(1_000_000);
  }
}

/** Jobs may fail in this year; what must not be is an exception. */
export function whatever(result: Promise<Result<unknown>>): Promise<unknown> {
  return result;
}
