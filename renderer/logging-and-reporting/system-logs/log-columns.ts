import type { LogEvent } from '../../../shared/domain/log-event.js';
import { formatUtc } from '../../components/index.js';
import { LOGS } from '../strings.js';

/** One column of the list of events; the message takes what is left. */
export interface LogColumn {
  readonly id: keyof typeof LOGS.columns;
  readonly title: string;
  /** CSS pixels until somebody changes it. */
  readonly width: number;
  readonly least: number;
  /** Left out where the list is narrow. */
  readonly wide?: boolean;
}

export const LOG_COLUMNS: readonly LogColumn[] = [
  { id: 'time', title: LOGS.columns.time, width: 172, least: 80 },
  { id: 'level', title: LOGS.columns.level, width: 96, least: 80 },
  { id: 'service', title: LOGS.columns.service, width: 116, least: 60, wide: true },
  { id: 'actor', title: LOGS.columns.actor, width: 108, least: 60, wide: true },
  { id: 'object', title: LOGS.columns.object, width: 196, least: 60, wide: true },
];

const MOST_WIDTH = 700;

/** A width that a column may have. */
export function columnWidth(column: LogColumn, wanted: number): number {
  return Math.round(Math.min(MOST_WIDTH, Math.max(column.least, wanted)));
}

/** `grid-template-columns` of a row, for a wide and for a narrow list. */
export function gridColumns(widths: Readonly<Record<string, number>>): {
  readonly wide: string;
  readonly narrow: string;
} {
  const template = (columns: readonly LogColumn[]): string =>
    [...columns.map((column) => `${widths[column.id] ?? column.width}px`), 'minmax(200px, 1fr)'].join(' ');
  return { wide: template(LOG_COLUMNS), narrow: template(LOG_COLUMNS.filter((column) => column.wide !== true)) };
}

/** An event as one line to paste: tabs between the columns, no line breaks inside. */
export function eventAsText(event: LogEvent): string {
  return [formatUtc(event.time), event.level, event.service, event.actor, event.object, event.message]
    .map((text) => text.replaceAll(/[\t\r\n]+/g, ' '))
    .join('\t');
}
