import { memo, type ReactNode } from 'react';
import type { LogEvent } from '../../../shared/domain/log-event.js';
import { LOG_LEVELS_SHOWN, StateBadge, classesOf } from '../../components/index.js';
import { UtcTime } from '../UtcTime.js';
import styles from './LogList.module.css';

const c = classesOf(styles);

export interface LogRowProps {
  /** Undefined: on its way. */
  readonly event: LogEvent | undefined;
  /** From 0, the newest. */
  readonly row: number;
  readonly position: number;
  readonly isActive: boolean;
  readonly isChosen: boolean;
}

/** The id by which the list says which row is active. */
export const rowElementId = (position: number): string => `log-event-${position}`;

/** One event, one line. */
export const LogRow = memo(function LogRow({ event, row, position, isActive, isChosen }: LogRowProps): ReactNode {
  return (
    <div
      id={rowElementId(position)}
      className={c('row', isChosen && 'chosen', isActive && 'active')}
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isChosen}
      data-position={position}
    >
      {event ? <Cells event={event} /> : <span role="gridcell" className={c('cell', 'waiting')} />}
    </div>
  );
});

function Cells({ event }: { readonly event: LogEvent }): ReactNode {
  return (
    <>
      <span role="gridcell" className={c('cell')}>
        <UtcTime at={event.time} />
      </span>
      <span role="gridcell" className={c('cell', 'level')}>
        <StateBadge state={LOG_LEVELS_SHOWN[event.level]} plain />
      </span>
      <span role="gridcell" className={c('cell', 'wide')}>
        {event.service}
      </span>
      <span role="gridcell" className={c('cell', 'wide')}>
        {event.actor}
      </span>
      <span role="gridcell" className={c('cell', 'wide')}>
        {event.object}
      </span>
      <span role="gridcell" className={c('cell')}>
        {event.message}
      </span>
    </>
  );
}
