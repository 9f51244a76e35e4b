import { useMemo, useState, type ReactNode } from 'react';
import type { ReportView } from '../../../shared/contract/index.js';
import { bridge } from '../../bridge.js';
import {
  Button,
  EmptyState,
  ExportIcon,
  Failure,
  KeyIcon,
  PrintIcon,
  ReportIcon,
  Spinner,
  Table,
  View,
  classesOf,
} from '../../components/index.js';
import { go, useKeyManagement, useSession } from '../../stores/index.js';
import { ExportDialog } from '../export-file/ExportDialog.js';
import { EXPORT, REPORTS } from '../strings.js';
import { PrintedReport } from './PrintedReport.js';
import { reportColumns, reportRowId, reportRows } from './report-columns.js';
import { FIRST_DAYS, reportRequest, type ReportKind } from './report-request.js';
import { ReportFacts } from './ReportFacts.js';
import styles from './Reports.module.css';
import { ReportToolbar } from './ReportToolbar.js';
import { usePrinting } from './use-printing.js';
import { useReport } from './use-report.js';

const c = classesOf(styles);

/** Logging and Reporting > Reports. */
export function Reports(): ReactNode {
  const [kind, setKind] = useState<ReportKind>('inventory');
  const [days, setDays] = useState(FIRST_DAYS);
  const [isExporting, setExporting] = useState(false);
  const groups = useKeyManagement((state) => state.groups);
  const [chosen, setGroup] = useState<string>();
  const first = groups[0] && `${groups[0].vault}/${groups[0].name}`;
  const group = chosen ?? first;
  const request = useMemo(() => reportRequest(kind, days, group), [kind, days, group]);
  const { report, busy, failure, make } = useReport(request);
  const isPrinting = usePrinting();
  const by = useSession((state) => state.session?.loggedIn.join(', ') ?? '');
  // While another kind is on its way the table of the one before would be under the wrong name.
  const shown = report?.kind === kind ? report : undefined;
  return (
    <View
      title={REPORTS.title}
      lead={REPORTS.lead}
      actions={
        <>
          <Button icon={<PrintIcon />} isDisabled={!shown} onPress={() => window.print()}>
            {REPORTS.print}
          </Button>
          <Button
            variant="primary"
            icon={<ExportIcon />}
            isDisabled={!shown || !request}
            onPress={() => setExporting(true)}
          >
            {REPORTS.export}
          </Button>
        </>
      }
    >
      <div className={c('body')}>
        <ReportToolbar
          {...{ kind, days, group, busy }}
          onKind={setKind}
          onDays={setDays}
          onGroup={setGroup}
          onMake={make}
        />
        {!request && <p role="alert">{kind === 'expiring' ? REPORTS.badDays : REPORTS.noGroups}</p>}
        {failure && <Failure failure={failure} />}
        {!shown && busy && <EmptyState icon={<Spinner size={24} />} title={REPORTS.loading} />}
        {shown && (
          <>
            <ReportFacts report={shown} />
            <ReportTable report={shown} />
          </>
        )}
      </div>
      {isPrinting && shown && <PrintedReport report={shown} by={by} />}
      {isExporting && shown && request && (
        <ExportDialog
          title={EXPORT.report}
          doneTitle={EXPORT.reportDone}
          name={`keyferry-${kind}`}
          formats={['csv', 'pdf']}
          run={({ file, format, overwrite }) =>
            bridge().loggingAndReporting.exportReport({ ...request, file, format, overwrite })
          }
          noteOf={({ file, sha256 }) =>
            file.endsWith('.pdf') ? EXPORT.pdfReport : sha256 === shown.sha256 ? EXPORT.sameReport : EXPORT.otherReport
          }
          onClose={() => setExporting(false)}
        />
      )}
    </View>
  );
}

function ReportTable({ report }: { readonly report: ReportView }): ReactNode {
  const columns = useMemo(() => reportColumns(report), [report]);
  const rows = useMemo(() => reportRows(report.rows), [report]);
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<ReportIcon size={28} />}
        title={REPORTS.noRows[report.kind]}
        action={
          report.kind === 'inventory' && (
            <Button icon={<KeyIcon />} onPress={() => go({ view: 'keys' })}>
              {REPORTS.goToKeys}
            </Button>
          )
        }
      >
        {REPORTS.noRowsText[report.kind]}
      </EmptyState>
    );
  }
  return (
    <div className={c('table')}>
      <Table
        // Rows are known by their number only: nothing stays chosen when the report is made anew.
        key={report.id}
        id={`report-${report.kind}`}
        label={report.title}
        columns={columns}
        rows={rows}
        rowId={reportRowId}
        selectionMode="multiple"
      />
    </div>
  );
}
