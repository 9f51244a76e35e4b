import { networkInterfaces } from 'node:os';
import type { Store } from '../../store/index.js';
import type { CeremonyWork } from '../work.js';
import { Ceremonies } from './ceremonies.js';
import type { CeremonyParts } from './parts.js';
import { selfHash } from './self-hash.js';

interface Given extends Omit<CeremonyParts, 'work' | 'interfaces' | 'application'> {
  readonly options: Partial<Pick<CeremonyParts, 'interfaces' | 'application'>> & {
    readonly work?: (store: Store) => CeremonyWork;
  };
}

/** The ceremonies of a workstation on this machine; undefined where nobody gave the work that touches keys. */
export function makeCeremonies({ options, ...parts }: Given): Ceremonies | undefined {
  const work = options.work?.(parts.store);
  if (!work) return undefined;
  return new Ceremonies({
    ...parts,
    work,
    interfaces: options.interfaces ?? networkInterfaces,
    application: options.application ?? (() => selfHash()),
  });
}
