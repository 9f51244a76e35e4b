import type { PipelineRequest } from '@azure/core-rest-pipeline';
import type { Operation } from '../../../main/practice-vault/faults.js';
import { routeOf } from '../../../main/practice-vault/routes.js';
import { openStage, type Stage } from './stage.js';

/** A request that a piece of work makes when all goes well, and which of its kind it is. */
export interface Step {
  readonly operation: Operation;
  /** The key's name; of one with a random name its beginning and `*`. */
  readonly name?: string;
  /** How many of the same operation and name came before. */
  readonly before: number;
  /** How many requests of the work came before it to the same service. */
  readonly place: number;
}

/** Tells the requests that can meet a fault: the first one without a token only brings the challenge. */
function readRequest(request: PipelineRequest): { operation: Operation; name?: string } | undefined {
  const url = new URL(request.url);
  if (url.hostname.startsWith('login.')) return { operation: 'token' };
  const route = request.headers.has('authorization') ? routeOf(request.method, url.pathname) : undefined;
  if (!route) return undefined;
  if (route.name === '') return { operation: route.operation };
  return { operation: route.operation, name: route.name.replace(/-[0-9a-f]{16}$/, '-*') };
}

/** The dry run: every request the work makes, in their order. */
export async function stepsOf(stage: Stage): Promise<readonly Step[]> {
  const { station } = await openStage(stage);
  const steps: Step[] = [];
  station.beforeRequest = (request) => {
    const read = readRequest(request);
    if (!read) return;
    const same = steps.filter(({ operation, name }) => operation === read.operation && name === read.name);
    const service = steps.filter(({ operation }) => (operation === 'token') === (read.operation === 'token'));
    steps.push({ ...read, before: same.length, place: service.length });
  };
  const done = await stage.work.run(station);
  station.close();
  if (!done.ok) throw new Error(`The dry run of "${stage.work.name}" failed: ${done.failure.message}`);
  return steps;
}
