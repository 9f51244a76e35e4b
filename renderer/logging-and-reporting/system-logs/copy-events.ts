import type { LogEvent } from '../../../shared/domain/log-event.js';
import { copyText } from '../../components/index.js';
import { LOGS } from '../strings.js';
import type { Chosen } from './list-keys.js';
import { eventAsText } from './log-columns.js';
import type { PagedEvents } from './paged-events.js';

/** Copies the chosen events as lines, newest first. Text that was marked in the page goes before: the browser copies that. */
export function copyEvents(events: PagedEvents, { oldest, newest }: Chosen): void {
  if (window.getSelection()?.isCollapsed === false) return;
  const found: LogEvent[] = [];
  for (let position = newest; position >= oldest; position -= 1) {
    const event = events.atPosition(position);
    if (event) found.push(event);
  }
  void copyText(found.map(eventAsText).join('\n'), LOGS.copied(found.length, newest - oldest + 1));
}
