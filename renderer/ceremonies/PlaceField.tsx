import { useEffect, useState, type ReactNode } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Button, Dialog, Failure, TextField, classesOf } from '../components/index.js';
import { useCall, useSession } from '../stores/index.js';
import styles from './Ceremonies.module.css';
import { CEREMONIES, FILE } from './strings.js';

const c = classesOf(styles);

/** Where something goes: a name in the usual place for documents, until somebody types or chooses another one. */
export function usePlace(name: string, known?: string): readonly [string, (place: string) => void] {
  const [typed, setTyped] = useState<string | undefined>(known);
  const [suggested, setSuggested] = useState('');
  useEffect(() => {
    let isStale = false;
    void bridge()
      .loggingAndReporting.suggestFile({ name })
      .then((answer) => {
        if (!isStale && answer.ok) setSuggested(answer.value.file);
      });
    return () => {
      isStale = true;
    };
  }, [name]);
  return [typed ?? suggested, setTyped];
}

export interface PlaceFieldProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly value: string;
  readonly onChange: (place: string) => void;
  readonly autoFocus?: boolean;
}

/** The field for it, and the system's own dialog where the window has one. */
export function PlaceField({ value, onChange, ...field }: PlaceFieldProps): ReactNode {
  const hasDialogs = useSession((state) => state.session?.nativeDialogs === true);
  const browse = async (): Promise<void> => {
    const answer = await bridge().loggingAndReporting.chooseFile({ file: value });
    if (answer.ok && answer.value.file !== undefined) onChange(answer.value.file);
  };
  return (
    <div className={c('place')}>
      <TextField {...field} value={value} onChange={onChange} mono />
      {hasDialogs && <Button onPress={() => void browse()}>{FILE.browse}</Button>}
    </div>
  );
}

export interface PlaceDialogProps<T> {
  readonly title: string;
  readonly text?: string | undefined;
  readonly label: string;
  readonly description?: string | undefined;
  readonly okLabel: string;
  /** Where a file of that name may be replaced: what the button then says. */
  readonly overwriteLabel?: string | undefined;
  /** Of the file or folder that is suggested. */
  readonly name: string;
  /** Where it went before. */
  readonly known?: string | undefined;
  /** `overwrite`: a file of that name is there, and this was said. */
  readonly act: (place: string, overwrite: boolean) => Promise<Answer<T>>;
  /** What is shown once it is done. Without it the caller closes the dialog. */
  readonly result?: (value: T) => ReactNode;
  readonly onDone?: (value: T) => void;
  readonly onClose: () => void;
}

/** Asks where to, does it there, and says what came of it. */
export function PlaceDialog<T>(props: PlaceDialogProps<T>): ReactNode {
  const { title, text, label, description, okLabel, name, known, act, result, onDone, onClose } = props;
  const [place, setPlace] = usePlace(name, known);
  const [done, setDone] = useState<{ readonly value: T }>();
  const { run, busy, failure, clear } = useCall(act);
  const { overwriteLabel } = props;
  const isThere = overwriteLabel !== undefined && failure?.code === 'file-exists';
  const start = async (): Promise<void> => {
    if (place.trim() === '' || busy) return;
    const answer = await run(place, isThere);
    if (!answer.ok) return;
    setDone({ value: answer.value });
    onDone?.(answer.value);
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        done ? (
          <Button variant="primary" onPress={onClose}>
            {CEREMONIES.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
            <Button
              variant={isThere ? 'danger' : 'primary'}
              busy={busy}
              isDisabled={place.trim() === ''}
              onPress={() => void start()}
            >
              {isThere ? overwriteLabel : okLabel}
            </Button>
          </>
        )
      }
    >
      {done && result ? (
        result(done.value)
      ) : (
        <form
          className={c('form')}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            // Enter never replaces a file.
            if (!isThere) void start();
          }}
        >
          {text !== undefined && <p>{text}</p>}
          <PlaceField
            label={label}
            description={description}
            value={place}
            onChange={(next) => {
              // Another name is another question.
              clear();
              setPlace(next);
            }}
            autoFocus
          />
        </form>
      )}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
