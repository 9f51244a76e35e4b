import { useState, type ReactNode } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { Button, Dialog, Failure, TextField } from '../components/index.js';
import { useCall } from '../stores/index.js';
import { CEREMONIES, PLAN } from './strings.js';
import { useSuggestedFile } from './FileDialog.js';

export interface FolderDialogProps {
  readonly title: string;
  readonly text: string;
  readonly okLabel: string;
  readonly name: string;
  readonly open: (folder: string) => Promise<Answer<RunView>>;
  readonly onDone: (view: RunView) => void;
  readonly onClose: () => void;
}

/** Asks for the folder of the outputs, and opens the run. */
export function FolderDialog({ title, text, okLabel, name, open, onDone, onClose }: FolderDialogProps): ReactNode {
  const [folder, setFolder] = useSuggestedFile(name);
  const { run, busy, failure } = useCall(open);
  const [isGone, setGone] = useState(false);
  const start = async (): Promise<void> => {
    const answer = await run(folder);
    if (!answer.ok) return;
    setGone(true);
    onDone(answer.value);
  };
  if (isGone) return null;
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
          <Button variant="primary" busy={busy} isDisabled={folder.trim() === ''} onPress={() => void start()}>
            {okLabel}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <TextField label={PLAN.folder} description={PLAN.folderHelp} value={folder} onChange={setFolder} mono />
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
