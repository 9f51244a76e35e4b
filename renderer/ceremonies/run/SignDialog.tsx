import { useState, type ReactNode } from 'react';
import type { Answer } from '../../../shared/contract/index.js';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, RadioGroup, Select, TextArea, TextField, classesOf } from '../../components/index.js';
import { sameName } from '../../identity-management/index.js';
import { useCall, useIdentityManagement } from '../../stores/index.js';
import styles from '../Ceremonies.module.css';
import { CEREMONIES, END, RUN } from '../strings.js';

const c = classesOf(styles);

export interface SignDialogProps {
  readonly view: RunView;
  readonly onDone: (answer: Answer<RunView>) => void;
  readonly onClose: () => void;
}

/** One person of the plan signs the record: with the key of their identity, or by hand on paper; agreeing or not. */
export function SignDialog({ view, onDone, onClose }: SignDialogProps): ReactNode {
  const { id, people, record } = view;
  const identities = useIdentityManagement((state) => state.identities);
  const signed = record?.signatures.flatMap(({ as, by }) => (as === 'participant' ? [by] : [])) ?? [];
  const left = people.filter((name) => !signed.includes(name));
  const [by, setBy] = useState(left[0]);
  const [on, setOn] = useState<'key' | 'paper'>();
  const [says, setSays] = useState<'agree' | 'disagree'>();
  const [why, setWhy] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const own = useCall(bridge().ceremonies.sign);
  const paper = useCall(bridge().ceremonies.signedOnPaper);
  const hasKey = identities.some(({ name, state }) => state === 'active' && sameName(name, by ?? ''));
  const how = hasKey ? on : 'paper';
  const { busy, failure } = how === 'key' ? own : paper;
  const isReady =
    by !== undefined &&
    says !== undefined &&
    (says === 'agree' || why.trim() !== '') &&
    (how === 'paper' || (how === 'key' && passphrase !== ''));
  const sign = async (): Promise<void> => {
    if (!isReady || busy) return;
    const said = { id, by, says, ...(says === 'disagree' ? { remark: why } : {}) };
    onDone(await (how === 'key' ? own.run({ ...said, passphrase }) : paper.run(said)));
  };
  return (
    <Dialog
      title={END.signTitle}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CEREMONIES.cancel}</Button>
          <Button variant="primary" busy={busy} isDisabled={!isReady} onPress={() => void sign()}>
            {how === 'paper' ? END.paperOk : END.signOk}
          </Button>
        </>
      }
    >
      {left.length === 0 ? (
        <p>{END.allSigned}</p>
      ) : (
        <form
          className={c('form')}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void sign();
          }}
        >
          <Select
            label={END.signBy}
            options={left.map((name) => ({ id: name, title: name }))}
            value={by}
            onChange={(name) => {
              setBy(name);
              setPassphrase('');
            }}
          />
          <RadioGroup<'agree' | 'disagree'>
            label={END.statement}
            value={says}
            onChange={setSays}
            options={[
              { id: 'agree', title: END.agree },
              { id: 'disagree', title: END.disagree },
            ]}
          />
          {says === 'disagree' && <TextArea label={RUN.remark} value={why} onChange={setWhy} rows={2} autoFocus />}
          {hasKey ? (
            <RadioGroup<'key' | 'paper'>
              label={END.how}
              value={on}
              onChange={setOn}
              options={[
                { id: 'key', title: END.howKey, note: END.howKeyText },
                { id: 'paper', title: END.howPaper, note: END.howPaperText },
              ]}
            />
          ) : (
            <p>{END.onlyPaper(by ?? '')}</p>
          )}
          {how === 'key' && (
            <TextField label={END.passphrase(by ?? '')} password value={passphrase} onChange={setPassphrase} />
          )}
          <button type="submit" hidden tabIndex={-1} />
        </form>
      )}
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}
