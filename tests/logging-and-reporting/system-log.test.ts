import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { describe, expect, test } from 'vitest';
import type { NewLogEvent } from '../../shared/domain/log-event.js';
import { CHAIN_START, firstBrokenLink, SystemLog } from '../../main/logging-and-reporting/index.js';
import { MIGRATIONS, openStore, type Store } from '../../main/store/index.js';
import { freshFolder } from '../support/folders.js';
import { must } from '../support/must.js';
import { VirtualClock } from '../support/virtual-clock.js';
import { makeStation, stationWithKeys } from '../support/workstation.js';

interface Made {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: VirtualClock;
}

async function logWith(count: number): Promise<Made> {
  const clock = new VirtualClock();
  const masterKey = new Uint8Array(32).fill(7);
  const { store } = must(await openStore({ folder: freshFolder(), masterKey, migrations: MIGRATIONS }));
  const log = new SystemLog(store, clock);
  const events: (NewLogEvent & { time: number })[] = [];
  for (let n = 1; n <= count; n += 1) events.push({ ...eventOf(n), time: clock.now() + n * 1000 });
  if (count > 0) store.commit((tx) => log.append(tx, events));
  return { store, log, clock };
}

function eventOf(n: number): NewLogEvent {
  return {
    service: n % 2 === 0 ? 'Azure Service' : 'System',
    level: n % 3 === 0 ? 'ERROR' : n % 3 === 1 ? 'INFO' : 'WARN',
    event: 'tested',
    actor: 'Ada + Ben',
    object: `thing-${n}`,
    message: `Event number ${n}.`,
  };
}

describe('the chain of events', () => {
  test('is sound whatever its length, pages included', async () => {
    for (const count of [0, 1, 2, 999, 1000, 1001, 2500]) {
      const { log } = await logWith(count);
      expect(log.verify()).toBeUndefined();
      expect([...log.each({})]).toHaveLength(count);
    }
  });

  test('links each event by SHA-256 over the canonical JSON of its other fields to the one before', async () => {
    const { log } = await logWith(3);
    let previous = CHAIN_START;
    for (const { hash, ...rest } of log.each({})) {
      expect(rest.previousHash).toBe(previous);
      expect(hash).toBe(
        createHash('sha256')
          .update(canonicalize(rest) ?? '')
          .digest('hex'),
      );
      previous = hash;
    }
  });

  test.each<[string, string, number]>([
    ['a changed message', "UPDATE log_event SET message = 'Nothing happened.' WHERE sequence = 1234", 1234],
    ['a changed time', 'UPDATE log_event SET time = time + 1 WHERE sequence = 5', 5],
    ['a changed actor', "UPDATE log_event SET actor = 'Eve' WHERE sequence = 1", 1],
    ['a request id that was added', "UPDATE log_event SET request_id = 'x' WHERE sequence = 2000", 2000],
    ['a changed hash', "UPDATE log_event SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 7", 7],
    ['a missing event', 'DELETE FROM log_event WHERE sequence = 1000', 1001],
    ['a missing event at the border of a page', 'DELETE FROM log_event WHERE sequence = 1001', 1002],
    ['a missing beginning', 'DELETE FROM log_event WHERE sequence <= 10', 11],
    ['a missing first event', 'DELETE FROM log_event WHERE sequence = 1', 2],
  ])('%s is found at its place', async (_, sql, expected) => {
    const { store, log } = await logWith(2005);
    store.commit((tx) => tx.run(sql));
    expect(log.verify()).toBe(expected);
  });

  test('two events exchanged are found', async () => {
    const { store, log } = await logWith(20);
    store.commit((tx) => {
      tx.run('UPDATE log_event SET sequence = 1000 WHERE sequence = 8');
      tx.run('UPDATE log_event SET sequence = 8 WHERE sequence = 9');
      tx.run('UPDATE log_event SET sequence = 9 WHERE sequence = 1000');
    });
    expect(log.verify()).toBe(8);
  });

  test('an event hashed anew, but not those after it, is found behind it', async () => {
    const { log } = await logWith(5);
    const events = [...log.each({})];
    const [found] = events.slice(2);
    if (!found) throw new Error('There is no third event.');
    const { hash: _, ...third } = { ...found, message: 'Nothing happened.' };
    const forged = {
      ...third,
      hash: createHash('sha256')
        .update(canonicalize(third) ?? '')
        .digest('hex'),
    };
    expect(firstBrokenLink(events.map((event) => (event.sequence === 3 ? forged : event)))).toBe(4);
  });

  test('goes on soundly over restarts and commits that failed', async () => {
    const station = await makeStation();
    for (let n = 0; n < 3; n += 1) await station.restart();
    expect(() =>
      station.workstation.store.commit((tx) => {
        station.workstation.log.append(tx, [eventOf(1)]);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    station.workstation.log.write(eventOf(2), eventOf(3));
    const events = station.log();
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, at) => at + 1));
    expect(events.map((event) => event.message)).not.toContain('Event number 1.');
    expect(station.workstation.log.verify()).toBeUndefined();
  });
});

describe('the filters', () => {
  test('pick by service, level, time and job; what fits is counted and read alike', async () => {
    const { log, clock } = await logWith(1200);
    const from = clock.now() + 100_000;
    const filters = [
      {},
      { service: 'System' },
      { level: 'WARN' },
      { service: 'Azure Service', level: 'ERROR' },
      { from },
      { to: from },
      { from, to: from + 10_000, service: 'System' },
    ] as const;
    const counts = filters.map((filter) => log.count(filter));
    expect(counts).toEqual([1200, 600, 400, 200, 1101, 99, 5]);
    for (const [at, filter] of filters.entries()) expect([...log.each(filter)]).toHaveLength(counts[at] ?? 0);
    // From is inclusive, to is not.
    expect(log.newest({ from }, 2000)[0]?.sequence).toBe(100);
    expect(log.newest({ to: from }, 1)[0]?.sequence).toBe(99);
    expect(log.newest({ service: 'System' }, 3).map((event) => event.sequence)).toEqual([1195, 1197, 1199]);
  });

  test('pick the events of one job', async () => {
    const station = await stationWithKeys(1);
    const first = await station.synchronize();
    const second = await station.rotate();
    for (const job of [first, second]) {
      const events = station.log({ jobId: job.id });
      expect(events.length).toBeGreaterThan(10);
      expect(new Set(events.map((event) => event.jobId))).toEqual(new Set([job.id]));
    }
  });
});

describe('a whole push and a delete in the Azure Service log', () => {
  test('read in the words of the guide, INFO throughout', async () => {
    const station = await stationWithKeys(1);
    const push = await station.synchronize();
    const removal = await station.deleteOnCloud(true);
    const told = (id: typeof push.id): string[] =>
      station
        .log({ service: 'Azure Service', jobId: id })
        .filter((event) => event.event !== 'azure-call')
        .map((event) => `${event.level} ${event.message.replace(/[0-9a-f]{16,32}/g, '…')}`);
    expect(told(push.id)).toEqual([
      'INFO Job started: Synchronize HSM protected key(s)',
      'INFO Synchronizing 1 HSM protected key(s)...',
      'INFO Created the KEK keyferry-kek-… (RSA-HSM 2048).',
      'INFO Synchronized HSM protected key payroll-001: version … of payroll; the public key in the vault is ours.',
      'INFO Removed the KEK keyferry-kek-… (purged).',
      'INFO Successfully synchronized 1 HSM protected key(s).',
    ]);
    expect(told(removal.id)).toEqual([
      'INFO Job started: Delete HSM protected key(s) on cloud service',
      'INFO Deleting HSM protected key payroll on the cloud service...',
      'INFO Successfully deleted and purged HSM protected key payroll on the cloud service.',
    ]);
    expect(push.messages.at(-1)?.text).toBe('Successfully synchronized 1 HSM protected key(s).');
  });

  test('every request stands there with method, place, status, time it took and its request id', async () => {
    const station = await stationWithKeys(1);
    const job = await station.synchronize();
    const calls = station.log({ jobId: job.id }).filter((event) => event.event === 'azure-call');
    expect(calls).toHaveLength(job.requests);
    for (const call of calls) {
      expect(call.message).toMatch(
        /^(?:GET|POST|PUT|DELETE) (?:contoso\.vault|login)\.localhost\/\S+: \d{3}(?: \S+)?, \d+ ms$/,
      );
      expect(call.requestId).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('WARN is what was recovered, ERROR what was not', async () => {
    const station = await stationWithKeys(1);
    await station.fault('status=503 on=import');
    await station.synchronize();
    const warned = station.log({ service: 'Azure Service', level: 'WARN' });
    expect(warned.map((event) => event.event)).toContain('azure-recovered');
    expect(station.log({ level: 'ERROR' })).toEqual([]);
    await station.fault('firewall times=always');
    const failed = await station.rotate();
    expect(station.log({ level: 'ERROR' })).toMatchObject([
      { event: 'job-failed', message: failed.result, jobId: failed.id },
    ]);
  });
});
