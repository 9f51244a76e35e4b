import { memo, type ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './PagedTable.module.css';
import type { TableColumn } from './table-columns.js';

const c = classesOf(styles);

interface PagedRowProps<T> {
  readonly columns: readonly TableColumn<T>[];
  readonly template: string;
  readonly columnFocus: number;
  readonly rowHeight: number;
  readonly own: string;
  readonly index: number;
  readonly row: T | undefined;
  readonly y: number;
  readonly isChosen: boolean;
  readonly isActive: boolean;
}

function Row<T>(props: PagedRowProps<T>): ReactNode {
  const { columns, template, columnFocus, rowHeight, own, index, row, y, isChosen, isActive } = props;
  const isRowFocused = isActive && columnFocus < 0;
  return (
    <div
      role="row"
      id={`${own}-${index}`}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isChosen}
      className={c('row', isChosen && 'chosen', isRowFocused && 'active')}
      style={{ transform: `translateY(${y}px)`, height: rowHeight, gridTemplateColumns: template }}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          id={`${own}-${index}-${at}`}
          aria-colindex={at + 1}
          className={c(
            'cell',
            column.align === 'end' && 'end',
            column.mono === true && 'mono',
            isActive && columnFocus === at && 'active',
          )}
          title={row === undefined || column.cell ? undefined : column.text(row)}
        >
          {row === undefined ? <span className={c('waiting')} /> : (column.cell?.(row) ?? column.text(row))}
        </div>
      ))}
    </div>
  );
}

/** One line of a PagedTable; drawn again only when something about it changed. */
export const PagedRow = memo(Row) as typeof Row;
