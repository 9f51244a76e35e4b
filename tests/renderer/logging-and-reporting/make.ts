import { asId } from '../../../shared/domain/ids.js';
import type { Job } from '../../../shared/domain/job.js';
import type { LogEvent } from '../../../shared/domain/log-event.js';

/** 2026-11-24 09:24:39 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 9, 24, 39);

export function makeEvent(sequence: number, overrides: Partial<LogEvent> = {}): LogEvent {
  return {
    sequence,
    time: NOW + sequence * 1000,
    service: 'Azure Service',
    level: 'INFO',
    event: 'key-synchronized',
    actor: 'alice, bob',
    object: `contoso-prod/payroll/payroll-${sequence}`,
    message: `Synchronized HSM protected key payroll-${sequence}`,
    previousHash: 'a'.repeat(64),
    hash: 'b'.repeat(64),
    ...overrides,
  };
}

export function makeJob(overrides: Partial<Job> = {}): Job {
  return {
    id: asId.job('7d1c2b3a-0000-4000-8000-000000000001'),
    type: 'synchronize',
    groupId: asId.group('7d1c2b3a-0000-4000-8000-000000000002'),
    groupName: 'payroll',
    vault: 'contoso-prod',
    practice: false,
    state: 'succeeded',
    done: 3,
    total: 3,
    startedAt: NOW,
    finishedAt: NOW + 4000,
    by: 'alice, bob',
    result: 'Successfully synchronized 3 HSM protected key(s)',
    requests: 14,
    reconciled: true,
    ...overrides,
  };
}
