import { useEffect, useRef, type ReactNode } from 'react';
import type { ExportReceipt } from '../../../shared/domain/log-event.js';
import { Callout, CopyButton, Fingerprint, KeyValueList, classesOf, formatCount } from '../../components/index.js';
import { EXPORT } from '../strings.js';
import styles from './ExportDialog.module.css';

const c = classesOf(styles);

export interface ReceiptProps {
  readonly title: string;
  readonly receipt: ExportReceipt;
  readonly note?: ReactNode;
}

/** What was written: the file, how many rows, and the hash by which it is known again. */
export function Receipt({ title, receipt, note }: ReceiptProps): ReactNode {
  const { file, rows, sha256 } = receipt;
  const part = useRef<HTMLDivElement>(null);
  // What had the focus is gone; the focus goes to the answer, not to a button that Enter would press by mistake.
  useEffect(() => part.current?.focus(), []);
  return (
    <div className={c('receipt')} ref={part} tabIndex={-1}>
      <Callout tone="good" live title={title}>
        {note}
      </Callout>
      <KeyValueList
        stacked
        items={[
          {
            name: EXPORT.file,
            value: (
              <span className={c('value')}>
                <code>{file}</code>
                <CopyButton what={EXPORT.file} text={file} />
              </span>
            ),
          },
          { name: EXPORT.rows, value: formatCount(rows) },
          { name: EXPORT.sha256, value: <Fingerprint value={sha256} what={EXPORT.sha256} /> },
        ]}
      />
    </div>
  );
}
