import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { classesOf } from './classes.js';
import styles from './ProgressBar.module.css';

const c = classesOf(styles);

export interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Shows label and count above the bar. */
  readonly withText?: boolean | undefined;
}

/** So much of so many. With a total of 0 nobody knows how many yet. */
export function ProgressBar({ label, done, total, withText = false }: ProgressBarProps): ReactNode {
  const fill = useRef<HTMLSpanElement>(null);
  const share = total > 0 ? Math.min(1, done / total) : 0;
  useLayoutEffect(() => {
    if (fill.current) fill.current.style.width = total > 0 ? `${share * 100}%` : '';
  }, [share, total]);
  return (
    <AriaProgressBar
      aria-label={label}
      value={done}
      maxValue={Math.max(total, 1)}
      isIndeterminate={total === 0}
      valueLabel={`${done} / ${total}`}
      className={c('progress')}
    >
      {withText && (
        <span className={c('text')}>
          <span>{label}</span>
          <span className={c('count')}>{`${done} / ${total}`}</span>
        </span>
      )}
      <span className={c('track')}>
        <span ref={fill} className={c('fill', total === 0 && 'unknown')} />
      </span>
    </AriaProgressBar>
  );
}
