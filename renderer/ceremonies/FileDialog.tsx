import { useEffect, useState, type ReactNode } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Button, Callout, Dialog, Failure, TextField } from '../components/index.js';
import { useCall, useSession } from '../stores/index.js';
import { CEREMONIES, FILE } from './strings.js';

/** A name in the usual place for documents, until somebody types another one. */
export function useSuggestedFile(name: string): readonly [string, (file: string) => void] {
  const [typed, setTyped] = useState<string>();
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

export interface FileDialogProps {
  readonly title: string;
  readonly name: string;
  readonly write: (place: {
    readonly file: string;
    readonly overwrite: boolean;
  }) => Promise<Answer<{ readonly file: string; readonly sha256: string }>>;
  readonly onWritten?: () => void;
  readonly onClose: () => void;
}

/** Asks where to, writes, and says what was written. */
export function FileDialog({ title, name, write, onWritten, onClose }: FileDialogProps): ReactNode {
  const [file, setFile] = useSuggestedFile(name);
  const [done, setDone] = useState<{ readonly file: string; readonly sha256: string }>();
  const { run, busy, failure } = useCall(write);
  const hasDialogs = useSession((state) => state.session?.nativeDialogs === true);
  // Whoever was told that this file is there, and presses again, means it; of another file nothing was told yet.
  const [there, setThere] = useState<string>();
  const overwrite = there === file;
  const start = async (): Promise<void> => {
    const answer = await run({ file, overwrite });
    setThere(!answer.ok && answer.code === 'file-exists' ? file : undefined);
    if (!answer.ok) return;
    setDone(answer.value);
    onWritten?.();
  };
  const browse = async (): Promise<void> => {
    const answer = await bridge().loggingAndReporting.chooseFile({ file });
    if (answer.ok && answer.value.file !== undefined) setFile(answer.value.file);
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
            {hasDialogs && <Button onPress={() => void browse()}>…</Button>}
            <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
            <Button variant="primary" busy={busy} isDisabled={file.trim() === ''} onPress={() => void start()}>
              {overwrite ? FILE.overwrite : FILE.save}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <Callout tone="good" live title={FILE.done(done.file)}>
          SHA-256 <code>{done.sha256}</code>
        </Callout>
      ) : (
        <TextField label={FILE.file} value={file} onChange={setFile} mono />
      )}
      {failure && !(failure.code === 'file-exists' && !overwrite) && <Failure failure={failure} />}
    </Dialog>
  );
}
