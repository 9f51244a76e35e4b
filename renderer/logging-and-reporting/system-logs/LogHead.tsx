import { useLayoutEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { classesOf, recallWidths, rememberWidths } from '../../components/index.js';
import { LOGS } from '../strings.js';
import { columnWidth, gridColumns, LOG_COLUMNS, type LogColumn } from './log-columns.js';
import styles from './LogList.module.css';

const c = classesOf(styles);
const KEY = 'keyferry.columns.system-logs';
const STEP = 16;

/** The head of the list. Sets the widths of the columns on the grid around it. */
export function LogHead(): ReactNode {
  const [widths, setWidths] = useState(() => recallWidths(KEY));
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const grid = row.current?.parentElement;
    const { wide, narrow } = gridColumns(widths);
    grid?.style.setProperty('--log-wide', wide);
    grid?.style.setProperty('--log-narrow', narrow);
  }, [widths]);
  const resize = (column: LogColumn, wanted: number): void => {
    const next = { ...widths, [column.id]: columnWidth(column, wanted) };
    setWidths(next);
    rememberWidths(KEY, next);
  };
  return (
    <div className={c('row', 'head')} role="row" aria-rowindex={1} ref={row}>
      {LOG_COLUMNS.map((column) => (
        <span key={column.id} role="columnheader" className={c('cell', 'headCell', column.wide === true && 'wide')}>
          <span className={c('clip')}>{column.title}</span>
          <Resizer
            column={column}
            width={widths[column.id] ?? column.width}
            onResize={(wanted) => resize(column, wanted)}
          />
        </span>
      ))}
      <span role="columnheader" className={c('cell', 'headCell')}>
        {LOGS.columns.message}
      </span>
    </div>
  );
}

function Resizer(props: {
  readonly column: LogColumn;
  readonly width: number;
  readonly onResize: (wanted: number) => void;
}): ReactNode {
  const { column, width, onResize } = props;
  const from = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0;
    if (step === 0 || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(width + step);
  };
  const onPointerDown = (event: PointerEvent): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  return (
    <span
      className={c('resizer')}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={LOGS.columnWidth(column.title)}
      aria-valuenow={width}
      aria-valuemin={column.least}
      aria-valuemax={columnWidth(column, Infinity)}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (from.current) onResize(from.current.width + event.clientX - from.current.x);
      }}
      onPointerUp={() => {
        from.current = undefined;
      }}
      onDoubleClick={() => onResize(column.width)}
    />
  );
}
