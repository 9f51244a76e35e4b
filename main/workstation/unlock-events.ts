import type { NewLogEvent } from '../../shared/domain/log-event.js';
import type { HeadWatch } from './head-watch.js';

/** What an unlock has to say beside who unlocked: what was mended on opening, and a store that is older than it should be. */
export function unlockEvents(
  workstationId: string,
  actor: string,
  mended: readonly string[],
  { finding }: Pick<HeadWatch, 'finding'>,
): readonly NewLogEvent[] {
  const system = { service: 'System', actor, object: workstationId } as const;
  const events: NewLogEvent[] = mended.map((message) => ({
    ...system,
    level: 'WARN',
    event: 'store-mended',
    message,
  }));
  if (finding.kind === 'rolled-back')
    events.push({ ...system, level: 'ERROR', event: 'store-rolled-back', message: finding.sentence });
  if (finding.kind === 'first-seen')
    events.push({
      ...system,
      level: 'INFO',
      event: 'log-head-first-seen',
      message: `This machine's keychain knew nothing of this log yet; from now on it does.`,
    });
  return events;
}
