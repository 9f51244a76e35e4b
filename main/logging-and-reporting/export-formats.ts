import type { ExportFormat, LogEvent } from '../../shared/domain/log-event.js';

/** How one export format writes its first line and its rows; every line ends in a line feed. */
export interface LineFormat {
  readonly head: string;
  readonly row: (event: LogEvent) => string;
}

const COLUMNS = [
  'sequence',
  'time',
  'service',
  'level',
  'event',
  'actor',
  'approver',
  'object',
  'message',
  'outcome',
  'reason',
  'jobId',
  'requestId',
  'previousHash',
  'hash',
] as const;

/** A line of text has no line breaks or other control characters inside: a hostile name cannot forge a second row. */
function oneLine(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * A CSV cell (RFC 4180), neutralised: what a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV Injection"); the full-width signs count as such in Japanese settings.
 */
export function csvCell(value: string | number | undefined): string {
  const text = value === undefined ? '' : String(value);
  const harmless = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A line of CSV, with its line feed. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function cell(event: LogEvent, column: (typeof COLUMNS)[number]): string | number | undefined {
  return column === 'time' ? new Date(event.time).toISOString() : event[column];
}

/** The formats of Export File. `jsonl` holds every field as it was hashed; the others are for reading. */
export const LINE_FORMATS: Readonly<Record<ExportFormat, LineFormat>> = {
  text: {
    head: '',
    row: (event) =>
      oneLine(
        `${new Date(event.time).toISOString()} ${event.level.padEnd(5)} [${event.service}] ${event.message}` +
          ` (#${event.sequence} ${event.event} by ${event.actor}${event.approver ? ` and ${event.approver}` : ''} on ${event.object}${event.requestId ? ` request ${event.requestId}` : ''})`,
      ) + '\n',
  },
  csv: {
    head: csvLine(COLUMNS),
    row: (event) => csvLine(COLUMNS.map((column) => cell(event, column))),
  },
  jsonl: { head: '', row: (event) => `${JSON.stringify(event)}\n` },
};
