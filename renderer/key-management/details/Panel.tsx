import { useId, type ReactNode } from 'react';
import { CloseIcon, IconButton, classesOf } from '../../components/index.js';
import styles from './DetailsPanel.module.css';

const c = classesOf(styles);

export interface PanelProps {
  readonly kind?: string | undefined;
  readonly title: string;
  readonly children: ReactNode;
  readonly closeLabel?: string | undefined;
  readonly onClose?: (() => void) | undefined;
}

/** The frame of what stands at the right of the tables. */
export function Panel({ kind, title, children, closeLabel, onClose }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className={c('panel')} aria-labelledby={id}>
      <header className={c('head')}>
        <h2 id={id}>
          {kind !== undefined && <span className={c('kind')}>{kind} </span>}
          {title}
        </h2>
        {onClose && <IconButton small label={closeLabel ?? ''} icon={<CloseIcon size={14} />} onPress={onClose} />}
      </header>
      <div className={c('body')}>{children}</div>
    </section>
  );
}
