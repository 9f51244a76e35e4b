import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { ReportView } from '../../../shared/contract/index.js';
import { classesOf, formatUtc } from '../../components/index.js';
import { REPORTS } from '../strings.js';
import styles from './PrintedReport.module.css';
import { isHash } from './report-columns.js';

const c = classesOf(styles);

export interface PrintedReportProps {
  readonly report: ReportView;
  /** Who is logged in. */
  readonly by: string;
}

/** The report as a document of its own beside the window, seen by the printer only. */
export function PrintedReport({ report, by }: PrintedReportProps): ReactNode {
  const facts = [
    { name: REPORTS.filter, value: report.filter },
    { name: REPORTS.id, value: report.id },
    { name: REPORTS.madeAt, value: formatUtc(report.madeAt) },
    { name: REPORTS.rows, value: String(report.rows.length) },
    { name: REPORTS.sha256, value: report.sha256 },
  ];
  return createPortal(
    <article className={c('page')}>
      <h1>{`Keyferry: ${report.title}`}</h1>
      {report.practice && <p className={c('by')}>{REPORTS.practice}</p>}
      <dl className={c('facts')}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {report.rows.length === 0 ? <p>{REPORTS.empty}</p> : <Rows report={report} />}
      <p className={c('by')}>{REPORTS.printedBy(by)}</p>
    </article>,
    document.body,
  );
}

function Rows({ report }: { readonly report: ReportView }): ReactNode {
  const hashes = report.columns.map((_, at) => isHash(report.rows, at));
  return (
    <table className={c('table')}>
      <thead>
        <tr>
          {report.columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {report.rows.map((row, number) => (
          <tr key={number}>
            {row.map((cell, at) => (
              <td key={at} className={c(hashes[at] === true && 'hash')}>
                <Cell text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A time breaks between day and hour, and nowhere else. */
function Cell({ text }: { readonly text: string }): ReactNode {
  const time = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}Z)$/.exec(text);
  if (!time) return text;
  return (
    <>
      <span className={c('whole')}>{time[1]}</span>
      <wbr />
      <span className={c('whole')}>{time[2]}</span>
    </>
  );
}
