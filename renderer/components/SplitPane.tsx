import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { classesOf } from './classes.js';
import { recallWidths, rememberWidths } from './remembered.js';
import styles from './SplitPane.module.css';

const c = classesOf(styles);
const STEP = 24;

export interface SplitPaneProps {
  /** Names the remembered size: `keyferry.columns.split-<id>`. */
  readonly id: string;
  /** What the bar between them does: `Height of the groups`. */
  readonly label: string;
  /** `rows`: one above the other. `columns`: side by side. */
  readonly direction: 'rows' | 'columns';
  readonly first: ReactNode;
  /** Undefined: the first pane has the whole place. It is not made anew when the second comes or goes. */
  readonly second: ReactNode;
  /** Size of the first pane in CSS pixels until somebody moves the bar. */
  readonly initial: number;
  readonly least?: number | undefined;
  readonly most?: number | undefined;
  /** Size is that of the second pane: for details at the right. */
  readonly sizeSecond?: boolean | undefined;
}

/** Two panes and a bar between them: dragged, or moved with the arrow keys. */
export function SplitPane(props: SplitPaneProps): ReactNode {
  const { id, label, direction, first, second, initial, least = 120, most = 900, sizeSecond = false } = props;
  const [size, setSize] = useState(() => recallWidths(`keyferry.columns.split-${id}`)['size'] ?? initial);
  const pane = useRef<HTMLDivElement>(null);
  const dragFrom = useRef<{ readonly at: number; readonly size: number }>(undefined);
  const sign = sizeSecond ? -1 : 1;
  const isSplit = second !== undefined;

  useEffect(() => {
    if (pane.current) pane.current.style.flexBasis = isSplit ? `${size}px` : '';
  }, [size, isSplit]);

  const resize = (wanted: number): void => {
    const next = Math.round(Math.min(most, Math.max(least, wanted)));
    setSize(next);
    rememberWidths(`keyferry.columns.split-${id}`, { size: next });
  };
  const place = (event: PointerEvent): number => (direction === 'rows' ? event.clientY : event.clientX);
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(size + sign * step * STEP);
  };
  return (
    <div className={c('split', direction)}>
      <div className={c(sizeSecond || !isSplit ? 'grows' : 'sized')} ref={sizeSecond ? undefined : pane}>
        {first}
      </div>
      {isSplit && (
        <div
          className={c('bar')}
          role="separator"
          tabIndex={0}
          aria-label={label}
          aria-orientation={direction === 'rows' ? 'horizontal' : 'vertical'}
          aria-valuenow={size}
          aria-valuemin={least}
          aria-valuemax={most}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            dragFrom.current = { at: place(event), size };
          }}
          onPointerMove={(event) => {
            if (dragFrom.current) resize(dragFrom.current.size + sign * (place(event) - dragFrom.current.at));
          }}
          onPointerUp={() => {
            dragFrom.current = undefined;
          }}
          onDoubleClick={() => resize(initial)}
        />
      )}
      {isSplit && (
        <div className={c(sizeSecond ? 'sized' : 'grows')} ref={sizeSecond ? pane : undefined}>
          {second}
        </div>
      )}
    </div>
  );
}
