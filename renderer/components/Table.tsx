import { useMemo, useState, type KeyboardEvent, type MouseEvent, type ReactElement, type ReactNode } from 'react';
import {
  Cell,
  Column,
  ColumnResizer,
  ResizableTableContainer,
  Row,
  Table as AriaTable,
  TableBody,
  TableHeader,
  TableLayout,
  Virtualizer,
  type Key,
} from 'react-aria-components';
import { classesOf } from './classes.js';
import { ContextMenu, type OpenMenu } from './ContextMenu.js';
import { copyText } from './copy-text.js';
import { ArrowDownIcon, ArrowUpIcon } from './icons/index.js';
import type { MenuEntry } from './menu-entry.js';
import { recallWidths, rememberWidths } from './remembered.js';
import { COMPONENTS } from './strings.js';
import { rowsAsText, sortRows, type TableColumn, type TableSort } from './table-columns.js';
import { cellIndexAt, isMenuKey, rowKeyAt, spotOf } from './table-dom.js';
import styles from './Table.module.css';

const c = classesOf(styles);

const ROW_HEIGHT = 28;
/** From here on only the rows in sight are in the page. */
const VIRTUAL_FROM = 100;

export interface TableProps<T> {
  /** Names the remembered widths: `keyferry.columns.<id>`. */
  readonly id: string;
  readonly label: string;
  readonly columns: readonly TableColumn<T>[];
  readonly rows: readonly T[];
  readonly rowId: (row: T) => string;
  /** Called again for every row when this changes and the rows have not: the clock, a setting. */
  readonly dependencies?: readonly unknown[] | undefined;
  readonly selectionMode?: 'none' | 'single' | 'multiple' | undefined;
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onSelect?: ((ids: ReadonlySet<string>) => void) | undefined;
  /** Double click and Enter. */
  readonly onOpen?: ((row: T) => void) | undefined;
  /** Right click, Shift+F10 and the Menu key, on the chosen rows. */
  readonly menu?: ((rows: readonly T[]) => readonly MenuEntry[]) | undefined;
  /** Shown where there are no rows: an EmptyState. */
  readonly empty?: ReactNode;
  readonly defaultSort?: TableSort | undefined;
}

/**
 * A dense table: sorts, resizes and remembers its columns, takes Shift and Ctrl, finds by typing ahead, copies a cell or
 * the chosen rows with Ctrl+C. Give it a height (a flex parent): it scrolls inside.
 */
export function Table<T extends object>(props: TableProps<T>): ReactNode {
  const { id, label, columns, rows, rowId, selectionMode = 'single', onOpen, menu } = props;
  const [ownSelected, setOwnSelected] = useState<ReadonlySet<string>>(new Set());
  const [sort, setSort] = useState(props.defaultSort);
  // React Aria's own set remembers where a selection with Shift began; a copy of it would not.
  const [ariaKeys, setAriaKeys] = useState<ReadonlySet<Key>>();
  const [openMenu, setOpenMenu] = useState<OpenMenu>();
  const [widths] = useState(() => recallWidths(`keyferry.columns.${id}`));
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const byId = useMemo(() => new Map(rows.map((row) => [rowId(row), row])), [rows, rowId]);
  const selected = props.selected ?? ownSelected;
  const shown = useMemo(() => new Set([...selected].filter((entry) => byId.has(entry))), [selected, byId]);

  const select = (ids: ReadonlySet<string>, keys?: ReadonlySet<Key>): void => {
    setOwnSelected(ids);
    setAriaKeys(keys);
    props.onSelect?.(ids);
  };
  const chosenAt = (target: Element): readonly T[] => {
    const key = rowKeyAt(target);
    if (key === undefined || !byId.has(key)) return [];
    const ids = shown.has(key) ? shown : new Set([key]);
    if (selectionMode !== 'none' && !shown.has(key)) select(ids);
    return sorted.filter((row) => ids.has(rowId(row)));
  };
  const showMenu = (target: Element, spot: Pick<OpenMenu, 'x' | 'y' | 'byKeyboard'>): void => {
    const chosen = chosenAt(target);
    const entries = chosen.length > 0 ? (menu?.(chosen) ?? []) : [];
    if (entries.length > 0) setOpenMenu({ ...spot, entries });
  };
  const onContextMenu = (event: MouseEvent<HTMLDivElement>): void => {
    if (!menu || !(event.target instanceof Element) || rowKeyAt(event.target) === undefined) return;
    event.preventDefault();
    showMenu(
      event.target,
      event.clientX > 0 ? { x: event.clientX, y: event.clientY, byKeyboard: false } : spotOf(event.target),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (!(event.target instanceof Element)) return;
    if (menu && isMenuKey(event)) {
      event.preventDefault();
      showMenu(event.target, spotOf(event.target));
    } else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
      copyAt(event.target);
    }
  };
  const copyAt = (target: Element): void => {
    if (window.getSelection()?.isCollapsed === false) return;
    const key = rowKeyAt(target);
    const row = key === undefined ? undefined : byId.get(key);
    if (!row) return;
    const column = columns[cellIndexAt(target) ?? -1];
    if (column) void copyText(column.text(row), COMPONENTS.copiedOf(column.title));
    else void copyText(rowsAsText(chosenAt(target), columns), COMPONENTS.copied);
  };

  const table = (
    <AriaTable
      aria-label={label}
      className={c('table')}
      selectionMode={selectionMode}
      selectionBehavior="replace"
      // A click on the chosen row leaves it chosen; React Aria would take the choice away.
      disallowEmptySelection={selectionMode === 'single'}
      selectedKeys={ariaKeys && isSameSet(ariaKeys, shown) ? ariaKeys : shown}
      onSelectionChange={(keys) =>
        keys === 'all' ? select(new Set(sorted.map(rowId))) : select(new Set([...keys].map(String)), keys)
      }
      {...(sort === undefined ? {} : { sortDescriptor: sort })}
      onSortChange={({ column, direction }) => setSort({ column: String(column), direction })}
      {...(onOpen === undefined
        ? {}
        : {
            onRowAction: (key: Key) => {
              const row = byId.get(String(key));
              if (row) onOpen(row);
            },
          })}
    >
      <TableHeader className={c('header')}>
        {columns.map((column, at) => renderColumn(column, at, widths, columns))}
      </TableHeader>
      <TableBody
        className={c('body')}
        items={sorted}
        dependencies={[columns, ...(props.dependencies ?? [])]}
        renderEmptyState={() => props.empty ?? <p className={c('none')}>{COMPONENTS.noRows}</p>}
      >
        {(row) => renderRow(row, rowId, columns)}
      </TableBody>
    </AriaTable>
  );
  const isVirtual = rows.length >= VIRTUAL_FROM;
  return (
    <div className={c('frame')} onContextMenu={onContextMenu} onKeyDown={onKeyDown}>
      <ResizableTableContainer
        className={c('container', isVirtual && 'virtual')}
        onResizeEnd={(sizes) => {
          const entries = [...sizes].map(([key, size]) => [String(key), Number(size)] as const);
          rememberWidths(`keyferry.columns.${id}`, Object.fromEntries(entries.filter(([, size]) => size > 0)));
        }}
      >
        {isVirtual ? (
          <Virtualizer layout={TableLayout} layoutOptions={{ rowHeight: ROW_HEIGHT, headingHeight: ROW_HEIGHT }}>
            {table}
          </Virtualizer>
        ) : (
          table
        )}
      </ResizableTableContainer>
      {menu && <ContextMenu label={COMPONENTS.menuOf(label)} open={openMenu} onClose={() => setOpenMenu(undefined)} />}
    </div>
  );
}

function isSameSet(a: ReadonlySet<Key>, b: ReadonlySet<Key>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

function renderColumn<T>(
  column: TableColumn<T>,
  at: number,
  widths: Readonly<Record<string, number>>,
  columns: readonly TableColumn<T>[],
): ReactNode {
  const isRowHeader = column.isRowHeader ?? (at === 0 && columns.every((entry) => entry.isRowHeader !== true));
  return (
    <Column
      key={column.id}
      id={column.id}
      className={c('column', column.align === 'end' && 'end')}
      isRowHeader={isRowHeader}
      allowsSorting={column.sortBy !== false}
      defaultWidth={widths[column.id] ?? column.width ?? '1fr'}
      minWidth={column.minWidth ?? 56}
      textValue={column.title}
    >
      {({ sortDirection }) => (
        <div className={c('heading')}>
          {/* Focus goes to the words, so that the resizer beside them can be reached with the arrow keys. */}
          <span tabIndex={-1} className={c('words')}>
            <span className={c('title')}>{column.title}</span>
            {sortDirection === 'ascending' && <ArrowUpIcon size={12} />}
            {sortDirection === 'descending' && <ArrowDownIcon size={12} />}
          </span>
          <ColumnResizer className={c('resizer')} aria-label={COMPONENTS.columnWidth(column.title)} />
        </div>
      )}
    </Column>
  );
}

function renderRow<T extends object>(
  row: T,
  rowId: (row: T) => string,
  columns: readonly TableColumn<T>[],
): ReactElement {
  const header = columns.find((column) => column.isRowHeader) ?? columns[0];
  return (
    <Row id={rowId(row)} className={c('row')} textValue={header?.text(row) ?? ''}>
      {columns.map((column) => (
        <Cell
          key={column.id}
          textValue={column.text(row)}
          className={c('cell', column.align === 'end' && 'end', column.mono === true && 'mono')}
        >
          <span className={c('clip')} title={column.cell ? undefined : column.text(row)}>
            {column.cell ? column.cell(row) : column.text(row)}
          </span>
        </Cell>
      ))}
    </Row>
  );
}
