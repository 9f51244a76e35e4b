import { createHash, randomUUID } from 'node:crypto';
import type { Checked, ReportView } from '../../shared/contract/index.js';
import type { Actor } from '../../shared/domain/actor.js';
import type { ExportReceipt } from '../../shared/domain/log-event.js';
import type { Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { listCredentials } from '../store/tables/credentials.js';
import { listGroups } from '../store/tables/groups.js';
import { keysOfGroup } from '../store/tables/keys.js';
import type { Store } from '../store/types.js';
import { exportLines, type ExportPlace } from './export-file.js';
import { csvLine } from './export-formats.js';
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
  readonly #actor: Actor;

  constructor(parts: { readonly store: Store; readonly log: SystemLog; readonly clock: Clock; readonly actor: Actor }) {
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
    const written = exportLines(head, rows, { file, overwrite });
    if (!written.ok) return written;
    this.#log.write({
      service: 'System',
      level: 'INFO',
      event: 'report-exported',
      actor: this.#actor.name,
      object: report.id,
      message: `Report ${report.id} (${report.title}) exported to ${written.value.file}: ${report.rows.length} row(s), SHA-256 ${written.value.sha256}. ${report.filter}`,
    });
    return written;
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
