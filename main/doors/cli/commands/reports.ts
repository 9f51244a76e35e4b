import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { REPORT_FORMATS, REPORT_KINDS } from '../../../../shared/contract/logging-and-reporting.js';
import { ok, type Result } from '../../../../shared/result.js';
import type { ReportRequest } from '../../../logging-and-reporting/index.js';
import { addCommand, addFamily, option, type Invoke } from '../command-spec.js';
import type { Context } from '../context.js';
import { expandHome } from '../data-folder.js';
import { parseWhole } from '../input/values.js';
import { done, refused, wrongUsage, type Outcome } from '../outcome.js';
import { withWorkstation, type Session } from '../session.js';
import { table } from '../show/table.js';
import { count } from '../show/text.js';
import { iso } from '../show/times.js';

interface MakeOptions {
  readonly out?: string;
  readonly withinDays?: string;
  readonly group?: string;
  readonly key?: string;
  readonly overwrite?: boolean;
}

export function addReportsCommands(program: Command, invoke: Invoke): void {
  const family = addFamily(
    program,
    'reports',
    'Reports: inventory, expiring, access, drift, key-history',
    'keyferry reports make inventory --out inventory.pdf',
  );
  addCommand<MakeOptions>(family, invoke, {
    name: 'make',
    role: 'Auditor',
    args: [['<kind>', REPORT_KINDS.join(', ')]],
    summary: 'make a report: shown, or written as CSV or PDF',
    about:
      'inventory: every key. expiring: what runs out or is due. access: identities, last logins, privileged acts. drift: what Compare with Vault found. key-history: who did what to the keys of a group, or to one key.',
    examples: [
      'keyferry reports make inventory --out inventory.pdf',
      'keyferry reports make key-history --group payroll --key payroll-001 --out history.csv',
    ],
    options: [
      option('--out <file>', 'write it: a name in .csv or .pdf; left out: it is shown'),
      option('--within-days <days>', 'for expiring: how far to look ahead (30)'),
      option('--group <group>', 'for key-history: the Key Group, or VAULT/NAME of one that was removed'),
      option('--key <key>', 'for key-history: one key of it'),
      option('--overwrite', 'replace a file that is there'),
    ],
    run: make,
  });
}

function make(context: Context, [kind = '']: readonly string[], options: MakeOptions): Promise<Outcome> {
  const request = requestOf(kind, options);
  if (!request.ok) return Promise.resolve(request);
  const { out } = options;
  if (out === undefined) return withWorkstation(context, (session) => Promise.resolve(shown(session, request.value)));
  const format = REPORT_FORMATS.find((one) => extname(out).toLowerCase() === `.${one}`);
  if (!format)
    return Promise.resolve(
      wrongUsage(`${out} ends neither in .csv nor in .pdf.`, 'Name it so: the ending says what is written.'),
    );
  const { cwd, home } = context.surroundings;
  const file = resolve(cwd, expandHome(out, home));
  return withWorkstation(context, async ({ workstation }) => {
    const written = await workstation.reports.export({
      ...request.value,
      file,
      format,
      overwrite: options.overwrite ?? false,
    });
    if (!written.ok) {
      return written.failure.code === 'file-exists'
        ? refused({ ...written.failure, advice: 'Choose another name, or replace it: --overwrite.' })
        : written;
    }
    const { rows, sha256 } = written.value;
    return done(
      { ...written.value, format },
      `Report written.\nFile     ${written.value.file}\nRows     ${rows}\nSHA-256  ${sha256}`,
    );
  });
}

function shown({ workstation }: Session, request: ReportRequest): Outcome {
  const made = workstation.reports.make(request);
  if (!made.ok) return made;
  const { title, filter, practice, columns, rows, sha256, madeAt, ...rest } = made.value;
  const head = `${title}${practice ? ' (PRACTICE)' : ''}\n${filter}`;
  const body = rows.length === 0 ? 'No rows.' : table(columns, rows);
  return done(
    { report: { ...rest, title, filter, practice, madeAt: iso(madeAt), columns, rows, sha256 } },
    `${head}\n\n${body}\n\n${count(rows.length, 'row')}. SHA-256 of the CSV form ${sha256}`,
  );
}

function requestOf(kind: string, { withinDays, group, key }: MakeOptions): Result<ReportRequest> {
  const known = REPORT_KINDS.find((one) => one === kind);
  if (!known) return wrongUsage(`There is no report ${kind}.`, `There are ${REPORT_KINDS.join(', ')}.`);
  if (withinDays !== undefined && known !== 'expiring')
    return wrongUsage('--within-days belongs to the report expiring.');
  if ((group ?? key) !== undefined && known !== 'key-history')
    return wrongUsage('--group and --key belong to the report key-history.');
  if (known === 'key-history' && group === undefined)
    return wrongUsage('Whose history? --group is missing.', 'Name the Key Group: --group payroll.');
  const days = withinDays === undefined ? ok(undefined) : parseWhole(withinDays, '--within-days', 1, 3650);
  if (!days.ok) return days;
  return ok({
    kind: known,
    ...(days.value === undefined ? {} : { withinDays: days.value }),
    ...(group === undefined ? {} : { group }),
    ...(key === undefined ? {} : { key }),
  });
}
