import { useEffect, useId, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { classesOf } from './classes.js';
import { ContextMenu, type OpenMenu } from './ContextMenu.js';
import { copyText } from './copy-text.js';
import type { MenuEntry } from './menu-entry.js';
import { clamp, rowsInSight, spacerHeight } from './paged-scroll.js';
import { PagedHeader } from './PagedHeader.js';
import { PagedRow } from './PagedRow.js';
import styles from './PagedTable.module.css';
import { COMPONENTS } from './strings.js';
import { rowsAsText, type TableColumn } from './table-columns.js';
import { isMenuKey } from './table-dom.js';
import { useColumnWidths } from './use-column-widths.js';
import { usePagedScroll } from './use-paged-scroll.js';

const c = classesOf(styles);
const ROW_HEIGHT = 26;
const HEADER_HEIGHT = 28;
const BLOCK = 256;

export interface PagedTableProps<T> {
  readonly id: string;
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rowCount: number;
  /** The row, when its page is there; undefined draws a grey line. */
  readonly rowAt: (index: number) => T | undefined;
  /** What is in sight now, and a little more: load these pages. */
  readonly onRange: (from: number, to: number) => void;
  /** The row that has the focus moved or was loaded: for a details panel. */
  readonly onActive?: ((index: number | undefined) => void) | undefined;
  readonly onOpen?: ((row: T) => void) | undefined;
  readonly menu?: ((rows: readonly T[]) => readonly MenuEntry[]) | undefined;
  readonly empty?: ReactNode;
}

/** Which row and cell have the focus (`column` -1: the row), and where a selection with Shift began. */
interface Focus {
  readonly row: number;
  readonly anchor: number;
  readonly column: number;
}

/**
 * A table of rows that are fetched as they come into sight: a million log events. Keys as in Table; sorting is whoever
 * answers the pages.
 */
export function PagedTable<T>(props: PagedTableProps<T>): ReactNode {
  const { id, label, columns, rowCount, rowAt, onRange, onActive, onOpen, menu } = props;
  const { frame, scroll, top, showRow } = usePagedScroll(rowCount, ROW_HEIGHT, HEADER_HEIGHT);
  const { template, least, widths, resize } = useColumnWidths(id, columns);
  const [focus, setFocus] = useState<Focus>();
  const [openMenu, setOpenMenu] = useState<OpenMenu>();
  const own = useId();
  const { from, to } = rowsInSight(scroll, top);
  useEffect(() => onRange(from, to), [from, to, onRange]);

  const active = focus && focus.row < rowCount ? focus : undefined;
  const isChosen = (row: number): boolean =>
    active !== undefined && row >= Math.min(active.anchor, active.row) && row <= Math.max(active.anchor, active.row);
  const moveTo = (row: number, options: { readonly extend?: boolean; readonly column?: number } = {}): void => {
    if (rowCount === 0) return;
    const next = clamp(row, 0, rowCount - 1);
    const column = clamp(options.column ?? active?.column ?? -1, -1, columns.length - 1);
    setFocus({ row: next, anchor: options.extend === true ? (active?.anchor ?? next) : next, column });
    showRow(next);
    onActive?.(next);
  };
  const chosenRows = (): readonly T[] => {
    if (!active) return [];
    const [first, last] = [Math.min(active.anchor, active.row), Math.max(active.anchor, active.row)];
    return Array.from({ length: last - first + 1 }, (_, at) => rowAt(first + at)).filter((row) => row !== undefined);
  };
  const copy = (): void => {
    const column = columns[active?.column ?? -1];
    const row = active && rowAt(active.row);
    if (column && row !== undefined) void copyText(column.text(row), COMPONENTS.copiedOf(column.title));
    else if (active) void copyText(rowsAsText(chosenRows(), columns), COMPONENTS.copied);
  };
  const showMenuAt = (rows: readonly T[], spot: Pick<OpenMenu, 'x' | 'y' | 'byKeyboard'>): void => {
    const entries = rows.length > 0 ? (menu?.(rows) ?? []) : [];
    if (entries.length > 0) setOpenMenu({ ...spot, entries });
  };
  const page = Math.max(1, Math.floor(scroll.viewport / ROW_HEIGHT) - 1);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const row = active?.row ?? -1;
    const extend = event.shiftKey;
    const column = active?.column ?? -1;
    const isCtrl = event.ctrlKey || event.metaKey;
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => moveTo(row + 1, { extend }),
      ArrowUp: () => moveTo(Math.max(0, row - 1), { extend }),
      PageDown: () => moveTo(row + page, { extend }),
      PageUp: () => moveTo(row - page, { extend }),
      Home: () => moveTo(0, { extend }),
      End: () => moveTo(rowCount - 1, { extend }),
      ArrowRight: () => moveTo(row, { column: column + 1 }),
      ArrowLeft: () => moveTo(row, { column: column - 1 }),
    };
    const move = event.altKey ? undefined : moves[event.key];
    const current = active && rowAt(active.row);
    if (move) move();
    else if (event.key === 'Enter' && current !== undefined) onOpen?.(current);
    else if (isCtrl && event.key === 'c' && window.getSelection()?.isCollapsed !== false) copy();
    else if (menu && isMenuKey(event)) {
      const box = event.currentTarget.getBoundingClientRect();
      const y = box.top + HEADER_HEIGHT + (row + 1) * ROW_HEIGHT - top;
      showMenuAt(chosenRows(), { x: box.left + 16, y, byKeyboard: true });
    } else return;
    event.preventDefault();
  };
  const indexOf = (event: MouseEvent): number | undefined => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    return row instanceof HTMLElement ? Number(row.dataset['index']) : undefined;
  };
  const cellOf = (event: MouseEvent): number => {
    const cell = event.target instanceof Element ? event.target.closest('[aria-colindex]') : null;
    return cell ? Number(cell.getAttribute('aria-colindex')) - 1 : -1;
  };
  const rowProps = { columns, template, rowHeight: ROW_HEIGHT, own };
  // Rows stand still in a strip that is moved as a whole; where the strip begins changes every BLOCK rows only.
  const base = Math.floor(from / BLOCK) * BLOCK * ROW_HEIGHT;
  return (
    <div className={c('outer')}>
      <div
        ref={frame}
        className={c('frame')}
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 1}
        aria-colcount={columns.length}
        aria-multiselectable="true"
        tabIndex={0}
        {...(active && active.row >= from && active.row < to
          ? { 'aria-activedescendant': `${own}-${active.row}${active.column < 0 ? '' : `-${active.column}`}` }
          : {})}
        onFocus={(event) => {
          if (event.target === event.currentTarget && !active && rowCount > 0) moveTo(from === 0 ? 0 : from + 6);
        }}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => {
          const row = event.button === 0 ? indexOf(event) : undefined;
          if (row !== undefined) moveTo(row, { extend: event.shiftKey, column: cellOf(event) });
        }}
        onDoubleClick={(event) => {
          const row = rowAt(indexOf(event) ?? -1);
          if (row !== undefined) onOpen?.(row);
        }}
        onContextMenu={(event) => {
          const index = indexOf(event);
          if (!menu || index === undefined) return;
          event.preventDefault();
          if (!isChosen(index)) moveTo(index, { column: cellOf(event) });
          const row = rowAt(index);
          const rows = isChosen(index) ? chosenRows() : row === undefined ? [] : [row];
          showMenuAt(rows, { x: event.clientX, y: event.clientY, byKeyboard: false });
        }}
      >
        <PagedHeader columns={columns} template={template} least={least} widths={widths} onResize={resize} />
        <div role="rowgroup" className={c('spacer')} style={{ height: spacerHeight(scroll), minWidth: least }}>
          <div
            role="presentation"
            className={c('window')}
            style={{ height: Math.min(scroll.viewport, spacerHeight(scroll)) }}
          >
            <div role="presentation" className={c('strip')} style={{ transform: `translateY(${base - top}px)` }}>
              {Array.from({ length: to - from }, (_, at) => from + at).map((index) => (
                <PagedRow
                  key={index}
                  {...rowProps}
                  index={index}
                  row={rowAt(index)}
                  y={index * ROW_HEIGHT - base}
                  isChosen={isChosen(index)}
                  isActive={active?.row === index}
                  columnFocus={active?.row === index ? active.column : -1}
                />
              ))}
            </div>
          </div>
        </div>
      </div>
      {rowCount === 0 && <div className={c('empty')}>{props.empty ?? COMPONENTS.noRows}</div>}
      {menu && <ContextMenu label={COMPONENTS.menuOf(label)} open={openMenu} onClose={() => setOpenMenu(undefined)} />}
    </div>
  );
}
