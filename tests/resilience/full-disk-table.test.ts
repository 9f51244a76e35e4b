import { describe, test } from 'vitest';
import { PATIENCE_MS, someOf } from './support/how-many.js';
import { momentsOf, watchMoments, type Moment } from './support/moments.js';
import { outcomeOf, type CaseEnd } from './support/run-cell.js';
import { remainingPreflightKeks, wrongAtLast, wrongRightAfter } from './support/sound.js';
import { openStage, setStage, type Stage } from './support/stage.js';
import { summarise, type PlayedCase } from './support/summary.js';
import { WORKS } from './support/works.js';

const CASES_IN_NPM_TEST = 5;
const REFUSALS = ['full once', 'full for good', 'broken once', 'read-only for good'] as const;
type Refusal = (typeof REFUSALS)[number];

const CODES: Readonly<Record<Refusal, string>> = {
  'full once': 'ENOSPC',
  'full for good': 'ENOSPC',
  'broken once': 'EIO',
  'read-only for good': 'EROFS',
};

/** The disk refuses from that moment on, or just then; afterwards there is room, and work goes on with and without a new start. */
async function refuseAt(stage: Stage, moment: Moment, refusal: Refusal): Promise<CaseEnd> {
  const act = await openStage(stage);
  const { station, disk } = act;
  const { work } = stage;
  watchMoments(act, ({ number, what }) => {
    const now = number === moment.number || (refusal.endsWith('for good') && number > moment.number);
    if (now && what.startsWith('disk')) throw Object.assign(new Error(CODES[refusal]), { code: CODES[refusal] });
  });
  try {
    const result = await work.run(station);
    const outcome = outcomeOf(result);
    const wrong = await wrongRightAfter(station, result.ok ? result.value : undefined, { tolerates: work.tolerates });
    disk.onMoment = () => undefined;
    station.clock.advance(60_000);
    if (moment.number % 2 === 0) {
      await station.restart();
      wrong.push(
        ...(await wrongAtLast(station, { tolerates: work.tolerates })).map((one) => `after the restart ${one}`),
      );
    }
    await work.finish(station);
    await station.restart();
    wrong.push(...(await wrongAtLast(station, {})).map((one) => `in the end ${one}`));
    wrong.push(...(await remainingPreflightKeks(station)));
    return { outcome, wrong };
  } catch (error) {
    return { outcome: 'exception', wrong: [error instanceof Error ? (error.stack ?? '').slice(0, 600) : ''] };
  } finally {
    disk.onMoment = () => undefined;
    station.close();
  }
}

describe('the disk refuses at any commit of any work: the vault and the books agree as soon as there is room', () => {
  test.each(WORKS)('$name', { timeout: PATIENCE_MS }, async (work) => {
    const stage = await setStage(work);
    const onDisk = (await momentsOf(stage)).filter(({ what }) => what.startsWith('disk'));
    const cases = onDisk.flatMap((moment) => REFUSALS.map((refusal) => ({ moment, refusal })));
    const played: PlayedCase[] = [];
    for (const { moment, refusal } of someOf(cases, CASES_IN_NPM_TEST))
      played.push({
        what: `${refusal} at ${moment.number} ${moment.what}`,
        ...(await refuseAt(stage, moment, refusal)),
      });
    summarise('disk x moment', work.name, cases.length, played);
  });
});
