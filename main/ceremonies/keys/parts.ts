import type { Actor } from '../../../shared/domain/actor.js';
import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { LogLevel } from '../../../shared/domain/log-event.js';
import type { Clock } from '../../clock/clock.js';
import type { Signer } from '../../crypto/index.js';
import type { KeySource } from '../../key-sources/index.js';
import type { SystemLog } from '../../logging-and-reporting/index.js';
import type { Store, Transaction } from '../../store/index.js';

/** What the keys of ceremonies are built from. */
export interface CeremonyKeyParts {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly keySource: KeySource;
  readonly workstationId: string;
  readonly signer: Signer;
  readonly actor: Actor;
}

/** One event in the log of the workstation, in the transaction of what it tells. */
export function logCeremony(
  { log, actor }: Pick<CeremonyKeyParts, 'log' | 'actor'>,
  tx: Transaction,
  plan: Pick<CeremonyPlan, 'id' | 'mode'>,
  {
    event,
    message,
    level = 'INFO',
    group,
  }: { readonly event: string; readonly message: string; readonly level?: LogLevel; readonly group?: string },
): void {
  const practice = plan.mode === 'PRACTICE' ? 'PRACTICE: ' : '';
  const object = group === undefined ? plan.id : `${plan.id}/${group}`;
  log.append(tx, [
    { service: 'Key Management', level, event, actor: actor.name, object, message: `${practice}${message}` },
  ]);
}
