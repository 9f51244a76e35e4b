import type { ReactNode } from 'react';
import type { ReportView } from '../../../shared/contract/index.js';
import { CopyButton, Time, classesOf, formatCount } from '../../components/index.js';
import { REPORTS } from '../strings.js';
import styles from './Reports.module.css';

const c = classesOf(styles);

/** What a report says of itself: what was asked for, when, and the hash by which its CSV form is known. */
export function ReportFacts({ report }: { readonly report: ReportView }): ReactNode {
  return (
    <div className={c('facts')}>
      <h2>{report.title}</h2>
      {report.practice && <p className={c('practice')}>{REPORTS.practice}</p>}
      <p className={c('soft')}>{report.filter}</p>
      <p className={c('line')}>
        <span>
          {REPORTS.madeAt} <Time at={report.madeAt} />
        </span>
        <span>
          {REPORTS.rows} {formatCount(report.rows.length)}
        </span>
        <span>
          {REPORTS.id} <code>{report.id}</code>
          <CopyButton what={REPORTS.id} text={report.id} />
        </span>
        <span>
          {REPORTS.sha256} <code>{report.sha256}</code>
          <CopyButton what={REPORTS.sha256} text={report.sha256} />
        </span>
      </p>
    </div>
  );
}
