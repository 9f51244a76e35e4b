import { createHash } from 'node:crypto';
import type { Fault } from '../../../main/practice-vault/index.js';
import { OPERATIONS } from '../../../main/practice-vault/index.js';
import { must } from '../../support/must.js';
import { CLIENT, makePractice, TENANT, type Practice } from '../../support/practice.js';
import { CREDENTIAL } from '../../support/workstation.js';
import { VirtualClock } from '../../support/virtual-clock.js';
import { FAULT_SHAPES } from '../support/fault-cells.js';
import { Chance } from './chance.js';
import { Site } from './site.js';

export interface YearOptions {
  readonly seed: number;
  readonly days: number;
  readonly groups: number;
  /** How much more than usual happens in a day; a few weeks must be worth a year. */
  readonly pace: number;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
const VAULTS = ['contoso', 'fabrikam'] as const;
/** With a faster pace keys are rotated more often, too. */
const SHORT_POLICIES = ['3d', '4d', '5d', '1w'] as const;
const POLICIES = ['2w', '30d', '1m', '45d', '2m', '60d', '90d', '3m', '6m', '1y'] as const;
/** The day is looked at so often. */
const ROUNDS_A_DAY = 4;

/** What was played: for the summary, and for the proof what may explain a thing. */
export interface Played {
  readonly faults: Map<string, number>;
  clockJumps: number;
  offlineDays: number;
  daysOfTwo: number;
  byHand: number;
  /** The vault told another public key than it holds, now and then. */
  lied: boolean;
}

/** Plays the days: two workstations, their schedules, people, faults, deaths, clocks that jump, networks that are gone. */
export class Year {
  readonly options: YearOptions;
  readonly chance: Chance;
  readonly practice: Practice;
  readonly sites: readonly [Site, Site];
  readonly played: Played = {
    faults: new Map(),
    clockJumps: 0,
    offlineDays: 0,
    daysOfTwo: 0,
    byHand: 0,
    lied: false,
  };
  #offlineFor = 0;
  #twoFor = 0;

  private constructor(options: YearOptions, chance: Chance, practice: Practice, sites: readonly [Site, Site]) {
    this.options = options;
    this.chance = chance;
    this.practice = practice;
    this.sites = sites;
  }

  static async begin(options: YearOptions): Promise<Year> {
    const chance = new Chance(options.seed);
    const practice = await makePractice({ clock: new VirtualClock() });
    for (const name of VAULTS) await practice.admin({ call: 'ensure-vault', name, tenantId: TENANT, clientId: CLIENT });
    const jitter = (): number => chance.next();
    const sites = [await Site.make('first', practice, jitter), await Site.make('second', practice, jitter)] as const;
    const year = new Year(options, chance, practice, sites);
    year.#makeGroups();
    sites[1].designate(false);
    return year;
  }

  /** Every twentieth group is on both workstations: one key in the vault, and two who believe that it is theirs. */
  #makeGroups(): void {
    for (let number = 0; number < this.options.groups; number += 1) {
      const isShared = number % 20 === 7;
      const name = `${isShared ? 'shared' : 'group'}-${String(number).padStart(3, '0')}`;
      const wanted = {
        name,
        vault: this.chance.pick(VAULTS),
        credential: CREDENTIAL,
        keyType: this.chance.pick(['p-256', 'p-256', 'p-384'] as const),
        rotateEvery: this.chance.pick(this.options.pace > 1 ? SHORT_POLICIES : POLICIES),
        ...(this.chance.often(0.4) ? { disableOlderAfter: this.chance.pick(['2d', '7d', '30d'] as const) } : {}),
        ...(this.chance.often(0.3) ? { validFor: '1y' } : {}),
        ...(this.chance.often(0.3) ? { rotateAt: '02:30', rotateZone: 'Europe/Berlin' } : {}),
      };
      const on = isShared ? this.sites : [this.sites[number % 5 === 4 ? 1 : 0]];
      for (const site of on) must(site.rooms.keyManagement.groups.create(wanted));
    }
  }

  async play(): Promise<void> {
    for (let day = 0; day < this.options.days; day += 1) await this.#day();
    await this.#calmDown();
  }

  async #day(): Promise<void> {
    const { chance, sites } = this;
    await this.#weather();
    for (let round = 0; round < ROUNDS_A_DAY; round += 1) {
      this.practice.clock.advance(Math.round((DAY_MS / ROUNDS_A_DAY) * (0.8 + 0.4 * chance.next())));
      for (const site of sites) {
        if (this.#happens(8)) site.mortal.dieAfter(chance.between(1, 260));
        await site.round();
        if (this.#happens(5) && site.groups.length > 0) await this.#byHand(site);
        site.mortal.rise();
        if (this.#happens(2)) await site.restart();
      }
    }
    await this.#officers();
  }

  /** True on so many days, or rounds, in a hundred at the usual pace. */
  #happens(inHundred: number): boolean {
    return this.chance.often((inHundred / 100) * this.options.pace);
  }

  /** What goes wrong today. */
  async #weather(): Promise<void> {
    const { chance, practice, played, sites } = this;
    await practice.admin({ call: 'clear-faults' });
    if (this.#offlineFor === 0 && this.#happens(2)) this.#offlineFor = chance.between(1, 4);
    if (this.#offlineFor > 0) {
      this.#offlineFor -= 1;
      played.offlineDays += 1;
      const kind = chance.pick(['enotfound', 'unreachable', 'timeout'] as const);
      await this.#fault({ kind });
      await this.#fault({ kind, on: 'token' });
    } else {
      for (let number = chance.between(0, 3); number > 0; number -= 1) await this.#fault(this.#anyFault());
    }
    if (this.#twoFor === 0 && this.#happens(3)) this.#twoFor = chance.between(3, 12);
    sites[1].designate(this.#twoFor > 0);
    if (this.#twoFor > 0) {
      this.#twoFor -= 1;
      played.daysOfTwo += 1;
    }
    if (this.#happens(3)) {
      played.clockJumps += 1;
      const { clock } = practice;
      if (chance.often(0.5)) clock.advance(chance.between(1, 3) * DAY_MS);
      else clock.set(clock.now() - chance.between(1, 6) * HOUR_MS);
    }
  }

  #anyFault(): Fault {
    const { chance } = this;
    const { kind, value, on } = chance.pick(FAULT_SHAPES);
    const operations = on ?? OPERATIONS.filter((operation) => operation !== 'token' || chance.often(0.5));
    if (kind === 'other-public-key') this.played.lied = true;
    return {
      kind,
      ...(value === undefined ? {} : { value }),
      on: chance.pick(operations),
      times: chance.between(1, 9),
      after: chance.between(0, 6),
    };
  }

  async #fault(fault: Fault): Promise<void> {
    this.played.faults.set(fault.kind, (this.played.faults.get(fault.kind) ?? 0) + 1);
    await this.practice.admin({ call: 'add-fault', fault });
  }

  /** What a person does. */
  async #byHand(site: Site): Promise<void> {
    const { chance } = this;
    const { cloud, keys, drift } = site.rooms.keyManagement;
    const group = chance.pick(site.groups);
    this.played.byHand += 1;
    await site.act(async () => {
      switch (chance.pick(['push', 'push', 'rotate', 'compare', 'delete'] as const)) {
        case 'push':
          if ((await keys.create(group)).ok) await cloud.synchronize(group, []);
          return;
        case 'rotate':
          return cloud.rotate(group);
        case 'compare':
          return drift.compare(group);
        case 'delete':
          // Of a key that two workstations share, the other one could not know.
          return group.name.startsWith('shared') ? undefined : cloud.deleteOnCloud(group, chance.often(0.5));
      }
    });
  }

  /** They read the home view: what another workstation or a soft-deleted key stands in the way of, they decide. */
  async #officers(): Promise<void> {
    for (const site of this.sites) {
      if (!site.rooms.settings.designatedDevice) continue;
      for (const [id, { message }] of site.rooms.keyManagement.groups.troubles()) {
        const group = site.groups.find((one) => one.id === id);
        if (!group || !this.chance.often(0.4)) continue;
        const { cloud } = site.rooms.keyManagement;
        if (message.includes('workstation') && message.includes('pushed'))
          await site.act(() => cloud.rotate(group, { followOther: true }));
        else if (message.includes('blocked')) await site.act(() => cloud.purgeDeleted(group));
      }
    }
  }

  /** A fortnight in which everything answers: what was put off is made up for. */
  async #calmDown(): Promise<void> {
    await this.practice.admin({ call: 'clear-faults' });
    for (const site of this.sites) {
      site.mortal.rise();
      await site.restart();
    }
    for (let day = 0; day < 14; day += 1) {
      // One after the other is the designated one: then nobody follows anybody.
      const [first, second] = this.sites;
      const turn = day < 7 ? first : second;
      first.designate(turn === first);
      second.designate(turn === second);
      this.practice.clock.advance(DAY_MS);
      await turn.round();
      for (let time = 0; time < 3; time += 1) await this.#officers();
    }
  }

  /** The same for the same seed: every job of both workstations, with its day and its end. */
  digest(): string {
    const hash = createHash('sha256');
    for (const site of this.sites)
      for (const { startedAt, type, groupName, state, failureCode } of [...site.jobs()].reverse())
        hash.update(
          `${site.name} ${Math.floor(startedAt / DAY_MS)} ${type} ${groupName} ${state} ${failureCode ?? ''}\n`,
        );
    return hash.digest('hex').slice(0, 16);
  }
}
