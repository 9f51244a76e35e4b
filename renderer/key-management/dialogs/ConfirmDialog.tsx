import { useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract/index.js';
import { Button, ConfirmByName, Dialog, Failure, isConfirmed, type AnswerFailure } from '../../components/index.js';
import { answerOf } from '../../stores/index.js';
import { KIND } from '../strings.js';

export interface ConfirmDialogProps<T> {
  readonly title: string;
  readonly okLabel: string;
  readonly danger?: boolean | undefined;
  readonly size?: 'small' | 'medium' | undefined;
  /** Has to be typed before OK can be pressed. */
  readonly name?: string | undefined;
  /** Something else is missing still. */
  readonly isBlocked?: boolean | undefined;
  readonly onConfirm: (typed: string) => Promise<Answer<T>>;
  /** After it succeeded; the dialog is closed then. */
  readonly onDone: (value: T) => void;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}

/** Says what will happen, and does it when it is confirmed. A failure is shown and the dialog stays. */
export function ConfirmDialog<T>(props: ConfirmDialogProps<T>): ReactNode {
  const {
    title,
    okLabel,
    danger = false,
    size = 'medium',
    name,
    isBlocked = false,
    onConfirm,
    onDone,
    onClose,
  } = props;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure>();
  const isReady = !isBlocked && (name === undefined || isConfirmed(name, typed));

  const confirm = async (): Promise<void> => {
    if (!isReady || busy) return;
    setBusy(true);
    setFailure(undefined);
    const answer = await answerOf(onConfirm(typed.trim()));
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer);
      return;
    }
    onClose();
    onDone(answer.value);
  };
  return (
    <Dialog
      title={title}
      size={size}
      danger={danger}
      isOpen
      busy={busy}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose} isDisabled={busy} autoFocus={name === undefined && danger}>
            {KIND.cancel}
          </Button>
          <Button
            variant={danger ? 'danger' : 'primary'}
            isDisabled={!isReady}
            busy={busy}
            autoFocus={name === undefined && !danger}
            onPress={() => void confirm()}
          >
            {okLabel}
          </Button>
        </>
      }
    >
      {props.children}
      {name !== undefined && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <ConfirmByName name={name} value={typed} onChange={setTyped} />
        </form>
      )}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
