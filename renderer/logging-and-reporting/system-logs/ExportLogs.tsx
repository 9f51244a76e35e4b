import { useState, type ReactNode } from 'react';
import { bridge } from '../../bridge.js';
import { EXPORT_FORMATS } from '../../../shared/domain/log-event.js';
import { RadioGroup, formatCount } from '../../components/index.js';
import { useLoggingAndReporting } from '../../stores/index.js';
import { ExportDialog } from '../export-file/ExportDialog.js';
import { EXPORT, LOGS } from '../strings.js';
import { filterWords, isEverything, type LogFilter } from './log-choice.js';

export interface ExportLogsProps {
  readonly filter: LogFilter;
  /** How many events fit it. */
  readonly fitting: number;
  readonly onClose: () => void;
}

type What = 'filtered' | 'everything';

/** System Logs > Export File. */
export function ExportLogs({ filter, fitting, onClose }: ExportLogsProps): ReactNode {
  const total = useLoggingAndReporting((state) => state.log.total);
  const [what, setWhat] = useState<What>('filtered');
  const isFiltered = !isEverything(filter);
  return (
    <ExportDialog
      title={EXPORT.logs}
      doneTitle={EXPORT.logsDone}
      name="keyferry-logs"
      formats={EXPORT_FORMATS}
      onClose={onClose}
      run={({ file, format, overwrite }) =>
        bridge().loggingAndReporting.exportLogs({
          file,
          format,
          overwrite,
          filter: what === 'filtered' ? filter : {},
        })
      }
    >
      {isFiltered && (
        <RadioGroup<What>
          label={EXPORT.what}
          value={what}
          onChange={setWhat}
          options={[
            {
              id: 'filtered',
              title: `${EXPORT.filtered}: ${formatCount(fitting)}`,
              note: filterWords(filter),
            },
            { id: 'everything', title: `${EXPORT.everything}: ${formatCount(total)}`, note: LOGS.allServices },
          ]}
        />
      )}
    </ExportDialog>
  );
}
