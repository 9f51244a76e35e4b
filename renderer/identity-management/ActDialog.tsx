import { useId, useState, type ReactNode, type SyntheticEvent } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import { Button, classesOf, Dialog, Failure, type AnswerFailure, type DialogProps } from '../components/index.js';
import { COMPONENTS } from '../components/strings.js';
import { answerOf } from '../stores/index.js';
import styles from './Identities.module.css';

const c = classesOf(styles);

export interface ActDialogProps<T> extends Pick<DialogProps, 'title' | 'size' | 'danger' | 'onClose'> {
  readonly okLabel: string;
  /** What is missing still; OK waits until nothing is. */
  readonly missing: readonly string[];
  readonly onSubmit: () => Promise<Answer<T>>;
  /** After it succeeded. */
  readonly onDone: (value: T) => void;
  readonly children: ReactNode;
}

/** A dialog that says what an act means, asks for what it takes, and does it. A failure is shown and the dialog stays. */
export function ActDialog<T>(props: ActDialogProps<T>): ReactNode {
  const { title, size, danger, onClose, okLabel, missing, onSubmit, onDone, children } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure>();
  const formId = useId();
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (missing.length > 0 || busy) return;
    setBusy(true);
    setFailure(undefined);
    const answer = await answerOf(onSubmit());
    setBusy(false);
    if (answer.ok) onDone(answer.value);
    else setFailure(answer);
  };
  return (
    <Dialog
      title={title}
      size={size}
      danger={danger}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <span className={c('hint')} role="status">
            {missing.length > 0 && COMPONENTS.stillNeeded(missing)}
          </span>
          <Button onPress={onClose} isDisabled={busy}>
            {COMPONENTS.cancel}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant={danger === true ? 'danger' : 'primary'}
            busy={busy}
            isDisabled={missing.length > 0}
          >
            {okLabel}
          </Button>
        </>
      }
    >
      <form id={formId} className={c('form')} noValidate onSubmit={(event) => void submit(event)}>
        {children}
        <button type="submit" hidden tabIndex={-1} />
      </form>
      {failure && (
        <div ref={intoSight}>
          <Failure failure={failure} />
        </div>
      )}
    </Dialog>
  );
}

/** The dialog may be scrolled to somewhere else. */
function intoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}
