import type { CeremonyPlan } from '../../../shared/domain/ceremony/plan.js';
import type { EndLine, ExceptionLine } from '../../../shared/domain/ceremony/record.js';
import type { NewLogEvent } from '../../../shared/domain/log-event.js';

type Told = Pick<CeremonyPlan, 'id' | 'mode' | 'kind'>;

const base = (plan: Told, actor: string) => ({ service: 'Key Management', actor, object: plan.id }) as const;

/** "Ceremony 2027-sql-tde (PRACTICE)". */
function named({ id, mode }: Told): string {
  return `Ceremony ${id}${mode === 'PRACTICE' ? ' (PRACTICE)' : ''}`;
}

export function begunEvent(plan: Told, actor: string, planSha256: string): NewLogEvent {
  const message = `${named(plan)} began: ${plan.kind}, plan ${planSha256}.`;
  return { ...base(plan, actor), level: 'INFO', event: 'ceremony-begun', message };
}

export function resumedEvent(plan: Told, actor: string, step: number): NewLogEvent {
  const message = `${named(plan)} was resumed at step ${step}.`;
  return { ...base(plan, actor), level: 'WARN', event: 'ceremony-resumed', message };
}

export function exceptionEvent(plan: Told, actor: string, line: ExceptionLine): NewLogEvent {
  const message = `${named(plan)}, step ${line.step}, exception sheet ${line.sheet} by ${line.by}: ${line.happened} Decided: ${line.decided}`;
  return { ...base(plan, actor), level: 'WARN', event: 'ceremony-exception', message };
}

export function endedEvent(plan: Told, actor: string, line: EndLine, fingerprint: string): NewLogEvent {
  const completed = line.result === 'completed';
  const why = line.why === undefined ? '' : ` Why: ${line.why}`;
  return {
    ...base(plan, actor),
    level: completed ? 'INFO' : 'WARN',
    event: 'ceremony-ended',
    outcome: completed ? 'success' : 'failure',
    message: `${named(plan)} ended: ${line.result}. SHA-256 of its record: ${fingerprint}.${why}`,
  };
}

export function signedEvent(plan: Told, actor: string, words: string): NewLogEvent {
  const message = `${named(plan)}: ${words}.`;
  return { ...base(plan, actor), level: 'INFO', event: 'ceremony-signed', message };
}
