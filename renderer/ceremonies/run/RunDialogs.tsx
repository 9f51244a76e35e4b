import { useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract/index.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, Select, TextArea } from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import { FileDialog } from '../FileDialog.js';
import { CEREMONIES, END, RUN } from '../strings.js';
import { SheetDialog } from './SheetDialog.js';
import { SignDialog } from './SignDialog.js';

export type OpenRunDialog = 'differs' | 'sheet' | 'abort' | 'sign' | 'print';

export interface RunDialogsProps {
  readonly open: OpenRunDialog | undefined;
  readonly view: RunView;
  /** Who was chosen for the step. */
  readonly by: string;
  readonly onDone: (answer: Answer<RunView>) => void;
  readonly onClose: () => void;
}

/** What can be opened over a run at any moment. */
export function RunDialogs({ open, view, by, onDone, onClose }: RunDialogsProps): ReactNode {
  const { id, step } = view;
  const common = { onDone, onClose };
  switch (open) {
    case undefined:
      return null;
    case 'differs':
      return (
        <SayDialog
          title={RUN.differsTitle}
          text={RUN.differsText}
          label={RUN.differsLabel}
          okLabel={RUN.differsOk}
          names={step?.who ?? []}
          by={by}
          say={(seen, who) => bridge().ceremonies.act({ id, by: who, input: { kind: 'differs', seen } })}
          {...common}
        />
      );
    case 'abort':
      return (
        <SayDialog
          danger
          title={RUN.abortTitle}
          text={RUN.abortText}
          label={RUN.abortLabel}
          okLabel={RUN.abortTitle}
          say={(why) => bridge().ceremonies.abort({ id, why })}
          {...common}
        />
      );
    case 'sheet':
      return <SheetDialog view={view} {...common} />;
    case 'sign':
      return <SignDialog view={view} {...common} />;
    case 'print':
      return (
        <FileDialog
          title={END.print}
          name={`${id}-record.pdf`}
          write={(place) => bridge().ceremonies.writeRecord({ id, ...place })}
          onClose={onClose}
        />
      );
  }
}

interface Common {
  readonly onDone: (answer: Answer<RunView>) => void;
  readonly onClose: () => void;
}

interface SayDialogProps extends Common {
  readonly title: string;
  readonly text: string;
  readonly label: string;
  readonly okLabel: string;
  readonly danger?: boolean;
  /** Who may say it, where that matters, and who is proposed. */
  readonly names?: readonly string[];
  readonly by?: string;
  readonly say: (text: string, by: string) => Promise<Answer<RunView>>;
}

function SayDialog(props: SayDialogProps): ReactNode {
  const { title, text, label, okLabel, danger = false, names = [], say, onDone, onClose } = props;
  const [by, setBy] = useState(props.by ?? '');
  const [typed, setTyped] = useState('');
  const { run, busy, failure } = useCall(say);
  return (
    <Dialog
      title={title}
      danger={danger}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
          <Button
            variant={danger ? 'danger' : 'primary'}
            busy={busy}
            isDisabled={typed.trim() === ''}
            onPress={() => void run(typed, by).then(onDone)}
          >
            {okLabel}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {names.length > 1 && (
        <Select label={RUN.by} options={names.map((name) => ({ id: name, title: name }))} value={by} onChange={setBy} />
      )}
      <TextArea label={label} value={typed} onChange={setTyped} autoFocus />
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
