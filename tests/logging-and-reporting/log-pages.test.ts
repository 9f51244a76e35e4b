import { describe, expect, test } from 'vitest';
import { LogPages } from '../../main/logging-and-reporting/index.js';
import { asId } from '../../shared/domain/ids.js';
import { LOG_LEVELS, LOG_SERVICES, type LogEvent, type LogFilter } from '../../shared/domain/log-event.js';
import { logAlone, logEvent, type LogAlone } from '../support/log.js';

const JOB = asId.job('b0000000-0000-4000-8000-000000000001');
/** The same first eight characters. */
const TWIN = asId.job('b0000000-0000-4000-8000-000000000002');

/** Events of every kind, a minute apart. */
function fill({ store, log, clock }: LogAlone, from: number, to: number): void {
  store.commit((tx) => {
    for (let n = from; n <= to; n += 1) {
      clock.advance(60_000);
      const event = logEvent({
        service: LOG_SERVICES[n % 4] ?? 'System',
        level: LOG_LEVELS[n % 3] ?? 'INFO',
        event: n % 10 === 0 ? 'Key-Rotated' : 'azure-call',
        object: `contoso/group-${n % 7}`,
        message: n % 11 === 0 ? `Prüfung 100% of a_b Nr. ${n}` : `Call number ${n}`,
        ...(n % 5 === 0 ? { jobId: JOB } : n % 5 === 1 ? { jobId: TWIN } : {}),
        ...(n % 6 === 0 ? { requestId: `AbCd-${n}` } : {}),
      });
      log.append(tx, [event]);
    }
  });
}

/** What a filter means, written down a second time, the slow way. */
function fits(event: LogEvent, filter: LogFilter): boolean {
  const { service, level, from, to, jobId, text } = filter;
  const texts = [event.message, event.object, event.actor, event.event, event.requestId ?? ''];
  return (
    (service === undefined || event.service === service) &&
    (level === undefined || event.level === level) &&
    (from === undefined || event.time >= from) &&
    (to === undefined || event.time < to) &&
    (jobId === undefined || event.jobId === jobId) &&
    (text === undefined || texts.some((one) => one.toLowerCase().includes(text.toLowerCase())))
  );
}

const START = Date.UTC(2026, 10, 23, 9, 0, 0);
const FILTERS: readonly LogFilter[] = [
  {},
  { text: '' },
  { service: 'Azure Service' },
  { level: 'ERROR' },
  { service: 'Identity', level: 'WARN' },
  { from: START + 100 * 60_000 },
  { to: START + 100 * 60_000 },
  { level: 'INFO', from: START + 50 * 60_000, to: START + 90 * 60_000 },
  { jobId: JOB },
  { jobId: TWIN, level: 'WARN' },
  { text: 'call NUMBER 1' },
  { text: 'group-3' },
  { text: 'ben' },
  { text: 'key-ROTATED' },
  { text: 'abcd-6' },
  { text: 'PRÜFUNG' },
  { text: '100%' },
  { text: 'a_b' },
  { text: '\\' },
  { text: 'nowhere' },
  { service: 'System', text: 'nr. 1' },
  { jobId: JOB, text: 'Prüf' },
];

describe('pages of the log', () => {
  test('every filter answers what it means, page for page, newest first', async () => {
    const alone = await logAlone();
    fill(alone, 1, 300);
    const pages = new LogPages(alone.store);
    const all = [...alone.log.each({})].reverse();
    for (const filter of FILTERS) {
      const expected = all.filter((event) => fits(event, filter));
      const name = JSON.stringify(filter);
      for (const [offset, limit] of [
        [0, 20],
        [13, 7],
        [Math.max(0, expected.length - 3), 20],
        [5000, 20],
      ] as const) {
        const page = await pages.page(filter, offset, limit);
        expect(page.total, name).toBe(expected.length);
        expect(page.lastSequence, name).toBe(300);
        expect(page.events, name).toEqual(expected.slice(offset, offset + limit));
      }
    }
    expect(
      FILTERS.map((filter) => all.filter((event) => fits(event, filter)).length).filter((n) => n === 0),
    ).toHaveLength(2);
  });

  test('events that come later stand on the first page of every filter, also of those used before', async () => {
    const alone = await logAlone();
    const pages = new LogPages(alone.store);
    expect(await pages.page({ level: 'ERROR' }, 0, 10)).toEqual({ total: 0, lastSequence: 0, events: [] });
    for (const last of [40, 41, 120]) {
      fill(alone, (await pages.page({}, 0, 1)).total + 1, last);
      const all = [...alone.log.each({})].reverse();
      for (const filter of FILTERS) {
        const expected = all.filter((event) => fits(event, filter));
        expect((await pages.page(filter, 0, 500)).events, JSON.stringify(filter)).toEqual(expected);
      }
    }
  });

  test('typing a text letter by letter, there and back, answers as if each was asked alone', async () => {
    const alone = await logAlone();
    fill(alone, 1, 200);
    const pages = new LogPages(alone.store);
    for (const text of ['c', 'ca', 'call', 'call number 1', 'call number 12', 'call', 'c', 'x', 'CALL NUMBER 12']) {
      const fresh = await new LogPages(alone.store).page({ text }, 0, 500);
      expect(await pages.page({ text }, 0, 500), text).toEqual(fresh);
    }
  });

  test('a long search lets others have a turn, and calls at once for one filter answer the same', async () => {
    const alone = await logAlone();
    fill(alone, 1, 100);
    let pauses = 0;
    const pages = new LogPages(alone.store, () => {
      pauses += 1;
      // An event that comes in mid-search.
      if (pauses === 1) fill(alone, 101, 101);
      return Promise.resolve();
    });
    const [one, two] = await Promise.all([pages.page({ text: 'number' }, 0, 5), pages.page({ text: 'NUMBER' }, 0, 5)]);
    expect(pauses).toBeGreaterThan(0);
    expect(two.lastSequence).toBe(101);
    expect(two.total).toBe(alone.log.count({ text: 'number' }));
    expect(one.events.every((event) => event.message.includes('number'))).toBe(true);
  });

  test('counting, the newest and the walk for exports mean the same by a filter', async () => {
    const alone = await logAlone();
    fill(alone, 1, 150);
    const all = [...alone.log.each({})];
    for (const filter of FILTERS) {
      const expected = all.filter((event) => fits(event, filter));
      const name = JSON.stringify(filter);
      expect([...alone.log.each(filter)], name).toEqual(expected);
      expect(alone.log.count(filter), name).toBe(expected.length);
      expect(alone.log.newest(filter, 4), name).toEqual(expected.slice(-4));
    }
  });
});
