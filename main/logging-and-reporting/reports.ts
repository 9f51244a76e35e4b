import { createHash, randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { Checked, IdentityView, ReportFormat, ReportView } from '../../shared/contract/index.js';
import type { Actor } from '../../shared/domain/actor.js';
import type { ExportReceipt } from '../../shared/domain/log-event.js';
import { ok, type Result } from '../../shared/result.js';
import type { Clock } from '../clock/clock.js';
import { listCredentials } from '../store/tables/credentials.js';
import { listDrift } from '../store/tables/drift.js';
import { listGroups } from '../store/tables/groups.js';
import { keysOfGroup } from '../store/tables/keys.js';
import { countActs } from '../store/tables/log-events.js';
import type { Store } from '../store/types.js';
import { accessReview, PRIVILEGED } from './access-rows.js';
import { driftRows } from './drift-rows.js';
import { exportBytes } from './export-file.js';
import { csvLine } from './formats/index.js';
import { keyHistory } from './key-history.js';
import type { ExportPlace } from './new-file.js';
import { expiring, inventory, type Holdings, type Table } from './report-rows.js';
import type { SystemLog } from './system-log.js';

export type ReportRequest = Checked<'loggingAndReporting', 'report'>;

const DAY_MS = 86_400_000;
/** How far `expiring` looks ahead when nobody says. */
const AHEAD_DAYS = 30;

interface Content {
  readonly title: string;
  readonly filter: string;
  readonly practice: boolean;
  readonly table: Table;
}

export interface ReportParts {
  readonly store: Store;
  readonly log: SystemLog;
  readonly clock: Clock;
  readonly actor: Actor;
  readonly workstationId: string;
  readonly identities: () => readonly IdentityView[];
}

/** Logging and Reporting > Reports: what the books here say now, as a table to show, and as CSV or PDF. */
export class Reports {
  readonly #parts: ReportParts;

  constructor(parts: ReportParts) {
    this.#parts = parts;
  }

  /** Codes (of `key-history` only) as keyHistory. */
  make(request: ReportRequest): Result<ReportView> {
    const madeAt = this.#parts.clock.now();
    const content = this.#content(request, madeAt);
    if (!content.ok) return content;
    const { title, filter, practice, table } = content.value;
    return ok({
      id: randomUUID(),
      kind: request.kind,
      title,
      filter,
      madeAt,
      practice,
      columns: [...table.columns],
      rows: table.rows.map((row) => [...row]),
      sha256: createHash('sha256').update(csvOf(table)).digest('hex'),
    });
  }

  /**
   * Makes the report anew and writes it as CSV or PDF. That is logged with the SHA-256 of the file before the file gets its
   * name: what cannot be logged is not written. Codes as `make` and exportBytes.
   */
  async export(
    request: ReportRequest & ExportPlace & { readonly format: ReportFormat },
  ): Promise<Result<ExportReceipt>> {
    const { file, overwrite, format, ...what } = request;
    const report = this.make(what);
    if (!report.ok) return report;
    const bytes = format === 'pdf' ? await this.#pdf(report.value) : csvOf(report.value);
    const noted = { done: false };
    const written = exportBytes(bytes, { file, overwrite }, (sha256) => {
      this.#note(report.value, resolve(file), sha256, format);
      noted.done = true;
    });
    if (written.ok) return ok({ ...written.value, rows: report.value.rows.length });
    if (noted.done) this.#noteUndone(report.value, written.failure);
    return written;
  }

  async #pdf(report: ReportView): Promise<Uint8Array> {
    // Only who prints needs it.
    const { printTable } = await import('../printing/index.js');
    const { workstationId, actor } = this.#parts;
    return printTable({ ...report, reportId: report.id, workstationId, by: actor.name });
  }

  #note(report: ReportView, file: string, sha256: string, format: ReportFormat): void {
    const csv = format === 'csv' ? '' : ` (SHA-256 of its CSV form ${report.sha256})`;
    this.#parts.log.write({
      service: 'System',
      level: 'INFO',
      event: 'report-exported',
      actor: this.#parts.actor.name,
      object: report.id,
      message: `Report ${report.id} (${report.title}) exported to ${file}: ${report.rows.length} row(s), SHA-256 ${sha256}${csv}. ${report.filter}`,
      outcome: 'success',
    });
  }

  #noteUndone(report: ReportView, { code, message }: { readonly code: string; readonly message: string }): void {
    this.#parts.log.write({
      service: 'System',
      level: 'ERROR',
      event: 'report-export-failed',
      actor: this.#parts.actor.name,
      object: report.id,
      message: `The report could not be put in its place: ${message}`,
      outcome: 'failure',
      reason: code,
    });
  }

  #content(request: ReportRequest, now: number): Result<Content> {
    const { store, identities } = this.#parts;
    switch (request.kind) {
      case 'inventory': {
        const holdings = this.#holdings();
        const filter = 'Every key of every Key Group on this workstation, as its books say.';
        return ok({ title: 'Key inventory', filter, practice: hasPractice(holdings), table: inventory(holdings) });
      }
      case 'expiring': {
        const holdings = this.#holdings();
        const days = request.withinDays ?? AHEAD_DAYS;
        const until = now + days * DAY_MS;
        return ok({
          title: 'Expiring and due',
          filter: `Active versions and client secrets that expire, and rotations that are due, within ${days} day(s), until ${new Date(until).toISOString().slice(0, 10)}; what is past already is included.`,
          practice: hasPractice(holdings),
          table: expiring(holdings, now, until),
        });
      }
      case 'access':
        return ok({
          title: 'Access review',
          filter:
            'Every identity of this workstation with role and last login, everybody else whom the log names, and who did privileged acts, by event id.',
          practice: false,
          table: accessReview(identities(), countActs(store, PRIVILEGED)),
        });
      case 'drift': {
        const holdings = this.#holdings();
        return ok({
          title: 'Drift',
          filter: 'What the last Compare with Vault of every Key Group found.',
          practice: hasPractice(holdings),
          table: driftRows(holdings, listDrift(store)),
        });
      }
      case 'key-history':
        return keyHistory(store, request);
    }
  }

  #holdings(): Holdings {
    const { store } = this.#parts;
    const groups = listGroups(store).map((group) => ({ group, keys: keysOfGroup(store, group.id) }));
    return { groups, credentials: listCredentials(store) };
  }
}

function hasPractice({ groups, credentials }: Holdings): boolean {
  const practice = new Set(credentials.filter(({ cloud }) => cloud === 'practice').map(({ id }) => id));
  return groups.some(({ group }) => practice.has(group.credentialId));
}

/** The CSV form: the columns, then the rows; cells that a spreadsheet would take for a formula are neutralised. */
function csvOf(table: Table): Buffer {
  return Buffer.from(csvLine(table.columns) + table.rows.map(csvLine).join(''), 'utf8');
}
