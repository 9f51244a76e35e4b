import { describe, expect, it } from 'vitest';
import { PAGE, PagedEvents } from '../../../renderer/logging-and-reporting/system-logs/paged-events.js';
import { FakeLog } from './fake-log.js';

async function started(total: number): Promise<{ log: FakeLog; events: PagedEvents }> {
  const log = new FakeLog(total);
  const events = new PagedEvents(log.ask);
  events.start();
  await log.answerAll();
  return { log, events };
}

describe('the events of a filter, page by page', () => {
  it('begin with the newest', async () => {
    const { log, events } = await started(1000);
    expect(events.state()).toEqual({ ready: true, rows: 1000, newer: 0, failure: undefined });
    expect(events.at(0)?.sequence).toBe(1000);
    expect(log.asked).toBe(1);
  });

  it('are fetched when they come into sight, and only once', async () => {
    const { log, events } = await started(1000);
    events.want(600, 640);
    await log.answerAll();
    expect(events.at(600)?.sequence).toBe(400);
    expect(events.at(640)?.sequence).toBe(360);
    const { asked } = log;
    events.want(610, 630);
    expect(log.asked).toBe(asked);
  });

  it('ask two questions at most at once, and forget what is out of sight again', async () => {
    const { log, events } = await started(100_000);
    for (let row = 1000; row < 90_000; row += 1000) events.want(row, row + 40);
    expect(log.open).toHaveLength(2);
    await log.answerAll();
    // The two that were on their way, and the pages that are in sight at the end.
    expect(log.asked).toBeLessThanOrEqual(1 + 2 + 2);
    expect(events.at(89_000)?.sequence).toBe(11_000);
    expect(events.at(50_000)).toBeUndefined();
  });

  it('stay in their rows when new ones come while somebody reads further down', async () => {
    const { log, events } = await started(1000);
    events.follow(false);
    log.total = 1007;
    void events.refresh();
    await log.answerAll();
    expect(events.state()).toMatchObject({ rows: 1000, newer: 7 });
    expect(events.at(0)?.sequence).toBe(1000);
    events.catchUp();
    expect(events.state()).toMatchObject({ rows: 1007, newer: 0 });
    expect(events.at(0)?.sequence).toBe(1007);
  });

  it('follow the log at its newest end', async () => {
    const { log, events } = await started(1000);
    log.total = 1001;
    void events.refresh();
    await log.answerAll();
    expect(events.state()).toMatchObject({ rows: 1001, newer: 0 });
  });

  it('stand in their places although the log grew while a page was on its way', async () => {
    const { log, events } = await started(1000);
    events.follow(false);
    events.want(500, 530);
    log.total = 1030;
    await log.answerAll();
    for (let row = 500; row <= 530; row += 1) expect(events.at(row)?.sequence).toBe(1000 - row);
  });

  it('do not listen to answers once stopped', async () => {
    const { log, events } = await started(1000);
    events.want(600, 640);
    const late = log.open[0];
    events.stop();
    await late?.answer();
    expect(events.at(600)).toBeUndefined();
  });

  it('say why a page did not come, and try again when asked', async () => {
    const { log, events } = await started(1000);
    events.want(600, 640);
    while (log.open[0]) await log.open[0].refuse();
    expect(events.state().failure?.code).toBe('store-broken');
    const { asked } = log;
    events.want(600, 640);
    expect(log.asked).toBe(asked);
    events.retry();
    await log.answerAll();
    expect(events.state().failure).toBeUndefined();
    expect(events.at(600)?.sequence).toBe(400);
  });

  it('do not ask for ever where an answer has less than it promised', async () => {
    const log = new FakeLog(1000);
    let asked = 0;
    const events = new PagedEvents(async (offset, limit) => {
      asked += 1;
      await Promise.resolve();
      return { ok: true, value: { ...log.page(offset, limit), events: [] } };
    });
    events.start();
    await new Promise((next) => setImmediate(next));
    events.want(0, 40);
    await new Promise((next) => setImmediate(next));
    expect(asked).toBeLessThanOrEqual(3);
  });

  it('keep no more than some pages in memory', async () => {
    const { log, events } = await started(100 * PAGE);
    for (let page = 1; page < 100; page += 1) {
      events.want(page * PAGE, page * PAGE + 40);
      await log.answerAll();
    }
    expect(events.at(99 * PAGE)?.sequence).toBe(PAGE);
    expect(events.at(PAGE)).toBeUndefined();
  });

  it('tell an empty log from one that has not answered', async () => {
    const events = new PagedEvents(new FakeLog(0).ask);
    expect(events.state().ready).toBe(false);
    expect((await started(0)).events.state()).toMatchObject({ ready: true, rows: 0 });
  });
});
