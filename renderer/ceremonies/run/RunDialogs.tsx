import { useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract/index.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, RadioGroup, Select, TextArea } from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import { FileDialog } from '../FileDialog.js';
import { CEREMONIES, END, RUN } from '../strings.js';
import { SheetDialog } from './SheetDialog.js';

export type OpenRunDialog = 'differs' | 'sheet' | 'abort' | 'sign' | 'print';

export interface RunDialogsProps {
  readonly open: OpenRunDialog | undefined;
  readonly view: RunView;
  readonly onDone: (answer: Answer<RunView>) => void;
  readonly onClose: () => void;
}

/** What can be opened over a run at any moment. */
export function RunDialogs({ open, view, onDone, onClose }: RunDialogsProps): ReactNode {
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
          say={(seen) => bridge().ceremonies.act({ id, by: step?.who[0] ?? '', input: { kind: 'differs', seen } })}
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
      return <SignDialog id={id} people={view.people} {...common} />;
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
  readonly say: (text: string) => Promise<Answer<RunView>>;
}

function SayDialog({ title, text, label, okLabel, danger = false, say, onDone, onClose }: SayDialogProps): ReactNode {
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
            onPress={() => void run(typed).then(onDone)}
          >
            {okLabel}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      <TextArea label={label} value={typed} onChange={setTyped} autoFocus />
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}

function SignDialog({
  id,
  people,
  onDone,
  onClose,
}: Common & { readonly id: string; readonly people: readonly string[] }): ReactNode {
  const [by, setBy] = useState('');
  const [says, setSays] = useState<'agree' | 'disagree'>('agree');
  const { run, busy, failure } = useCall(bridge().ceremonies.signedOnPaper);
  return (
    <Dialog
      title={END.signTitle}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
          <Button
            variant="primary"
            busy={busy}
            isDisabled={by === ''}
            onPress={() => void run({ id, by, says }).then(onDone)}
          >
            {END.signOk}
          </Button>
        </>
      }
    >
      <p>{END.signText}</p>
      <Select
        label={END.signBy}
        options={people.map((name) => ({ id: name, title: name }))}
        value={by === '' ? undefined : by}
        onChange={setBy}
      />
      <RadioGroup<'agree' | 'disagree'>
        label={END.signatures}
        value={says}
        onChange={setSays}
        options={[
          { id: 'agree', title: RUN.agrees },
          { id: 'disagree', title: RUN.disagrees },
        ]}
      />
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
