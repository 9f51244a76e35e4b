import type { ReactNode } from 'react';
import styles from './Badge.module.css';
import { classesOf } from './classes.js';
import {
  ClockIcon,
  CrossedIcon,
  DashIcon,
  ErrorIcon,
  GoodIcon,
  InfoIcon,
  PracticeIcon,
  WarningIcon,
  type IconProps,
} from './icons/index.js';
import { Spinner } from './Spinner.js';

const c = classesOf(styles);

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'info' | 'busy' | 'off' | 'waiting' | 'practice';

const ICONS: Readonly<Record<Exclude<Tone, 'busy'>, (props: IconProps) => ReactNode>> = {
  good: GoodIcon,
  warn: WarningIcon,
  bad: ErrorIcon,
  calm: DashIcon,
  info: InfoIcon,
  off: CrossedIcon,
  waiting: ClockIcon,
  practice: PracticeIcon,
};

export interface BadgeProps {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** No ground and no frame: for cells of a table. */
  readonly plain?: boolean | undefined;
  /** Instead of the tone's own icon. */
  readonly icon?: ReactNode;
  readonly title?: string | undefined;
}

/** A state: always an icon and a word, never a colour alone. */
export function Badge({ tone, children, plain = false, icon, title }: BadgeProps): ReactNode {
  return (
    <span className={c('badge', tone, plain && 'plain')} title={title}>
      {icon ?? <ToneIcon tone={tone} size={14} />}
      <span className={c('text')}>{children}</span>
    </span>
  );
}

/** The icon that goes with a tone. */
export function ToneIcon({ tone, size = 16 }: { readonly tone: Tone; readonly size?: number }): ReactNode {
  if (tone === 'busy') return <Spinner size={size} />;
  const Shape = ICONS[tone];
  return <Shape size={size} />;
}
