import type { CeremonyPlan, PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import type { StepKind } from '../../../shared/domain/ceremony/steps.js';
import { STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import { generates, wraps } from './default-steps.js';
import type { Findings } from './findings.js';

/** Steps that touch keys, and so have an order. */
const ABOUT_ONE_KEY: readonly StepKind[] = ['generate', 'wrap', 'destroy'];
/** What may still come once the package is written. */
const AFTER_EXPORT: ReadonlySet<StepKind> = new Set<StepKind>(['read-aloud', 'confirm', 'observe', 'attest']);

interface Wrong {
  /** Of the step; absent where it is about the script as a whole. */
  readonly index?: number;
  readonly message: string;
}

/** What is wrong with the order and the completeness of steps that somebody wrote; sentences, all at once. */
export function checkSteps(plan: CeremonyPlan, steps: readonly PlannedStep[], found: Findings): void {
  const wrong = [
    ...members(plan, steps),
    ...actors(plan, steps),
    ...perKey(plan, steps),
    ...kekFirst(plan, steps),
    ...ofKind(plan, steps),
    ...ending(plan, steps),
  ];
  for (const { index, message } of wrong) found.problem(index === undefined ? ['steps'] : ['steps', index], message);
}

/** `Step 4 …`. */
const at = (index: number, words: string): Wrong => ({ index, message: `Step ${index + 1} ${words}` });
const script = (message: string): Wrong => ({ message });

function members(plan: CeremonyPlan, steps: readonly PlannedStep[]): Wrong[] {
  const groups = new Set(plan.keys.map(({ group }) => group));
  return steps.flatMap((step, index) => {
    const found: Wrong[] = [];
    const wrong = (words: string): void => void found.push(at(index, `(${step.kind}) ${words}`));
    const subject = subjectOf(step);
    const aboutKey = ABOUT_ONE_KEY.includes(step.kind) || subject === 'key';
    if (aboutKey && step.group === undefined) wrong('names no key: give its group.');
    if (step.group !== undefined && !groups.has(step.group))
      wrong(`is about ${step.group}, which is no key of the plan.`);
    if (step.subject !== undefined && step.kind !== 'read-aloud') wrong('has a subject; only read-aloud has one.');
    if (step.kind === 'share-test' && step.holder === undefined) wrong('names no holder.');
    if (step.holder !== undefined && !(plan.escrow?.holders ?? []).includes(step.holder))
      wrong(`is about the share of ${step.holder}, who is no holder of the plan.`);
    return found;
  });
}

/** What a read-aloud step reads. */
export function subjectOf(step: PlannedStep): PlannedStep['subject'] {
  if (step.kind !== 'read-aloud') return undefined;
  return step.subject ?? (step.group === undefined ? 'kek' : 'key');
}

function actors(plan: CeremonyPlan, steps: readonly PlannedStep[]): Wrong[] {
  const roles = new Set(plan.people.map(({ role }) => role));
  const missing = [...new Set(steps.map(({ actor }) => actor).filter((role) => !roles.has(role)))];
  return missing.map((role) => {
    const first = steps.findIndex(({ actor }) => actor === role);
    return at(first, `is done by a ${role}, and nobody in the plan is one.`);
  });
}

function perKey(plan: CeremonyPlan, steps: readonly PlannedStep[]): Wrong[] {
  const groups = plan.keys.map(({ group }) => group);
  const once = (kind: StepKind, wanted: boolean): Wrong[] =>
    groups.flatMap((group) => {
      const found = placesOf(steps, kind, group);
      if (wanted && found.length === 0) return [script(`The key ${group} has no step ${kind}.`)];
      if (!wanted && found.length > 0) return [at(found[0] ?? 0, `(${kind}) does not belong to a ${plan.kind}.`)];
      return found.length > 1
        ? [script(`The key ${group} has the step ${kind} ${found.length} times; once is right.`)]
        : [];
    });
  const order = groups.flatMap((group) => {
    const made = (generates(plan) ? placesOf(steps, 'generate', group) : placesOf(steps, 'recover'))[0];
    if (made === undefined || plan.kind === 'destroy') return [];
    const uses = steps.flatMap((step, index) =>
      step.group === group && (step.kind === 'wrap' || subjectOf(step) === 'key') && index < made ? [index] : [],
    );
    return uses.map((index) => at(index, `uses the key ${group} before it is there (step ${made + 1}).`));
  });
  return [
    ...once('generate', generates(plan)),
    ...once('wrap', wraps(plan)),
    ...once('destroy', plan.kind === 'destroy'),
    ...order,
  ];
}

function kekFirst(plan: CeremonyPlan, steps: readonly PlannedStep[]): Wrong[] {
  const [read, ...again] = placesOf(steps, 'read-kek');
  if (!wraps(plan)) {
    return read === undefined ? [] : [at(read, 'reads a KEK, and nothing is wrapped in this ceremony.')];
  }
  if (read === undefined) return [script('No step reads the KEK (read-kek).')];
  const early = steps.flatMap((step, index) =>
    index < read && (step.kind === 'wrap' || subjectOf(step) === 'kek') ? [index] : [],
  );
  const aloud = steps.findIndex((step) => subjectOf(step) === 'kek');
  const wrap = steps.findIndex(({ kind }) => kind === 'wrap');
  return [
    ...again.map((index) => at(index, 'reads the KEK a second time; once is right.')),
    ...early.map((index) =>
      at(index, `(${steps[index]?.kind ?? ''}) comes before the KEK is read (step ${read + 1}).`),
    ),
    ...(aloud < 0 ? [script('The KEK is never read aloud (read-aloud, subject kek).')] : []),
    ...(aloud >= 0 && wrap >= 0 && wrap < aloud
      ? [at(wrap, `wraps before the KEK was read aloud (step ${aloud + 1}).`)]
      : []),
  ];
}

function ofKind(plan: CeremonyPlan, steps: readonly PlannedStep[]): Wrong[] {
  const wanted: readonly (readonly [StepKind, boolean])[] = [
    ['split', plan.kind === 'generate-and-escrow'],
    ['recover', plan.kind === 'recover-from-escrow'],
  ];
  const found = wanted.flatMap(([kind, needed]) => {
    const places = placesOf(steps, kind);
    if (needed && places.length === 0) return [script(`A ${plan.kind} has a step ${kind}; here is none.`)];
    if (!needed && places.length > 0) return [at(places[0] ?? 0, `(${kind}) does not belong to a ${plan.kind}.`)];
    return places.length > 1 ? [script(`The step ${kind} stands here ${places.length} times; once is right.`)] : [];
  });
  const split = placesOf(steps, 'split')[0];
  if (split === undefined) return found;
  const late = steps.flatMap((step, index) => (step.kind === 'generate' && index > split ? [index] : []));
  const early = steps.flatMap((step, index) => (step.kind === 'share-test' && index < split ? [index] : []));
  const tested = new Set(steps.flatMap(({ kind, holder }) => (kind === 'share-test' && holder ? [holder] : [])));
  const untested = (plan.escrow?.holders ?? []).filter((name) => !tested.has(name));
  return [
    ...found,
    ...late.map((index) => at(index, `generates a key after the keys were sealed for escrow (step ${split + 1}).`)),
    ...early.map((index) => at(index, `tests a share before there are any (step ${split + 1}).`)),
    ...untested.map((name) => script(`The share of ${name} is never tested (share-test).`)),
  ];
}

function ending(plan: CeremonyPlan, steps: readonly PlannedStep[]): Wrong[] {
  const found: Wrong[] = [];
  const attests = placesOf(steps, 'attest');
  if (attests.length === 0) found.push(script(`No step asks everybody to agree (attest: ${STEP_TITLES.attest}).`));
  if (attests.length > 1) found.push(script('More than one step asks everybody to agree; once, at the end, is right.'));
  if (attests.length > 0 && attests[0] !== steps.length - 1)
    found.push(at(attests[0] ?? 0, '(attest) has to be the last one.'));
  const exports = placesOf(steps, 'export');
  if (wraps(plan) && exports.length === 0) found.push(script('No step writes the ceremony package (export).'));
  if (!wraps(plan) && exports.length > 0)
    found.push(at(exports[0] ?? 0, 'writes a ceremony package, and nothing is wrapped in this ceremony.'));
  if (exports.length > 1) found.push(script('The ceremony package is written more than once; once is right.'));
  const [first] = exports;
  if (first === undefined) return found;
  const late = steps.findIndex(({ kind }, index) => index > first && !AFTER_EXPORT.has(kind) && kind !== 'export');
  if (late >= 0)
    found.push(
      at(late, `(${steps[late]?.kind ?? ''}) comes after the ceremony package was written (step ${first + 1}).`),
    );
  const early = steps.findIndex((step, index) => index < first && subjectOf(step) === 'package');
  if (early >= 0) found.push(at(early, `reads the package aloud before it is written (step ${first + 1}).`));
  return found;
}

function placesOf(steps: readonly PlannedStep[], kind: StepKind, group?: string): number[] {
  return steps.flatMap((step, index) =>
    step.kind === kind && (group === undefined || step.group === group) ? [index] : [],
  );
}
