import type { PlannedStep } from '../../../shared/domain/ceremony/plan.js';
import type { RecordFact, StepLine } from '../../../shared/domain/ceremony/record.js';
import { STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import type { ReadAloudValue, StepAsk, StepView } from '../../../shared/domain/ceremony/view.js';
import { CONFIRM_WORD, expectedOf, mayBeLeft } from './expected.js';
import type { Link } from './links.js';
import { lookAtNetwork, type Interfaces } from './looks.js';
import { aloudHex, aloudOf, lastWordOf, type AloudParts } from './read-aloud.js';
import type { Application } from './self-hash.js';

/** What a step is shown from. */
export interface SceneParts extends AloudParts {
  readonly application: Application;
  readonly interfaces: () => Interfaces;
  readonly links?: () => readonly Link[] | undefined;
  readonly now: () => number;
}

/** Names of those who may do a step: everybody with its role, or the holder it is about. */
export function whoMay(step: PlannedStep, { plan }: Pick<SceneParts, 'plan'>): string[] {
  if (step.kind === 'share-test' && step.holder !== undefined) return [step.holder];
  return plan.people.filter(({ role }) => role === step.actor).map(({ name }) => name);
}

/** The step as people see it now. */
export function viewOf(
  steps: readonly PlannedStep[],
  number: number,
  waiting: StepLine | undefined,
  scene: SceneParts,
): StepView | undefined {
  const step = steps[number - 1];
  if (!step) return undefined;
  const readAloud = aloud(step, scene);
  const expected = expectedOf(scene.plan, scene.planSha256, step);
  return {
    number,
    total: steps.length,
    kind: step.kind,
    title: STEP_TITLES[step.kind],
    text: step.text,
    actor: step.actor,
    who: whoMay(step, scene),
    expected,
    ...(step.group === undefined ? {} : { group: step.group }),
    ask: askOf(step, readAloud, scene),
    readAloud,
    facts: factsOf(step, scene),
    ...(waiting ? { waiting: waitingOf(waiting, expected, scene) } : {}),
  };
}

/** Values for eyes and voices: of a read-aloud step, and the hash of the application. */
export function aloud(step: PlannedStep, scene: SceneParts): ReadAloudValue[] {
  if (step.kind === 'self-hash') return [aloudHex('SHA-256 of the application', scene.application.sha256)];
  return aloudOf(step, scene);
}

/** What is wanted from people. */
export function askOf(
  step: PlannedStep,
  values: readonly ReadAloudValue[],
  { plan }: Pick<SceneParts, 'plan'>,
): StepAsk {
  switch (step.kind) {
    case 'confirm':
      return { kind: 'word', word: CONFIRM_WORD, label: `Type ${CONFIRM_WORD}` };
    case 'self-hash':
    case 'read-aloud': {
      const word = lastWordOf(values);
      return { kind: 'word', word, label: 'When all agree, type the last word that was read' };
    }
    case 'destroy':
      return { kind: 'word', word: step.group ?? '', label: `Type the name ${step.group ?? ''} to destroy its key` };
    case 'observe':
      return { kind: 'text', label: 'Type what you see' };
    case 'clock-check':
      return { kind: 'text', label: 'Type the time the other clock shows, in UTC', example: '09:30' };
    case 'network-off':
      return { kind: 'go', label: 'Look at the interfaces now' };
    case 'read-kek':
      return { kind: 'file', label: 'Give the file that holds the KEK', kid: true };
    case 'generate':
      return { kind: 'go', label: 'Generate the key' };
    case 'wrap':
      return { kind: 'go', label: 'Wrap the key' };
    case 'split':
      return { kind: 'go', label: 'Seal the keys and write the sheets' };
    case 'export':
      return { kind: 'go', label: 'Write the ceremony package' };
    case 'share-test':
      return { kind: 'share', label: `Give the share of ${step.holder ?? ''}`, holder: step.holder ?? '' };
    case 'recover':
      return {
        kind: 'shares',
        label: 'Give the shares and the escrow file',
        needed: plan.escrow?.threshold ?? 0,
        holders: plan.escrow?.holders ?? [],
      };
    case 'attest':
      return {
        kind: 'agreements',
        label: 'Each person says whether they agree',
        people: plan.people.map(({ name }) => name),
      };
  }
}

function factsOf(step: PlannedStep, { application, interfaces, links, now }: SceneParts): RecordFact[] {
  switch (step.kind) {
    case 'clock-check':
      return [
        { name: 'Clock of the machine', value: `${new Date(now()).toISOString().slice(0, 19).replace('T', ' ')} UTC` },
      ];
    case 'network-off':
      return lookAtNetwork(interfaces(), links?.()).facts;
    case 'self-hash':
      return [{ name: 'Version', value: application.version }];
    default:
      return [];
  }
}

function waitingOf(line: StepLine, expected: string, { plan }: SceneParts): NonNullable<StepView['waiting']> {
  const seen = line.observed.map(({ name, value }) => `${name}: ${value}`).join('; ');
  const failed = line.result === 'failed';
  return {
    result: failed ? 'failed' : 'differs',
    sentence: failed
      ? 'The step failed. Write an exception sheet, then do it again or abort the ceremony.'
      : 'What was seen is not what should be. Write an exception sheet before anything else is done.',
    may: mayBeLeft(line.kind, plan.mode) ? ['go-on', 'repeat'] : ['repeat'],
    draft: { expected: expected.slice(0, 2000), happened: (seen === '' ? 'It differed.' : seen).slice(0, 2000) },
  };
}
