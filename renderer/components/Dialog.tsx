import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classesOf } from './classes.js';
import styles from './Dialog.module.css';
import { IconButton } from './IconButton.js';
import { CloseIcon, WarningIcon } from './icons/index.js';
import { COMPONENTS } from './strings.js';

const c = classesOf(styles);

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Escape, the cross, Cancel. */
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons, the one to press last. */
  readonly footer?: ReactNode;
  /** Widths 420, 600, 860 px; never wider than the window. */
  readonly size?: 'small' | 'medium' | 'large' | undefined;
  /** Destroys something: a red head, read out as an alert. */
  readonly danger?: boolean | undefined;
  /** While work is under way Escape and the cross do nothing. */
  readonly busy?: boolean | undefined;
}

/** A modal dialog. The focus goes in, stays in, and comes back to where it was. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, isOpen, onClose, children, footer, size = 'medium', danger = false, busy = false } = props;
  return (
    <ModalOverlay
      className={c('veil')}
      isOpen={isOpen}
      isKeyboardDismissDisabled={busy}
      onOpenChange={(open) => {
        if (!open && !busy) onClose();
      }}
    >
      <Modal className={c('modal', size)}>
        <AriaDialog className={c('dialog')} role={danger ? 'alertdialog' : 'dialog'}>
          <header className={c('head', danger && 'danger')}>
            {danger && <WarningIcon size={18} />}
            <Heading slot="title" className={c('title')}>
              {title}
            </Heading>
            <IconButton
              small
              label={COMPONENTS.close}
              icon={<CloseIcon size={14} />}
              isDisabled={busy}
              onPress={onClose}
            />
          </header>
          <div className={c('body')}>{children}</div>
          {footer !== undefined && <footer className={c('foot')}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
