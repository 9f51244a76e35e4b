import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { ToneIcon } from './Badge.js';
import { classesOf } from './classes.js';
import { IconButton } from './IconButton.js';
import { CloseIcon } from './icons/index.js';
import { COMPONENTS } from './strings.js';
import { dropToast, useToasts } from './toasts.js';
import styles from './Toasts.module.css';

const c = classesOf(styles);

/** Where toasts appear; once, in App. */
export function Toasts(): ReactNode {
  const toasts = useToasts((state) => state.toasts);
  return createPortal(
    // `data-react-aria-top-layer`: a dialog hides everything beside it from screen readers, but not this.
    <div className={c('toasts')} role="status" aria-label={COMPONENTS.notifications} data-react-aria-top-layer="true">
      {toasts.map((toast) => (
        <div key={toast.id} className={c('toast', toast.tone)}>
          <ToneIcon tone={toast.tone} />
          <span>{toast.text}</span>
          <IconButton
            small
            label={COMPONENTS.close}
            icon={<CloseIcon size={12} />}
            onPress={() => dropToast(toast.id)}
          />
        </div>
      ))}
    </div>,
    document.body,
  );
}
