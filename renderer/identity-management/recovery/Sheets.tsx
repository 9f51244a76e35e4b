import { useState, type ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { Button, Callout, Checkbox, classesOf, Dialog } from '../../components/index.js';
import { RECOVERY as TEXT } from '../strings.js';
import { PrintedSheets } from './PrintedSheets.js';
import styles from './Sheets.module.css';

const c = classesOf(styles);

export interface SheetsProps {
  readonly made: Reply<'identityManagement', 'makeRecoveryShares'>;
  readonly onClose: () => void;
}

/** The sheets, once. It cannot be closed by mistake: first somebody says that every holder has theirs. */
export function Sheets({ made, onClose }: SheetsProps): ReactNode {
  const [isNoted, setNoted] = useState(false);
  const { sheets, files, threshold } = made;
  return (
    <Dialog
      title={TEXT.sheetsTitle}
      isOpen
      size="large"
      onClose={onClose}
      busy={!isNoted}
      footer={
        <>
          <Button onPress={() => window.print()}>{TEXT.print}</Button>
          <Button variant="primary" isDisabled={!isNoted} onPress={onClose}>
            {TEXT.close}
          </Button>
        </>
      }
    >
      <Callout tone="warn" title={TEXT.onceTitle}>
        {TEXT.once}
      </Callout>
      <p>{TEXT.together(threshold, sheets.length)}</p>
      <ul className={c('sheets')}>
        {sheets.map(({ holder, index, text }) => (
          <li key={index} className={c('sheet')} aria-label={TEXT.sheetOf(holder)}>
            <h3>{holder}</h3>
            <p className={c('index')}>
              {TEXT.share(index)} · {made.setId}
            </p>
            <code className={c('text')}>{text}</code>
          </li>
        ))}
      </ul>
      {files.length > 0 && (
        <p className={c('files')}>
          {TEXT.files} <code>{files.join(', ')}</code>
        </p>
      )}
      <Checkbox isSelected={isNoted} onChange={setNoted}>
        {TEXT.noted}
      </Checkbox>
      <PrintedSheets made={made} />
    </Dialog>
  );
}
