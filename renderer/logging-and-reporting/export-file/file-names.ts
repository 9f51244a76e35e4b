import type { ReportFormat } from '../../../shared/contract/index.js';
import type { ExportFormat } from '../../../shared/domain/log-event.js';

/** What a file can be exported as. */
export type FileFormat = ExportFormat | ReportFormat;

const EXTENSIONS: Readonly<Record<FileFormat, string>> = {
  text: '.txt',
  csv: '.csv',
  jsonl: '.jsonl',
  cef: '.cef',
  rfc5424: '.syslog',
  pdf: '.pdf',
};

/** A name for a new file: `keyferry-logs-2026-11-24-0924.csv` (UTC). */
export function fileName(stem: string, format: FileFormat, now: number): string {
  const iso = new Date(now).toISOString();
  return `${stem}-${iso.slice(0, 10)}-${iso.slice(11, 13)}${iso.slice(14, 16)}${EXTENSIONS[format]}`;
}

/** The file with the ending of another format; an ending that somebody gave it stays. */
export function withFormat(file: string, format: FileFormat): string {
  const known = Object.values(EXTENSIONS).find((extension) => file.toLowerCase().endsWith(extension));
  return known === undefined ? file : `${file.slice(0, file.length - known.length)}${EXTENSIONS[format]}`;
}
