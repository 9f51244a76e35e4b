import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXPORT_FORMATS, type ExportFormat, type LogFilter } from '../../../../shared/domain/log-event.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { LogExport } from '../../../logging-and-reporting/index.js';
import type { Workstation } from '../../../workstation.js';
import { addCommand, addFamily, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { parseLevel, parseMoment, parseService, parseWhole } from '../input/values.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation } from '../session.js';
import { clean, count } from '../show/text.js';
import { when } from '../show/times.js';
import { addLogEvidenceCommands } from './log-evidence.js';

interface FilterOptions {
  readonly service?: string;
  readonly level?: string;
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
}

interface ListOptions extends FilterOptions {
  readonly limit?: string;
}

interface ExportOptions extends FilterOptions {
  readonly format?: ExportFormat;
  readonly overwrite?: boolean;
}

const MOST = 1_000_000;
const USUAL = 50;

const FILTERS = [
  option('--service <name>', 'Azure Service, Key Management, Identity or System'),
  option('--level <level>', 'INFO, WARN or ERROR'),
  option('--from <time>', 'from this day or time on, e.g. 2026-11-01 (UTC)'),
  option('--to <time>', 'until the end of this day, or until this time'),
  option('--text <text>', 'with this text in message, object, actor or request id'),
];

export function addLogsCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'logs',
    'System Logs: what happened, as a chain that shows every change',
    'keyferry logs list',
  );
  addCommand<ListOptions>(family, invoke, {
    name: 'list',
    role: 'Auditor',
    summary: 'the newest events, the latest below',
    examples: ['keyferry logs list --service "Azure Service" --level ERROR'],
    options: [...FILTERS, option('--limit <number>', `at most so many (${USUAL} unless said otherwise)`)],
    run: list,
  });
  addCommand<ExportOptions>(family, invoke, {
    name: 'export',
    role: 'Auditor',
    args: [['<file>', 'where to; .csv, .jsonl, .cef and .syslog choose the format by themselves']],
    summary: 'Export File: write events to a file',
    about:
      'Beside it FILE.manifest.json is written: rows, SHA-256 and a signed checkpoint. A file that is there is left alone unless --overwrite is given.',
    examples: ['keyferry logs export azure.csv --service azure --from 2026-11-01 --to 2026-11-30'],
    options: [
      option('--format <format>', 'text, csv, jsonl (every field as it was hashed), cef or rfc5424').choices(
        EXPORT_FORMATS,
      ),
      ...FILTERS,
      option('--overwrite', 'replace a file that is there'),
    ],
    run: exportFile,
  });
  addLogEvidenceCommands(family, invoke);
}

function filterOf(options: FilterOptions): Result<LogFilter> {
  const service = options.service === undefined ? ok(undefined) : parseService(options.service);
  if (!service.ok) return service;
  const level = options.level === undefined ? ok(undefined) : parseLevel(options.level);
  if (!level.ok) return level;
  const from = options.from === undefined ? ok(undefined) : parseMoment(options.from, '--from');
  if (!from.ok) return from;
  const to = options.to === undefined ? ok(undefined) : parseMoment(options.to, '--to', true);
  if (!to.ok) return to;
  if (from.value !== undefined && to.value !== undefined && from.value >= to.value)
    return wrongUsage('--from is not before --to.', 'Exchange them.');
  return ok({
    ...(service.value === undefined ? {} : { service: service.value }),
    ...(level.value === undefined ? {} : { level: level.value }),
    ...(from.value === undefined ? {} : { from: from.value }),
    ...(to.value === undefined ? {} : { to: to.value }),
    ...(options.text === undefined ? {} : { text: options.text }),
  });
}

async function list(context: Context, _args: readonly string[], options: ListOptions): Promise<Outcome> {
  const filter = filterOf(options);
  if (!filter.ok) return filter;
  const limit = parseWhole(options.limit ?? String(USUAL), '--limit', 1, MOST);
  if (!limit.ok) return limit;
  return withWorkstation(context, ({ workstation }) => {
    const events = workstation.log.newest(filter.value, limit.value);
    const total = workstation.log.count(filter.value);
    const data = { events, total };
    if (events.length === 0)
      return Promise.resolve(done(data, 'No event fits. Leave a filter out, or see: keyferry logs list'));
    const lines = events.map(
      (event) =>
        `${when(event.time)}  ${event.level.padEnd(5)}  ${event.service.padEnd(14)}  ${clean(event.message).replaceAll('\n', ' ')}`,
    );
    const more = total > events.length ? `\n\n${events.length} of ${count(total, 'event')}; more with --limit.` : '';
    return Promise.resolve(done(data, `${lines.join('\n')}${more}`));
  });
}

const BY_NAME: Readonly<Record<string, ExportFormat>> = {
  '.csv': 'csv',
  '.jsonl': 'jsonl',
  '.cef': 'cef',
  '.syslog': 'rfc5424',
};

async function exportFile(context: Context, [file = '']: readonly string[], options: ExportOptions): Promise<Outcome> {
  const filter = filterOf(options);
  if (!filter.ok) return filter;
  if (file.trim() === '') return wrongUsage('The name of the file is empty.', 'Name a file to export to.');
  const format = options.format ?? BY_NAME[extname(file).toLowerCase()] ?? 'text';
  const request = {
    filter: filter.value,
    file: resolve(context.surroundings.cwd, file),
    format,
    overwrite: options.overwrite ?? false,
  };
  return withWorkstation(context, ({ workstation, signal }) => exported(workstation, request, signal));
}

async function exported({ logExports }: Workstation, request: LogExport, signal: AbortSignal): Promise<Outcome> {
  const written = await logExports.export(request, { signal });
  if (!written.ok) {
    return written.failure.code === 'file-exists'
      ? refused({ ...written.failure, advice: 'Choose another name, or replace it: --overwrite.' })
      : written;
  }
  const { file, rows, sha256, manifest } = written.value;
  const { format } = request;
  return done(
    { ...written.value, format },
    `Logs exported successfully.\nFile     ${file}\nFormat   ${format}\nRows     ${rows}\nSHA-256  ${sha256}\nManifest ${manifest}`,
  );
}
