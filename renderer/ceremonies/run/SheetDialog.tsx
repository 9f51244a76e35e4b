import { useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract/index.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, RadioGroup, Select, TextArea } from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import { CEREMONIES, RUN } from '../strings.js';

export interface SheetDialogProps {
  readonly view: RunView;
  readonly onDone: (answer: Answer<RunView>) => void;
  readonly onClose: () => void;
}

/** An exception sheet: what was expected, what happened, what was decided, by whom, and what follows. */
export function SheetDialog({ view, onDone, onClose }: SheetDialogProps): ReactNode {
  const { id, step, sheets, people } = view;
  const waiting = step?.waiting;
  const [expected, setExpected] = useState(waiting?.draft.expected ?? step?.expected ?? '');
  const [happened, setHappened] = useState(waiting?.draft.happened ?? '');
  const [decided, setDecided] = useState('');
  const [by, setBy] = useState<string>();
  const [then, setThen] = useState<'repeat' | 'go-on'>();
  const { run, busy, failure } = useCall(bridge().ceremonies.exception);
  const isReady = [expected, happened, decided].every((text) => text.trim() !== '') && by && (!waiting || then);
  const keep = async (): Promise<void> => {
    const sheet = { expected, happened, decided, by: by ?? '', ...(waiting && then ? { then } : {}) };
    onDone(await run({ id, sheet }));
  };
  return (
    <Dialog
      title={RUN.sheetTitle(sheets + 1)}
      size="large"
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
          <Button variant="primary" busy={busy} isDisabled={!isReady} onPress={() => void keep()}>
            {RUN.sheetOk}
          </Button>
        </>
      }
    >
      <TextArea label={RUN.sheetExpected} value={expected} onChange={setExpected} rows={2} />
      <TextArea label={RUN.sheetHappened} value={happened} onChange={setHappened} rows={2} />
      <TextArea label={RUN.sheetDecided} value={decided} onChange={setDecided} rows={2} />
      <Select
        label={RUN.sheetBy}
        options={people.map((name) => ({ id: name, title: name }))}
        value={by}
        onChange={setBy}
      />
      {waiting && (
        <RadioGroup<'repeat' | 'go-on'>
          label={RUN.then}
          value={then}
          onChange={setThen}
          options={waiting.may.map((one) => ({ id: one, title: one === 'repeat' ? RUN.repeat : RUN.goOn }))}
        />
      )}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
