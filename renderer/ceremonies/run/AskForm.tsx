import { useState, type ReactNode } from 'react';
import type { WireInput } from '../../../shared/contract/index.js';
import type { StepView } from '../../../shared/domain/ceremony/view.js';
import { Button, FileButton, RadioGroup, Select, TextField, classesOf } from '../../components/index.js';
import { base64Of } from '../file-text.js';
import { RUN } from '../strings.js';
import { agreementsOf, inputOf, NO_ANSWER, type Draft } from './step-answer.js';
import styles from './Run.module.css';

const c = classesOf(styles);

export interface AskFormProps {
  readonly step: StepView;
  readonly busy: boolean;
  readonly by: string;
  readonly onBy: (name: string) => void;
  readonly onAnswer: (input: WireInput) => void;
}

/** What the step asks for, as one big control. Enter answers it. */
export function AskForm({ step, busy, by, onBy, onAnswer }: AskFormProps): ReactNode {
  const [draft, setDraft] = useState<Draft>(NO_ANSWER);
  const input = inputOf(step.ask, draft);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  return (
    <form
      className={c('form', 'big')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (input && !busy) onAnswer(input);
      }}
    >
      {step.who.length > 1 && (
        <Select
          label={RUN.by}
          options={step.who.map((name) => ({ id: name, title: name }))}
          value={by}
          onChange={onBy}
        />
      )}
      <Asked step={step} draft={draft} onChange={change} />
      <Button type="submit" variant="primary" busy={busy} isDisabled={!input}>
        {step.ask.kind === 'go' ? step.ask.label : RUN.ok}
      </Button>
    </form>
  );
}

interface AskedProps {
  readonly step: StepView;
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

function Asked({ step: { ask }, draft, onChange }: AskedProps): ReactNode {
  const text = (label: string, description?: string, password = false): ReactNode => (
    <TextField
      password={password}
      label={label}
      description={description}
      value={draft.text}
      onChange={(next) => onChange({ text: next })}
      autoFocus
    />
  );
  switch (ask.kind) {
    case 'go':
      return null;
    case 'word':
      return text(ask.label);
    case 'text':
      return text(ask.label, ask.example === undefined ? undefined : RUN.example(ask.example));
    case 'share':
      // Everybody looks at this screen.
      return text(ask.label, RUN.shareHelp, true);
    case 'file':
      return (
        <>
          <p>{ask.label}</p>
          <ChosenFile draft={draft} onChange={onChange} label={RUN.chooseFile} />
          {ask.kid && (
            <TextField label={RUN.kid} optional value={draft.kid} onChange={(kid) => onChange({ kid })} mono />
          )}
        </>
      );
    case 'shares':
      return (
        <>
          <p>{ask.label}</p>
          {Array.from({ length: ask.needed }, (_, at) => (
            <TextField
              key={at}
              label={RUN.share(at + 1)}
              password
              value={draft.shares[at] ?? ''}
              onChange={(share) =>
                onChange({
                  shares: Array.from({ length: ask.needed }, (__, one) =>
                    one === at ? share : (draft.shares[one] ?? ''),
                  ),
                })
              }
            />
          ))}
          <ChosenFile draft={draft} onChange={onChange} label={RUN.escrowFile} />
        </>
      );
    case 'agreements':
      return ask.people.map((name) => {
        const said = agreementsOf(draft, name);
        return (
          <div className={c('person')} key={name}>
            <RadioGroup<'agree' | 'disagree'>
              label={name}
              inRow
              value={said.says}
              onChange={(says) => onChange({ said: { ...draft.said, [name]: { ...said, says } } })}
              options={[
                { id: 'agree', title: RUN.agrees },
                { id: 'disagree', title: RUN.disagrees },
              ]}
            />
            {said.says === 'disagree' && (
              <TextField
                label={RUN.remark}
                value={said.remark}
                onChange={(remark) => onChange({ said: { ...draft.said, [name]: { ...said, remark } } })}
              />
            )}
          </div>
        );
      });
  }
}

function ChosenFile({ draft, onChange, label }: Omit<AskedProps, 'step'> & { readonly label: string }): ReactNode {
  const take = async (file: File): Promise<void> => onChange({ fileName: file.name, bytes: await base64Of(file) });
  return (
    <div className={c('file')} data-file="">
      <FileButton onChoose={(file) => void take(file)}>{label}</FileButton>
      {draft.fileName !== '' && <p role="status">{draft.fileName}</p>}
    </div>
  );
}
