import { describe, test } from 'vitest';
import { PATIENCE_MS, someOf } from './support/how-many.js';
import { goneNetwork, momentsOf, watchMoments, type Moment } from './support/moments.js';
import type { CaseEnd } from './support/run-cell.js';
import { remainingPreflightKeks, wrongAtLast } from './support/sound.js';
import { openStage, setStage, type Stage } from './support/stage.js';
import { summarise, type PlayedCase } from './support/summary.js';
import { WORKS } from './support/works.js';

const CASES_IN_NPM_TEST = 5;
const DEATHS = ['killed', 'power cut'] as const;

/**
 * The process is gone at that moment: nothing more reaches the disk or the vault. Keyferry is started again on what is
 * there. (Real processes are killed in tests/key-management/kill.test.ts.)
 */
async function dieAt(stage: Stage, moment: Moment, death: (typeof DEATHS)[number]): Promise<CaseEnd> {
  const act = await openStage(stage);
  const { station, disk } = act;
  const { work } = stage;
  const life = { dead: false };
  watchMoments(act, ({ number, what }) => {
    if (number === moment.number) {
      life.dead = true;
      disk.die(death === 'killed');
    }
    if (life.dead && !what.startsWith('disk')) throw goneNetwork();
  });
  try {
    // Whatever the dying process says about itself, nobody hears it.
    await work.run(station).catch(() => undefined);
    if (!life.dead) return { outcome: 'never died', wrong: ['the moment did not come'] };
    const before = new Set(station.workstation.jobs.list().map(({ id }) => id));
    station.close();
    disk.revive();
    station.beforeRequest = () => undefined;
    station.afterRequest = () => undefined;
    station.clock.advance(60_000);
    await station.restart();
    const job = station.workstation.jobs.list().find(({ id }) => before.has(id));
    const wrong = await wrongAtLast(station, { tolerates: work.tolerates });
    await work.finish(station);
    wrong.push(...(await wrongAtLast(station, {})).map((one) => `in the end ${one}`));
    wrong.push(...(await remainingPreflightKeks(station)));
    return { outcome: job?.state ?? 'not begun', wrong };
  } catch (error) {
    return { outcome: 'exception', wrong: [error instanceof Error ? (error.stack ?? '').slice(0, 600) : ''] };
  } finally {
    station.close();
  }
}

describe('the process dies at any moment of any work: nothing twice, no KEK left, the books are right', () => {
  test.each(WORKS)('$name', { timeout: PATIENCE_MS }, async (work) => {
    const stage = await setStage(work);
    const cases = (await momentsOf(stage)).flatMap((moment) => DEATHS.map((death) => ({ moment, death })));
    const played: PlayedCase[] = [];
    for (const { moment, death } of someOf(cases, CASES_IN_NPM_TEST))
      played.push({ what: `${death} at ${moment.number} ${moment.what}`, ...(await dieAt(stage, moment, death)) });
    summarise('death x moment', work.name, cases.length, played);
  });
});
