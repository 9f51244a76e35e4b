import { onTestFinished } from 'vitest';
import { SystemLog } from '../../main/logging-and-reporting/index.js';
import { MIGRATIONS, openStore, type Store } from '../../main/store/index.js';
import type { NewLogEvent } from '../../shared/domain/log-event.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { VirtualClock } from './virtual-clock.js';

export interface LogAlone {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: VirtualClock;
}

/** An empty log in a store of its own. */
export async function logAlone(): Promise<LogAlone> {
  const masterKey = new Uint8Array(32).fill(7);
  const { store } = must(await openStore({ folder: freshFolder(), masterKey, migrations: MIGRATIONS }));
  onTestFinished(() => store.close());
  const clock = new VirtualClock();
  return { store, log: new SystemLog(store, clock), clock };
}

export function logEvent(change: Partial<NewLogEvent> = {}): NewLogEvent {
  return {
    service: 'Azure Service',
    level: 'INFO',
    event: 'azure-call',
    actor: 'Ada + Ben',
    object: 'contoso/payroll',
    message: 'Something happened.',
    ...change,
  };
}
