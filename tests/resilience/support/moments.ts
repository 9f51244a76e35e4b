import { RestError } from '@azure/core-rest-pipeline';
import type { Act, Stage } from './stage.js';
import { openStage } from './stage.js';

/** A point at which a process may die or a disk refuse: about to ask, just answered, in the middle of a write. */
export interface Moment {
  readonly number: number;
  readonly what: string;
}

/** Calls `at` at every moment of the work from now on. What it throws, the disk or the network says. */
export function watchMoments({ station, disk }: Act, at: (moment: Moment) => void): void {
  let number = 0;
  const moment = (what: string): void => {
    number += 1;
    at({ number, what });
  };
  disk.onMoment = moment;
  station.beforeRequest = (request) => moment(`asks ${request.method} ${new URL(request.url).pathname}`);
  station.afterRequest = (request) => moment(`answered ${request.method} ${new URL(request.url).pathname}`);
}

/** The dry run: all moments of the work, in their order. */
export async function momentsOf(stage: Stage): Promise<readonly Moment[]> {
  const act = await openStage(stage);
  const moments: Moment[] = [];
  watchMoments(act, (moment) => void moments.push(moment));
  const done = await stage.work.run(act.station);
  act.disk.onMoment = () => undefined;
  act.station.close();
  if (!done.ok) throw new Error(`The dry run of "${stage.work.name}" failed: ${done.failure.message}`);
  return moments;
}

/** What a process says that cannot reach anybody any more. */
export function goneNetwork(): Error {
  return new RestError('The process is gone.', { code: 'ECONNREFUSED' });
}
