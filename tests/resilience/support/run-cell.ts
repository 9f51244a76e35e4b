import type { Job } from '../../../shared/domain/job.js';
import type { Result } from '../../../shared/result.js';
import type { Cell } from './fault-cells.js';
import { remainingPreflightKeks, wrongAtLast, wrongRightAfter } from './sound.js';
import { openStage, type Stage } from './stage.js';

/** What came of one case: the state it ended in, and everything that was wrong. */
export interface CaseEnd {
  readonly outcome: string;
  readonly wrong: readonly string[];
}

export function outcomeOf(result: Result<Job | undefined>): string {
  if (!result.ok) return `refused: ${result.failure.code}`;
  if (!result.value) return 'done';
  return result.value.state;
}

/** One case: the fault is there, the work is done, the fault goes, Keyferry is started again, the work is finished. */
export async function runCell(stage: Stage, cell: Cell): Promise<CaseEnd> {
  const { station } = await openStage(stage);
  const { work } = stage;
  const lied = cell.kind === 'other-public-key';
  const wrong: string[] = [];
  try {
    const events = station.log().length;
    for (const fault of cell.faults) await station.practice.admin({ call: 'add-fault', fault });
    const result = await work.run(station);
    const job = result.ok ? result.value : undefined;
    const outcome = outcomeOf(result);
    const leeway = outcome === 'succeeded' ? { lied } : { lied, tolerates: work.tolerates };
    wrong.push(
      ...(await wrongRightAfter(
        station,
        job,
        work.tolerates === 'recovered' ? { ...leeway, tolerates: 'recovered' } : leeway,
      )),
    );
    const said = station.log().slice(events);
    if (outcome !== 'succeeded' && outcome !== 'done' && !said.some(({ level }) => level !== 'INFO'))
      wrong.push('the log has neither an ERROR nor a WARN');
    await station.clearFaults();
    station.clock.advance(60_000);
    await station.restart();
    wrong.push(
      ...(await wrongAtLast(station, { lied, tolerates: work.tolerates })).map((one) => `after the restart ${one}`),
    );
    await work.finish(station);
    wrong.push(...(await wrongAtLast(station, { lied })).map((one) => `in the end ${one}`));
    wrong.push(...(await remainingPreflightKeks(station)));
    return { outcome, wrong };
  } catch (error) {
    return { outcome: 'exception', wrong: [...wrong, error instanceof Error ? (error.stack ?? '').slice(0, 600) : ''] };
  } finally {
    station.close();
  }
}
