import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Reply } from '../../../shared/contract/index.js';
import { classesOf, formatUtc } from '../../components/index.js';
import { useSession } from '../../stores/index.js';
import { RECOVERY } from '../strings.js';
import styles from './PrintedSheets.module.css';

const c = classesOf(styles);
const TEXT = RECOVERY.printed;

/** What the printer gets: a page for each holder, and nothing else of the window. */
export function PrintedSheets({
  made,
}: {
  readonly made: Reply<'identityManagement', 'makeRecoveryShares'>;
}): ReactNode {
  const workstationId = useSession((state) => state.session?.workstationId);
  return createPortal(
    <div className={c('page')} aria-hidden="true">
      {made.sheets.map(({ holder, index, text }) => {
        const facts = [
          [TEXT.holder, holder],
          [TEXT.index, String(index)],
          [TEXT.set, made.setId],
          [TEXT.made, formatUtc(made.createdAt, 'minute')],
          [TEXT.workstation, workstationId ?? ''],
          [TEXT.needed, RECOVERY.needed(made.threshold, made.sheets.length)],
        ] as const;
        return (
          <div key={index} className={c('sheet')}>
            <p className={c('title')}>{TEXT.title}</p>
            <dl className={c('facts')}>
              {facts.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <p className={c('text')}>{text}</p>
            <p>{TEXT.keep}</p>
          </div>
        );
      })}
    </div>,
    document.body,
  );
}
