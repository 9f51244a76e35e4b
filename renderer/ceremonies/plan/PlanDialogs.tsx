import { useState, type ReactNode } from 'react';
import {
  CEREMONY_KINDS,
  CEREMONY_MODES,
  type CeremonyKind,
  type CeremonyMode,
} from '../../../shared/domain/ceremony/plan.js';
import { bridge } from '../../bridge.js';
import { Button, Dialog, Failure, RadioGroup, classesOf } from '../../components/index.js';
import { useCall } from '../../stores/index.js';
import { CEREMONIES } from '../strings.js';
import { CHOICES, KIND_NOTES, LEAVE, LOST, MODE_TITLES, NEW_PLAN } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';

const c = classesOf(styles);
const KINDS = CEREMONY_KINDS.map((id) => ({ id, title: CEREMONIES.kinds[id], note: KIND_NOTES[id] }));
const MODES = CEREMONY_MODES.map((id) => ({
  ...{ id, title: MODE_TITLES[id] },
  note: id === 'PRACTICE' ? NEW_PLAN.practiceNote : NEW_PLAN.productionNote,
}));

/** What a new plan is for; then it lies on the desk. */
export function NewPlanDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [kind, setKind] = useState<CeremonyKind>('generate-and-wrap');
  const [mode, setMode] = useState<CeremonyMode>('PRACTICE');
  const { run, busy, failure } = useCall(bridge().ceremonies.newPlan);
  const start = async (): Promise<void> => {
    const answer = await run({ kind, mode });
    if (!answer.ok) return;
    planDesk.open(answer.value.text, true);
    onClose();
  };
  return (
    <Dialog
      title={NEW_PLAN.title}
      isOpen
      onClose={onClose}
      busy={busy}
      footer={
        <>
          <Button onPress={onClose}>{CHOICES.cancel}</Button>
          <Button variant="primary" busy={busy} onPress={() => void start()}>
            {NEW_PLAN.ok}
          </Button>
        </>
      }
    >
      <RadioGroup label={NEW_PLAN.kind} options={KINDS} value={kind} onChange={setKind} cards />
      <RadioGroup label={NEW_PLAN.mode} options={MODES} value={mode} onChange={setMode} cards />
      {failure && <Failure failure={failure} />}
    </Dialog>
  );
}

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
}

/** Before changes that were not saved are lost. */
export function LeaveDialog({ onStay, onDiscard }: LeaveDialogProps): ReactNode {
  return (
    <Dialog
      title={LEAVE.title}
      isOpen
      danger
      size="small"
      onClose={onStay}
      footer={
        <>
          <Button onPress={onStay}>{LEAVE.stay}</Button>
          <Button variant="danger" onPress={onDiscard}>
            {LEAVE.discard}
          </Button>
        </>
      }
    >
      <p>{LEAVE.text}</p>
    </Dialog>
  );
}

/** Before comments of the text go with what was taken out in the form. */
export function LostDialog(): ReactNode {
  const lost = planDesk.use((desk) => desk.lost);
  if (!lost) return null;
  return (
    <Dialog
      title={LOST.title}
      isOpen
      danger
      onClose={planDesk.takeBack}
      footer={
        <>
          <Button onPress={planDesk.takeBack}>{LOST.back}</Button>
          <Button variant="danger" onPress={planDesk.letGo}>
            {LOST.ok}
          </Button>
        </>
      }
    >
      <p>{LOST.text}</p>
      <ul className={c('lines')}>
        {lost.comments.map((comment, index) => (
          <li key={index}>
            <code># {comment}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
