import type { Fault, FaultKind, Operation } from '../../../main/practice-vault/faults.js';
import type { Step } from './steps.js';

interface Shape {
  readonly value?: number;
  /** Where alone it makes sense; everywhere unless said. */
  readonly on?: readonly Operation[];
}

/** What of each kind of fault is played. A kind that is added to the practice vault must be added here: it does not compile without. */
const SHAPES: Readonly<Record<FaultKind, readonly Shape[]>> = {
  'reset-before': [{}],
  'reset-after': [{}],
  status: [{ value: 500 }, { value: 408 }],
  'status-after': [{ value: 503 }],
  throttle: [{}, { value: 3 }],
  latency: [{ value: 20_000 }],
  'expired-token': [{}],
  'wrong-tenant': [{}],
  firewall: [{}],
  standard: [{ on: ['create', 'import'] }],
  'other-public-key': [{ on: ['create', 'import'] }],
  'clock-skew': [{ value: 600 }],
  enotfound: [{}],
  unreachable: [{}],
  timeout: [{}],
  'timeout-after': [{}],
  truncated: [{}],
  garbled: [{}],
  captive: [{}],
  redirect: [{}],
  certificate: [{}],
};
/** The same as a list. */
export const FAULT_SHAPES: readonly (Shape & { readonly kind: FaultKind })[] = (
  Object.entries(SHAPES) as [FaultKind, readonly Shape[]][]
).flatMap(([kind, shapes]) => shapes.map((shape) => ({ ...shape, kind })));

/** These are about the vault's own refusals: the token service has no such answer. */
const VAULT_ONLY = new Set<FaultKind>(['expired-token', 'wrong-tenant', 'firewall']);

/** Once, three times in a row, for good at that request, and for good at everything from that request on. */
export const MOMENTS = ['once', 'three times', 'always', 'everything from then on'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Cell {
  readonly fault: string;
  readonly kind: FaultKind;
  readonly step: Step;
  readonly moment: Moment;
  readonly faults: readonly Fault[];
}

/** The table of one piece of work: step x fault x moment. */
export function cellsOf(steps: readonly Step[]): readonly Cell[] {
  const cells: Cell[] = [];
  for (const shape of FAULT_SHAPES) {
    const { kind, value, on } = shape;
    const fault = value === undefined ? kind : `${kind}=${value}`;
    for (const step of steps) {
      if (on && !on.includes(step.operation)) continue;
      if (step.operation === 'token' && VAULT_ONLY.has(kind)) continue;
      for (const moment of MOMENTS) {
        // What makes sense in one place alone cannot be everywhere.
        if (on && moment === 'everything from then on') continue;
        cells.push({ fault, kind, step, moment, faults: faultsOf(kind, value, step, moment) });
      }
    }
  }
  return cells;
}

function faultsOf(kind: FaultKind, value: number | undefined, step: Step, moment: Moment): readonly Fault[] {
  const base = { kind, ...(value === undefined ? {} : { value }) };
  const here = { ...base, on: step.operation, ...(step.name ? { name: step.name } : {}), after: step.before };
  switch (moment) {
    case 'once':
      return [{ ...here, times: 1 }];
    case 'three times':
      return [{ ...here, times: 3 }];
    case 'always':
      return [here];
    case 'everything from then on': {
      const tokens: readonly Fault[] = VAULT_ONLY.has(kind) ? [] : [{ ...base, on: 'token', after: 0 }];
      if (step.operation === 'token') return [...tokens, base];
      // What was answered with a token before needs none again for an hour.
      return [...tokens.map((fault) => ({ ...fault, after: 1 })), { ...base, after: step.place }];
    }
  }
}

export function describeCell({ fault, step, moment }: Cell): string {
  return `${fault} at ${step.operation}${step.name ? ` ${step.name}` : ''} (number ${step.before + 1} of its kind), ${moment}`;
}
