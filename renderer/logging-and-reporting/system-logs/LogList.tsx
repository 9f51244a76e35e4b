import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { ArrowUpIcon, Button, classesOf } from '../../components/index.js';
import { LOGS } from '../strings.js';
import { copyEvents } from './copy-events.js';
import { chosenBetween, rowAfterKey } from './list-keys.js';
import { LogHead } from './LogHead.js';
import { LogRow, rowElementId } from './LogRow.js';
import styles from './LogList.module.css';
import type { PagedEvents } from './paged-events.js';
import { RowScroller } from './row-scroller.js';
import { ROW, scrolledHeight } from './row-window.js';

const c = classesOf(styles);

export interface LogListProps {
  readonly events: PagedEvents;
  /** The position of the active event. */
  readonly active: number | undefined;
  readonly onActive: (position: number) => void;
  /** Double click and Enter. */
  readonly onOpen: (position: number) => void;
  /** Shown where there are no rows. */
  readonly empty: ReactNode;
  readonly gridRef: RefObject<HTMLDivElement | null>;
}

/** A list of any length: only the rows in sight and some around them are in the page. */
export function LogList({ events, active, onActive, onOpen, empty, gridRef }: LogListProps): ReactNode {
  const [scroller] = useState(() => new RowScroller(ROW));
  const sight = useSyncExternalStore(scroller.subscribe, scroller.sight);
  const { rows, newer, ready } = useSyncExternalStore(events.subscribe, events.state);
  const [anchor, setAnchor] = useState<number>();
  const sizer = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const end = Math.min(sight.end, rows);

  useLayoutEffect(() => (gridRef.current ? scroller.attach(gridRef.current) : undefined), [scroller, gridRef]);
  useLayoutEffect(() => {
    if (sizer.current) sizer.current.style.height = `${scrolledHeight(rows)}px`;
    scroller.setRows(rows);
  }, [scroller, rows]);
  useLayoutEffect(() => {
    if (layer.current) layer.current.style.transform = `translateY(${sight.offset}px)`;
  }, [sight.offset]);
  // Another filter begins at its newest event; an event that is active already (Verify shows it) is brought into sight.
  const activeAtFirst = useRef(active);
  useLayoutEffect(() => {
    activeAtFirst.current = active;
  }, [active]);
  useLayoutEffect(() => {
    const position = activeAtFirst.current;
    if (position === undefined) scroller.toTop();
    else scroller.centre(events.positionOf(position));
  }, [scroller, events]);
  useEffect(() => events.follow(sight.isAtTop), [events, sight.isAtTop]);
  useEffect(() => {
    if (ready) events.want(sight.first, Math.max(sight.first, end - 1));
  }, [events, ready, rows, sight.first, end]);

  const activeRow = active === undefined || active >= rows ? undefined : events.positionOf(active);
  const chosen = chosenBetween(anchor, active);
  const activate = (position: number, isExtending: boolean): void => {
    setAnchor(isExtending ? (anchor ?? active ?? position) : position);
    onActive(position);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' && active !== undefined) return onOpen(active);
    if (event.key === 'c' && event.ctrlKey) return chosen && copyEvents(events, chosen);
    const firstInSight = scroller.firstInSight();
    const row = rowAfterKey(event.key, { rows, pageRows: sight.pageRows, row: activeRow, firstInSight });
    if (row === undefined) return;
    event.preventDefault();
    activate(events.positionOf(row), event.shiftKey);
    scroller.show(row);
  };
  const isActiveDrawn = activeRow !== undefined && activeRow >= sight.first && activeRow < end;
  return (
    <div className={c('list')}>
      <div
        className={c('grid')}
        ref={gridRef}
        role="grid"
        aria-label={LOGS.list}
        aria-rowcount={rows + 1}
        aria-readonly
        aria-multiselectable
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...(isActiveDrawn && active !== undefined ? { 'aria-activedescendant': rowElementId(active) } : {})}
      >
        <LogHead />
        <div className={c('sizer')} ref={sizer} role="presentation">
          <div
            className={c('layer')}
            ref={layer}
            role="rowgroup"
            onMouseDown={(event) => {
              const position = positionAt(event);
              if (position !== undefined) activate(position, event.shiftKey);
            }}
            onDoubleClick={(event) => {
              const position = positionAt(event);
              if (position !== undefined) onOpen(position);
            }}
          >
            {range(sight.first, end).map((row) => {
              const position = events.positionOf(row);
              return (
                <LogRow
                  key={position}
                  event={events.at(row)}
                  row={row}
                  position={position}
                  isActive={position === active}
                  isChosen={chosen !== undefined && position >= chosen.oldest && position <= chosen.newest}
                />
              );
            })}
          </div>
        </div>
      </div>
      {rows === 0 && <div className={c('nothing')}>{empty}</div>}
      {newer > 0 && (
        <div className={c('newer')}>
          <Button
            variant="quiet"
            icon={<ArrowUpIcon />}
            aria-label={LOGS.newerLabel(newer)}
            onPress={() => {
              events.catchUp();
              scroller.toTop();
              gridRef.current?.focus();
            }}
          >
            {LOGS.newer(newer)}
          </Button>
        </div>
      )}
    </div>
  );
}

function positionAt({ target }: MouseEvent): number | undefined {
  const row = target instanceof Element ? target.closest('[data-position]') : null;
  return row instanceof HTMLElement ? Number(row.dataset['position']) : undefined;
}

function range(first: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
}
