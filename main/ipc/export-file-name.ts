import { homedir } from 'node:os';
import { extname, resolve } from 'node:path';
import type { ReportFormat } from '../../shared/contract/index.js';
import type { ExportFormat } from '../../shared/domain/log-event.js';

/** How the name of an export ends; the first one is given to a name that ends otherwise. */
export const ENDINGS: Readonly<Record<ExportFormat | ReportFormat, readonly [string, ...string[]]>> = {
  text: ['.txt', '.log'],
  csv: ['.csv'],
  jsonl: ['.jsonl'],
  cef: ['.cef'],
  rfc5424: ['.syslog'],
  pdf: ['.pdf'],
};

export const BACKUP_ENDINGS = ['.kfbackup'] as const;

/**
 * The file that an export is written to. A name without a folder goes into the home folder, where it is found again. It
 * always ends as exports do: whatever a page asks for, it cannot put its own lines into a script or a settings file.
 */
export function exportFile(name: string, endings: readonly [string, ...string[]]): string {
  const file = resolve(homedir(), name.replace(/^~(?=[\\/])/, homedir()));
  return endings.includes(extname(file).toLowerCase()) ? file : `${file}${endings[0]}`;
}

/** The folder that the files of a ceremony go to; one without a place of its own is made in the home folder. */
export function outFolder(name: string): string {
  return resolve(homedir(), name.replace(/^~(?=[\\/]|$)/, homedir()));
}
