import type { Job } from '../../../shared/domain/job.js';
import { describeFailure } from '../../../shared/describe-failure.js';
import { fail, ok, type Result } from '../../../shared/result.js';
import { StoreWriteError } from '../../../main/store/index.js';
import { must } from '../../support/must.js';
import { VAULT } from '../../support/practice.js';
import type { Station } from '../../support/workstation.js';

const DAY_MS = 86_400_000;

/** One kind of work that sends requests: how things are before it, and how it is done. */
export interface Work {
  readonly name: string;
  prepare(station: Station): Promise<void>;
  /** The job, or nothing where the work is no job. */
  run(station: Station): Promise<Result<Job | undefined>>;
  /** Does whatever is still to be done when everything answers again; must throw where that is not possible. */
  finish(station: Station): Promise<void>;
  /** Before its end the books may say something else of versions in the vault; see Sound. */
  readonly tolerates?: 'disabled-by-others' | 'gone-by-others' | 'recovered';
}

async function pushed(station: Station, keys: number): Promise<void> {
  station.createGroup();
  for (let number = 0; number < keys; number += 1) await station.createKey();
  await station.synchronize();
}

/** Deleted in the vault by somebody else: the books do not know. */
async function deleteBehindOurBack(station: Station): Promise<void> {
  must({ ok: true, value: station.practice.service.keysOf(VAULT)?.delete('payroll') });
  await station.clock.sleep(3000);
}

/** After the work the job must have gone well; `codes` are those of failures that say that it was done before. */
function mustHaveEnded(result: Result<Job | undefined>, ...codes: readonly string[]): void {
  if (!result.ok) {
    if (!codes.includes(result.failure.code)) throw new Error(`Not to be finished: ${describeFailure(result.failure)}`);
    return;
  }
  const job = result.value;
  if (!job || job.state.startsWith('succeeded') || codes.includes(job.failureCode ?? '')) return;
  throw new Error(`Not to be finished: ${job.state}: ${job.result ?? ''}`);
}

/** What the disk refuses is told by whoever called. */
async function recorded<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StoreWriteError) return { ok: false, failure: error.failure };
    throw error;
  }
}

const cloud = (station: Station) => station.workstation.keyManagement.cloud;
const jobless = async (work: () => Promise<Result<unknown>>): Promise<Result<undefined>> => {
  const done = await recorded(work);
  return done.ok ? ok(undefined) : done;
};

/** Brings the keys of the group into the vault, whatever the work left there. */
async function synchronizeAll(station: Station): Promise<void> {
  mustHaveEnded(await cloud(station).synchronize(station.group(), []), 'nothing-to-push');
}

/** What sends keys. */
export const PUSHES: readonly Work[] = [
  {
    name: 'synchronize',
    prepare: async (station) => {
      station.createGroup();
      for (let number = 0; number < 2; number += 1) await station.createKey();
    },
    run: (station) => cloud(station).synchronize(station.group(), []),
    finish: synchronizeAll,
  },
  {
    name: 'push again',
    tolerates: 'gone-by-others',
    prepare: async (station) => {
      await pushed(station, 2);
      await deleteBehindOurBack(station);
      station.practice.service.keysOf(VAULT)?.purge('payroll');
      await station.clock.sleep(10_000);
    },
    run: (station) =>
      cloud(station).synchronize(
        station.group(),
        station.keys().map(({ id }) => id),
        { again: true },
      ),
    finish: async (station) => {
      const keys = station.keys().map(({ id }) => id);
      mustHaveEnded(await cloud(station).synchronize(station.group(), keys, { again: true }), 'nothing-to-push');
      mustHaveEnded(await cloud(station).synchronize(station.group(), keys), 'nothing-to-push');
    },
  },
  {
    name: 'rotate',
    prepare: (station) => pushed(station, 1),
    run: (station) => cloud(station).rotate(station.group()),
    finish: async (station) => mustHaveEnded(await cloud(station).rotate(station.group())),
  },
  {
    name: 'rotate on schedule',
    prepare: async (station) => {
      await pushed(station, 1);
      must(station.workstation.keyManagement.groups.edit('payroll', { rotateEvery: '30d' }));
    },
    run: (station) => cloud(station).rotate(station.group(), { dueAt: station.clock.now() }),
    finish: async (station) =>
      mustHaveEnded(await cloud(station).rotate(station.group(), { dueAt: station.clock.now() })),
  },
];

/** Everything else that sends requests. */
export const OTHER_WORKS: readonly Work[] = [
  {
    name: 'delete and purge',
    prepare: (station) => pushed(station, 2),
    run: (station) => cloud(station).deleteOnCloud(station.group(), true),
    finish: async (station) => mustHaveEnded(await cloud(station).deleteOnCloud(station.group(), true)),
  },
  {
    name: 'delete, keep recoverable',
    prepare: (station) => pushed(station, 2),
    run: (station) => cloud(station).deleteOnCloud(station.group(), false),
    finish: async (station) => mustHaveEnded(await cloud(station).deleteOnCloud(station.group(), false)),
  },
  {
    name: 'purge what is deleted',
    tolerates: 'gone-by-others',
    prepare: async (station) => {
      await pushed(station, 2);
      await deleteBehindOurBack(station);
    },
    run: (station) => cloud(station).purgeDeleted(station.group()),
    finish: async (station) => mustHaveEnded(await cloud(station).purgeDeleted(station.group()), 'not-deleted'),
  },
  {
    name: 'recover what is deleted',
    tolerates: 'recovered',
    prepare: async (station) => {
      // Recovering is not among the permissions that a credential usually has.
      await station.deny();
      await pushed(station, 2);
      await station.deleteOnCloud(false);
    },
    run: (station) => cloud(station).recoverDeleted(station.group()),
    finish: async (station) => {
      mustHaveEnded(await cloud(station).recoverDeleted(station.group()));
      await synchronizeAll(station);
    },
  },
  {
    name: 'disable older',
    prepare: async (station) => {
      await pushed(station, 3);
      must(station.workstation.keyManagement.groups.edit('payroll', { disableOlderAfter: '1d' }));
      station.clock.advance(2 * DAY_MS);
    },
    run: (station) => cloud(station).disableOlder(station.group()),
    finish: async (station) => mustHaveEnded(await cloud(station).disableOlder(station.group())),
  },
  {
    name: 'enable a version',
    tolerates: 'disabled-by-others',
    prepare: async (station) => {
      await pushed(station, 2);
      const keys = station.practice.service.keysOf(VAULT);
      const { key, version } = keys?.needVersion('payroll', '') ?? {};
      if (keys && key && version) keys.replaceVersion(key, { ...version, enabled: false });
    },
    run: (station) => cloud(station).enableVersion(station.group(), activeVersion(station)),
    finish: async (station) =>
      mustHaveEnded(await cloud(station).enableVersion(station.group(), activeVersion(station))),
  },
  {
    name: 'compare',
    prepare: (station) => pushed(station, 2),
    run: (station) => jobless(() => station.workstation.keyManagement.drift.compare(station.group())),
    finish: async (station) => void must(await station.workstation.keyManagement.drift.compare(station.group())),
  },
  {
    name: 'pre-flight',
    prepare: (station) => pushed(station, 1),
    run: (station) => jobless(() => preflight(station)),
    finish: async (station) => {
      // A throw-away KEK that could not be removed is removed by a later pre-flight, once it has expired.
      station.clock.advance(2 * 3_600_000);
      must(await preflight(station));
    },
  },
  {
    name: 'recovery at the start',
    prepare: async (station) => {
      station.createGroup();
      for (let number = 0; number < 2; number += 1) await station.createKey();
      // The vault acts, its answer is lost, and then it goes silent: nobody knows, and a KEK is left.
      await station.fault('reset-after on=import');
      await station.fault('firewall on=list after=1 times=always');
      await station.fault('firewall on=delete times=always');
      await station.synchronize();
      await station.clearFaults();
    },
    run: async (station) => {
      await recorded(async () => ok(await station.workstation.recover()));
      return ok(undefined);
    },
    finish: synchronizeAll,
  },
];

export const WORKS: readonly Work[] = [...PUSHES, ...OTHER_WORKS];

async function preflight(station: Station): Promise<Result<undefined>> {
  const credential = must(station.workstation.credentials.find('azure-app'));
  const checks = await station.workstation.preflight(credential, VAULT);
  if (!checks.ok) return checks;
  const bad = checks.value.find(({ outcome }) => outcome === 'failed');
  return bad ? fail('pre-flight-failed', bad.finding) : ok(undefined);
}

function activeVersion(station: Station): string {
  const versions = station.keys().flatMap((key) => key.versions);
  return versions.find((version) => version.active)?.version ?? '';
}
