import type { KeyId } from '../../../shared/domain/ids.js';
import type { JobDetails, JobStep, JobType, StepName } from '../../../shared/domain/job.js';

/** A step as it is shown; `waiting`: not begun yet; `skipped`: the job ended before it; `unknown`: it was cut off. */
export interface ShownStep {
  readonly name: StepName;
  readonly state: JobStep['state'] | 'waiting' | 'skipped' | 'unknown';
  readonly step: JobStep | undefined;
}

/** The steps of one key among many. */
export interface KeySteps {
  readonly keyId: KeyId;
  readonly state: JobStep['state'] | 'unknown';
  readonly steps: readonly ShownStep[];
  readonly startedAt: number;
  readonly finishedAt: number | undefined;
}

export type StepBlock =
  | { readonly kind: 'step'; readonly shown: ShownStep }
  | { readonly kind: 'key'; readonly key: KeySteps }
  /** Keys that are still to come. */
  | { readonly kind: 'more-keys'; readonly count: number; readonly state: 'waiting' | 'skipped' };

/** The steps that a job of this type takes, in their order. */
const PLANS: Readonly<Record<JobType, readonly StepName[]>> = {
  synchronize: ['pre-flight', 'kek', 'wrap', 'import', 'compare', 'clean-up'],
  rotate: ['generate', 'pre-flight', 'kek', 'wrap', 'import', 'compare', 'clean-up'],
  'delete-on-cloud': ['pre-flight', 'delete'],
  'disable-older': ['pre-flight', 'disable'],
  'enable-version': ['pre-flight', 'enable'],
  'recover-deleted': ['pre-flight', 'recover'],
  'purge-deleted': ['pre-flight', 'purge'],
  'ceremony-upload': ['pre-flight', 'import', 'compare'],
};

/** Done for each key, not once for the job. */
const PER_KEY: readonly StepName[] = ['wrap', 'import', 'compare'];

type Told = Pick<JobDetails, 'type' | 'state' | 'total' | 'steps'>;

/**
 * A job's steps as blocks to show: what was done, in the order it was done; with many keys one block per key; then what is
 * still to come (or was not reached, when the job ended early).
 */
export function stepBlocks(job: Told): readonly StepBlock[] {
  const many = job.total > 1;
  const blocks: StepBlock[] = [];
  const seen = new Set<KeyId>();
  for (const step of job.steps) {
    const { keyId } = step;
    if (!many || keyId === undefined) {
      blocks.push({ kind: 'step', shown: shownOf(job, step) });
    } else if (!seen.has(keyId)) {
      seen.add(keyId);
      blocks.push({ kind: 'key', key: keySteps(job, keyId) });
    }
  }
  const missing = toCome(job, many ? seen.size : undefined);
  // What was cleaned up at the end stands at the end, behind what was not reached.
  const end = blocks.findIndex((block) => block.kind === 'step' && block.shown.name === 'clean-up');
  return end < 0 ? [...blocks, ...missing] : [...blocks.slice(0, end), ...missing, ...blocks.slice(end)];
}

function shownOf(job: Told, step: JobStep): ShownStep {
  const isCutOff = step.state === 'running' && job.state !== 'running';
  return { name: step.name, state: isCutOff ? 'unknown' : step.state, step };
}

function keySteps(job: Told, keyId: KeyId): KeySteps {
  const steps = job.steps.filter((step) => step.keyId === keyId);
  const names = steps.map((step) => step.name);
  const isOver = steps.some((step) => step.state === 'failed');
  const left = job.state === 'running' && !isOver ? PER_KEY.filter((name) => !names.includes(name)) : [];
  const last = steps.at(-1);
  const isOpen = left.length > 0 || last?.state === 'running';
  const state = isOver ? 'failed' : isOpen ? (job.state === 'running' ? 'running' : 'unknown') : 'done';
  return {
    keyId,
    state,
    steps: [
      ...steps.map((step) => shownOf(job, step)),
      ...left.map((name) => ({ name, state: 'waiting', step: undefined }) as const),
    ],
    startedAt: Math.min(...steps.map((step) => step.startedAt)),
    finishedAt: state === 'running' ? undefined : (last?.finishedAt ?? last?.startedAt),
  };
}

/**
 * What the plan holds behind the last step that was seen: a step that was left out before it does not come any more.
 * A job that succeeded left nothing out that matters.
 */
function toCome(job: Told, keysSeen: number | undefined): readonly StepBlock[] {
  if (job.state === 'succeeded' || job.state === 'succeeded-with-warnings') return [];
  const state = job.state === 'running' ? 'waiting' : 'skipped';
  const names = new Set(job.steps.map((step) => step.name));
  const plan = PLANS[job.type];
  const reached = plan.findLastIndex((name) => names.has(name) && name !== 'clean-up');
  const left = plan.slice(reached + 1).filter((name) => !names.has(name));
  const steps = (list: readonly StepName[]): readonly StepBlock[] =>
    list.map((name) => ({ kind: 'step', shown: { name, state, step: undefined } }));
  if (state === 'waiting' && names.has('clean-up')) return [];
  if (keysSeen === undefined) return steps(left);
  const more = Math.max(0, job.total - keysSeen);
  return [
    ...steps(left.filter((name) => !PER_KEY.includes(name) && name !== 'clean-up')),
    ...(more > 0 ? [{ kind: 'more-keys', count: more, state } as const] : []),
    ...steps(left.filter((name) => name === 'clean-up')),
  ];
}
