import type { ReactNode } from 'react';
import { Button, Callout, classesOf } from '../../components/index.js';
import { Facts } from './Facts.js';
import { FORM } from './form-strings.js';
import { Application, Escrow, Kek } from './KekAndEscrow.js';
import { Keys } from './Keys.js';
import { Materials, People } from './PeopleAndMaterials.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { Steps } from './Steps.js';

const c = classesOf(styles);

/** The plan as a form: reads the text, and writes it. */
export function PlanForm({ onText }: { readonly onText: () => void }): ReactNode {
  const draft = planDesk.use((desk) => desk.draft);
  const isChecked = planDesk.use((desk) => desk.check !== undefined);
  if (!isChecked) return <p className={c('soft')}>{FORM.reading}</p>;
  if (!draft)
    return (
      <Callout tone="bad" title={FORM.unreadable} actions={<Button onPress={onText}>{FORM.toText}</Button>}>
        {FORM.unreadableText}
      </Callout>
    );
  return (
    <div className={c('form')}>
      <Facts draft={draft} />
      <People people={draft.people} />
      <Keys draft={draft} />
      <Kek draft={draft} />
      <Escrow draft={draft} />
      <Materials materials={draft.materials} />
      <Application application={draft.application} />
      <Steps draft={draft} />
    </div>
  );
}
