import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './PagedTable.module.css';
import { COMPONENTS } from './strings.js';
import type { TableColumn } from './table-columns.js';

const c = classesOf(styles);
const STEP = 16;
const LEAST = 48;
const MOST = 1600;

/** The head of a PagedTable; the bars between the columns are dragged, or moved with the arrow keys. */
export function PagedHeader<T>(props: {
  readonly columns: readonly TableColumn<T>[];
  readonly template: string;
  readonly least: number;
  readonly widths: Readonly<Record<string, number>>;
  readonly onResize: (column: string, width: number) => void;
}): ReactNode {
  return (
    <div role="rowgroup" className={c('head')} style={{ minWidth: props.least }}>
      <div role="row" aria-rowindex={1} className={c('headRow')} style={{ gridTemplateColumns: props.template }}>
        {props.columns.map((column, at) => (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            className={c('heading', column.align === 'end' && 'end')}
          >
            <span className={c('clip')}>{column.title}</span>
            <Resizer
              title={column.title}
              width={props.widths[column.id]}
              onResize={(width) => props.onResize(column.id, width)}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

function Resizer(props: {
  readonly title: string;
  readonly width: number | undefined;
  readonly onResize: (width: number) => void;
}): ReactNode {
  const { title, width, onResize } = props;
  const drag = useRef<{ readonly x: number; readonly width: number }>(undefined);
  const widthNow = (element: Element): number => element.parentElement?.getBoundingClientRect().width ?? LEAST;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? STEP : event.key === 'ArrowLeft' ? -STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onResize(bound(widthNow(event.currentTarget) + step));
  };
  const onPointerDown = (event: PointerEvent): void => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: widthNow(event.currentTarget) };
  };
  return (
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={COMPONENTS.columnWidth(title)}
      aria-valuenow={Math.round(width ?? 0)}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      className={c('resizer')}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (drag.current) onResize(bound(drag.current.width + event.clientX - drag.current.x));
      }}
      onPointerUp={() => {
        drag.current = undefined;
      }}
    />
  );
}

function bound(width: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, width)));
}
