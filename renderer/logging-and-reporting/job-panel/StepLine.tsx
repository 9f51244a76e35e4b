import type { ReactNode } from 'react';
import {
  ClockIcon,
  CopyButton,
  CrossedIcon,
  Duration,
  ErrorIcon,
  GoodIcon,
  Spinner,
  Time,
  classesOf,
} from '../../components/index.js';
import styles from './JobPanel.module.css';
import type { ShownStep } from './step-groups.js';
import { JOB_PANEL, STEP_STATES, STEP_WORDS } from './strings.js';

const c = classesOf(styles);

/** One step: what it is, what came of it, how long it took, and the id of its last request. */
export function StepLine({ shown }: { readonly shown: ShownStep }): ReactNode {
  const { name, state, step } = shown;
  const words = STEP_WORDS[name];
  return (
    <li className={c('step', state)}>
      <span className={c('icon')}>
        <StepIcon state={state} />
      </span>
      <div className={c('stepBody')}>
        <div className={c('stepHead')}>
          <span className={c('stepTitle')} title={words.explains}>
            {words.title}
          </span>
          {step && (
            <span className={c('took')} title={`${JOB_PANEL.started} ${new Date(step.startedAt).toISOString()}`}>
              <Duration from={step.startedAt} to={step.finishedAt} />
            </span>
          )}
          {!step && <span className={c('took')}>{STEP_STATES[state]}</span>}
        </div>
        {(state === 'running' || state === 'waiting') && <p className={c('explains')}>{words.explains}</p>}
        {step?.detail !== undefined && <p className={c('detail')}>{step.detail}</p>}
        {step?.requestId !== undefined && (
          <p className={c('request')} title={`${JOB_PANEL.requestId}. ${JOB_PANEL.auditHint}`}>
            <Time at={step.startedAt} /> · <code>{step.requestId}</code>
            <CopyButton what={`${JOB_PANEL.requestId} (${words.title})`} text={step.requestId} />
          </p>
        )}
      </div>
    </li>
  );
}

export function StepIcon({ state }: { readonly state: ShownStep['state'] }): ReactNode {
  const label = STEP_STATES[state];
  switch (state) {
    case 'running':
      return <Spinner label={label} />;
    case 'done':
      return <GoodIcon label={label} />;
    case 'failed':
      return <ErrorIcon label={label} />;
    case 'waiting':
      return <ClockIcon label={label} />;
    case 'skipped':
      return <CrossedIcon label={label} />;
  }
}
