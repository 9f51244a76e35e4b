import type { LogEvent } from '../../../shared/domain/log-event.js';
import { visible, type LineFormat } from './line-format.js';

/** A line of text has no line breaks or other control characters inside: a hostile name cannot forge a second row. */
function rowOf(event: LogEvent): string {
  const { approver, outcome, reason, requestId } = event;
  const by = approver ? `${event.actor}, confirmed by ${approver},` : event.actor;
  const more = [
    ...(outcome ? [`outcome ${outcome}`] : []),
    ...(reason ? [`reason ${reason}`] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
  const line =
    `${new Date(event.time).toISOString()} ${event.level.padEnd(5)} [${event.service}] ${event.message}` +
    ` (#${event.sequence} ${event.event} by ${by} on ${event.object}${more.map((one) => ` ${one}`).join('')})`;
  return `${visible(line)}\n`;
}

/** A message may hold what looks like another event's number: the last one that fits is ours, since an id has no spaces. */
const ROW =
  /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z) (?:INFO |WARN |ERROR) \[[^\]]+\] .*\(#(\d{1,15}) ([a-z0-9-]+) by .*\)$/u;

function read(row: string): ReturnType<LineFormat['read']> {
  const match = ROW.exec(row);
  if (!match) return undefined;
  const [, time = '', sequence = '', id = ''] = match;
  return { sequence: Number(sequence), time: Date.parse(time), id };
}

/** One line an event, as KMES users know it. It is for reading: its rows hold no hashes. */
export const TEXT: LineFormat = { head: '', row: rowOf, read };
