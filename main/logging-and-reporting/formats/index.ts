import type { ExportFormat } from '../../../shared/domain/log-event.js';
import { CEF } from './cef.js';
import { CSV } from './csv.js';
import { JSONL } from './jsonl.js';
import type { LineFormat } from './line-format.js';
import { RFC5424 } from './rfc5424.js';
import { TEXT } from './text.js';

export { csvLine } from './csv.js';
export type { LineFormat, RowRead } from './line-format.js';
export { syslogMessage } from './rfc5424.js';

/** The formats of Export File. All but `text` hold every member of an event, so that its hash can be checked in the file. */
export const LINE_FORMATS: Readonly<Record<ExportFormat, LineFormat>> = {
  text: TEXT,
  csv: CSV,
  jsonl: JSONL,
  cef: CEF,
  rfc5424: RFC5424,
};

/** The format of a file by its first line; text where it is none of the others. */
export function formatOf(firstLine: string): ExportFormat {
  if (firstLine.startsWith('{')) return 'jsonl';
  if (`${firstLine}\n` === CSV.head || firstLine.startsWith('sequence,')) return 'csv';
  if (firstLine.startsWith('CEF:')) return 'cef';
  return /^<\d{1,3}>1 /.test(firstLine) ? 'rfc5424' : 'text';
}
