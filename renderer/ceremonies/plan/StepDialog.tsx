import { useState, type ReactNode } from 'react';
import type { PlanDraft, StepDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { CEREMONY_ROLES, READ_ALOUD_SUBJECTS, STEP_KINDS, STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import { Button, Dialog, Select, TextArea } from '../../components/index.js';
import { oneLine } from './draft-changes.js';
import { CHOICES, FIELDS, HELP, ROLE_TITLES, SUBJECT_TITLES } from './form-strings.js';
import { fitStep } from './step-fit.js';

const KINDS = STEP_KINDS.map((id) => ({ id, title: STEP_TITLES[id] }));
const ROLES = CEREMONY_ROLES.map((id) => ({ id, title: ROLE_TITLES[id] }));
const SUBJECTS = READ_ALOUD_SUBJECTS.map((id) => ({ id, title: SUBJECT_TITLES[id] }));

export interface StepDialogProps {
  readonly draft: PlanDraft;
  readonly title: string;
  readonly step: StepDraft;
  readonly onDone: (step: StepDraft) => void;
  readonly onClose: () => void;
}

/** One step: what it is, who does it, what is said and seen. */
export function StepDialog({ draft, title, step: first, onDone, onClose }: StepDialogProps): ReactNode {
  const [step, setStep] = useState(first);
  const set = (part: Partial<StepDraft>): void => setStep((before) => fitStep({ ...before, ...part }));
  const choice = (name: 'kind' | 'actor' | 'subject', label: string, options: readonly Titled[]): ReactNode => (
    <Select
      label={label}
      options={options}
      value={options.find(({ id }) => id === step[name])?.id}
      onChange={(id) => set({ [name]: id })}
    />
  );
  const names = (
    label: string,
    all: readonly string[],
    chosen: string,
    onChange: (name: string) => void,
  ): ReactNode => (
    <Select
      label={label}
      options={[...new Set([...all, chosen])].filter((name) => name !== '').map((id) => ({ id, title: id }))}
      value={chosen === '' ? undefined : chosen}
      onChange={onChange}
    />
  );
  const isComplete = step.text.trim() !== '' && step.kind !== '' && step.actor !== '';
  const isAboutKey =
    ['generate', 'wrap', 'destroy'].includes(step.kind) || (step.kind === 'read-aloud' && step.subject === 'key');
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{CHOICES.cancel}</Button>
          <Button variant="primary" isDisabled={!isComplete} onPress={() => onDone(step)}>
            {CHOICES.ok}
          </Button>
        </>
      }
    >
      {choice('kind', CHOICES.stepKind, KINDS)}
      {choice('actor', FIELDS.actor, ROLES)}
      {step.kind === 'read-aloud' && choice('subject', FIELDS.subject, SUBJECTS)}
      {isAboutKey &&
        names(
          FIELDS.group,
          draft.keys.map(({ group }) => group),
          step.group,
          (group) => set({ group }),
        )}
      {step.kind === 'share-test' &&
        names(FIELDS.holder, draft.escrow.holders, step.holder, (holder) => set({ holder }))}
      <TextArea
        label={FIELDS.text}
        description={HELP.stepText}
        value={step.text}
        onChange={(text) => set({ text: oneLine(text) })}
        rows={3}
      />
      <TextArea
        label={FIELDS.expected}
        description={HELP.stepExpected}
        optional
        value={step.expected}
        onChange={(expected) => set({ expected: oneLine(expected) })}
        rows={2}
      />
    </Dialog>
  );
}

interface Titled {
  readonly id: string;
  readonly title: string;
}
