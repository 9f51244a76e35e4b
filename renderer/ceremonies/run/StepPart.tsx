import type { ReactNode } from 'react';
import type { WireInput } from '../../../shared/contract/index.js';
import type { StepView } from '../../../shared/domain/ceremony/view.js';
import { Button, Callout, classesOf } from '../../components/index.js';
import { RUN } from '../strings.js';
import { AskForm } from './AskForm.js';
import { ReadAloud } from './ReadAloud.js';
import styles from './Run.module.css';

const c = classesOf(styles);

export interface StepPartProps {
  readonly step: StepView;
  readonly busy: boolean;
  /** Who does it, where more than one may. */
  readonly by: string;
  readonly onBy: (name: string) => void;
  readonly onAnswer: (input: WireInput) => void;
  readonly onSheet: () => void;
}

/** What is done, by whom, what everybody should see, what the program sees; then what is asked, or the missing sheet. */
export function StepPart({ step, onSheet, ...asking }: StepPartProps): ReactNode {
  const facts = [
    { name: RUN.who, value: step.who.join(', ') },
    // What is read aloud stands below in full.
    ...(step.readAloud.some(({ value }) => value === step.expected)
      ? []
      : [{ name: RUN.expected, value: step.expected }]),
    ...step.facts,
  ];
  return (
    <>
      <p className={c('text')}>{step.text}</p>
      <dl className={c('facts')}>
        {facts.map(({ name, value }) => (
          <div key={name} className={c('fact')}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {step.readAloud.map((value) => (
        <ReadAloud key={value.name} value={value} />
      ))}
      {step.waiting ? (
        <div className={c('waiting')} data-waiting="">
          <Callout
            tone="warn"
            live
            title={RUN.waiting}
            actions={
              <Button variant="primary" onPress={onSheet}>
                {RUN.write}
              </Button>
            }
          >
            {step.waiting.sentence} {step.waiting.draft.happened}
          </Callout>
        </div>
      ) : (
        <div data-ask="">
          <AskForm step={step} {...asking} />
        </div>
      )}
    </>
  );
}
