import type { ExportFormat } from '../../../shared/domain/log-event.js';

const EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  text: '.txt',
  csv: '.csv',
  jsonl: '.jsonl',
  cef: '.cef',
  rfc5424: '.syslog',
};

/** A name for a new file: `keyferry-logs-2026-11-24-0924.csv` (UTC). */
export function fileName(stem: string, format: ExportFormat, now: number): string {
  const iso = new Date(now).toISOString();
  return `${stem}-${iso.slice(0, 10)}-${iso.slice(11, 13)}${iso.slice(14, 16)}${EXTENSIONS[format]}`;
}

/** The file with the ending of another format; an ending that somebody gave it stays. */
export function withFormat(file: string, format: ExportFormat): string {
  const known = Object.values(EXTENSIONS).find((extension) => file.toLowerCase().endsWith(extension));
  return known === undefined ? file : `${file.slice(0, file.length - known.length)}${EXTENSIONS[format]}`;
}
