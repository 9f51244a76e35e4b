import { useId, type ReactNode } from 'react';
import type { KeyId } from '../../../shared/domain/ids.js';
import type { JobDetails } from '../../../shared/domain/job.js';
import { Duration, classesOf } from '../../components/index.js';
import styles from './JobPanel.module.css';
import { stepBlocks, type KeySteps, type StepBlock } from './step-groups.js';
import { StepIcon, StepLine } from './StepLine.js';
import { JOB_PANEL, STEP_STATES } from './strings.js';

const c = classesOf(styles);

export interface StepListProps {
  readonly job: JobDetails;
  readonly keyName: (keyId: KeyId) => string | undefined;
}

/** The real steps of a job; with many keys one line per key, opened for what happens now and for what failed. */
export function StepList({ job, keyName }: StepListProps): ReactNode {
  const id = useId();
  return (
    <section className={c('section')} aria-labelledby={id}>
      <h3 id={id}>{JOB_PANEL.steps}</h3>
      <ol className={c('steps')}>
        {stepBlocks(job).map((block) => (
          <Block key={keyOf(block)} block={block} keyName={keyName} />
        ))}
      </ol>
    </section>
  );
}

function keyOf(block: StepBlock): string {
  switch (block.kind) {
    case 'step':
      return `${block.shown.name}-${block.shown.step?.number ?? 'to-come'}`;
    case 'key':
      return block.key.keyId;
    case 'more-keys':
      return 'more-keys';
  }
}

function Block(props: { readonly block: StepBlock; readonly keyName: StepListProps['keyName'] }): ReactNode {
  const { block, keyName } = props;
  switch (block.kind) {
    case 'step':
      return <StepLine shown={block.shown} />;
    case 'key':
      return <KeyLine steps={block.key} name={keyName(block.key.keyId)} />;
    case 'more-keys':
      return (
        <li className={c('step', block.state)}>
          <span className={c('icon')}>
            <StepIcon state={block.state} />
          </span>
          <div className={c('stepHead')}>
            <span className={c('stepTitle')}>{JOB_PANEL.moreKeys(block.count)}</span>
            <span className={c('took')}>{STEP_STATES[block.state]}</span>
          </div>
        </li>
      );
  }
}

function KeyLine({ steps, name }: { readonly steps: KeySteps; readonly name: string | undefined }): ReactNode {
  return (
    <li className={c('step', steps.state)}>
      <span className={c('icon')}>
        <StepIcon state={steps.state} />
      </span>
      {/* Opened anew when its state changes, so that a failure is seen without a click. */}
      <details key={steps.state} className={c('keySteps')} open={steps.state !== 'done'}>
        <summary>
          <span className={c('stepTitle')}>{name === undefined ? JOB_PANEL.unknownKey : JOB_PANEL.key(name)}</span>
          <span className={c('took')}>
            <Duration from={steps.startedAt} to={steps.finishedAt} />
          </span>
        </summary>
        <ol className={c('inner')}>
          {steps.steps.map((shown) => (
            <StepLine key={shown.name} shown={shown} />
          ))}
        </ol>
      </details>
    </li>
  );
}
