import { useState, type ReactNode } from 'react';
import type { PlanDraft, StepDraft } from '../../../shared/domain/ceremony/plan-draft.js';
import { STEP_TITLES } from '../../../shared/domain/ceremony/steps.js';
import { Button, Dialog, EditIcon, IconButton, PlusIcon, Section, classesOf } from '../../components/index.js';
import { defaultScript, moved, setSteps, without } from './draft-changes.js';
import { CHOICES, FORM, HELP, PARTS, ROLE_TITLES } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { PartNotes } from './PlanFields.js';
import { RowButtons, useFollowingFocus } from './Rows.js';
import { StepDialog } from './StepDialog.js';

const c = classesOf(styles);
const NO_STEPS: readonly StepDraft[] = [];
const NEW_STEP: StepDraft = {
  ...{ kind: 'confirm', actor: 'leader', text: '', expected: '', group: '', subject: '', holder: '' },
};

/** The script, step by step: that of the kind, or the plan's own as soon as something in it was changed. */
export function Steps({ draft }: { readonly draft: PlanDraft }): ReactNode {
  const script = planDesk.use((desk) => desk.check?.script) ?? NO_STEPS;
  const steps = draft.steps ?? script;
  const [open, setOpen] = useState<number | 'new' | 'back'>();
  const { box, follow } = useFollowingFocus();
  const change = (next: (steps: readonly StepDraft[]) => StepDraft[]): void => planDesk.edit(setSteps(next, script));
  const close = (): void => setOpen(undefined);
  const isOwn = draft.steps !== undefined;
  return (
    <Section
      title={PARTS.steps.title}
      lead={isOwn ? HELP.stepsOwn : HELP.stepsDefault}
      actions={isOwn && <Button onPress={() => setOpen('back')}>{CHOICES.back}</Button>}
    >
      <div ref={box} className={c('rows')}>
        <PartNotes path={['steps']} />
        {steps.map((step, index) => (
          <StepRow
            key={index}
            step={step}
            index={index}
            count={steps.length}
            onEdit={() => setOpen(index)}
            onMove={(to) => {
              change((all) => moved(all, index, to));
              follow(to, to < index ? 'up' : 'down');
            }}
            onRemove={() => {
              change((all) => without(all, index));
              follow(Math.min(index, steps.length - 2), 'remove');
            }}
          />
        ))}
        <div>
          <Button icon={<PlusIcon />} onPress={() => setOpen('new')}>
            {FORM.add.steps}
          </Button>
        </div>
      </div>
      {(typeof open === 'number' || open === 'new') && (
        <StepDialog
          draft={draft}
          title={open === 'new' ? CHOICES.newStep : CHOICES.stepTitle(open + 1)}
          step={open === 'new' ? NEW_STEP : (steps[open] ?? NEW_STEP)}
          onDone={(step) => {
            // A new one comes before the last, which asks everybody to agree.
            if (open === 'new') change((all) => [...all.slice(0, -1), step, ...all.slice(-1)]);
            else change((all) => all.map((one, at) => (at === open ? step : one)));
            close();
          }}
          onClose={close}
        />
      )}
      {open === 'back' && <BackDialog onClose={close} />}
    </Section>
  );
}

interface StepRowProps {
  readonly step: StepDraft;
  readonly index: number;
  readonly count: number;
  readonly onEdit: () => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function StepRow({ step, index, count, onEdit, onMove, onRemove }: StepRowProps): ReactNode {
  const what = `${PARTS.steps.row} ${index + 1}`;
  const roles: Readonly<Record<string, string>> = ROLE_TITLES;
  const titles: Readonly<Record<string, string>> = STEP_TITLES;
  return (
    <div role="group" aria-label={what} className={c('row', 'step')} data-row={index} data-place={`steps.${index}`}>
      <span className={c('number')}>{index + 1}</span>
      <div className={c('stepWords')}>
        <p className={c('stepTitle')}>
          {titles[step.kind] ?? step.kind} <span className={c('soft')}>{roles[step.actor] ?? step.actor}</span>
        </p>
        <p>{step.text}</p>
        {step.expected !== '' && <p className={c('soft')}>{`${HELP.seen} ${step.expected}`}</p>}
        <PartNotes path={['steps', index]} />
        {(['kind', 'actor', 'text', 'expected', 'group', 'subject', 'holder'] as const).map((member) => (
          <PartNotes key={member} path={['steps', index, member]} />
        ))}
      </div>
      <RowButtons what={what} index={index} count={count} onMove={onMove} onRemove={onRemove}>
        <span data-act="edit">
          <IconButton small label={FORM.edit(what)} icon={<EditIcon size={14} />} onPress={onEdit} />
        </span>
      </RowButtons>
    </div>
  );
}

function BackDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog
      title={CHOICES.backTitle}
      isOpen
      danger
      size="small"
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{CHOICES.cancel}</Button>
          <Button
            variant="danger"
            onPress={() => {
              planDesk.edit(defaultScript);
              onClose();
            }}
          >
            {CHOICES.backOk}
          </Button>
        </>
      }
    >
      <p>{CHOICES.backText}</p>
    </Dialog>
  );
}
