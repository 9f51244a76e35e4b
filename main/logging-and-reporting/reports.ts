import { createHash, randomUUID } from 'node:crypto';
import type { Checked, ReportView } from '../../shared/contract/index.js';
import type { ExportReceipt } from '../../shared/domain/log-event.js';
import { ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { listCredentials } from '../store/tables/credentials.js';
import { listGroups } from '../store/tables/groups.js';
import { keysOfGroup } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';
import { exportBytes } from './export-file.js';
import { csvLine } from './formats/index.js';
import type { ExportPlace } from './new-file.js';
import { expiring, inventory, type Holdings, type Table } from './report-rows.js';
import type { SystemLog } from './system-log.js';

export type ReportRequest = Checked<'loggingAndReporting', 'report'>;

const DAY_MS = 86_400_000;
/** How far `expiring` looks ahead when nobody says. */
const AHEAD_DAYS = 30;

/** Logging and Reporting > Reports: what the books here say now, as a table to show, to print and to export as CSV. */
export class Reports {
  readonly #store: Store;
  readonly #log: SystemLog;
  readonly #clock: Clock;
  readonly #actor: string;

  constructor(parts: {
    readonly store: Store;
    readonly log: SystemLog;
    readonly clock: Clock;
    readonly actor: string;
  }) {
    this.#store = parts.store;
    this.#log = parts.log;
    this.#clock = parts.clock;
    this.#actor = parts.actor;
  }

  make(request: ReportRequest): ReportView {
    const madeAt = this.#clock.now();
    const { title, filter, table } = this.#table(request, madeAt);
    const lines = csvOf(table);
    return {
      id: randomUUID(),
      kind: request.kind,
      title,
      filter,
      madeAt,
      columns: [...table.columns],
      rows: table.rows.map((row) => [...row]),
      sha256: createHash('sha256').update(lines.head).update(lines.rows.join('')).digest('hex'),
    };
  }

  /** Makes the report anew and writes its CSV form; what was written is logged with its SHA-256. Codes as exportLines. */
  export(request: ReportRequest & ExportPlace): Result<ExportReceipt> {
    const { file, overwrite, ...what } = request;
    const report = this.make(what);
    const { head, rows } = csvOf(report);
    const written = exportBytes(Buffer.from(head + rows.join(''), 'utf8'), { file, overwrite }, (sha256) =>
      this.#log.write({
        service: 'System',
        level: 'INFO',
        event: 'report-exported',
        actor: this.#actor,
        object: report.id,
        message: `Report ${report.id} (${report.title}) exported to ${file}: ${report.rows.length} row(s), SHA-256 ${sha256}. ${report.filter}`,
        outcome: 'success',
      }),
    );
    return written.ok ? ok({ ...written.value, rows: report.rows.length }) : written;
  }

  #table(
    request: ReportRequest,
    now: number,
  ): { readonly title: string; readonly filter: string; readonly table: Table } {
    const holdings = this.#holdings();
    switch (request.kind) {
      case 'inventory':
        return {
          title: 'Key inventory',
          filter: 'Every key of every Key Group on this workstation, as its books say.',
          table: inventory(holdings),
        };
      case 'expiring': {
        const days = request.withinDays ?? AHEAD_DAYS;
        const until = now + days * DAY_MS;
        return {
          title: 'Expiring and due',
          filter: `Active versions and client secrets that expire, and rotations that are due, within ${days} day(s), until ${new Date(until).toISOString().slice(0, 10)}; what is past already is included.`,
          table: expiring(holdings, now, until),
        };
      }
    }
  }

  #holdings(): Holdings {
    const store = this.#store;
    const groups = listGroups(store).map((group) => ({ group, keys: keysOfGroup(store, group.id) }));
    return { groups, credentials: listCredentials(store) };
  }
}

/** The CSV form: the columns, then the rows; cells that a spreadsheet would take for a formula are neutralised. */
function csvOf(table: Table): { readonly head: string; readonly rows: readonly string[] } {
  return { head: csvLine(table.columns), rows: table.rows.map(csvLine) };
}
