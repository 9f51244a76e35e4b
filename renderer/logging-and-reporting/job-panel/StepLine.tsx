import type { ReactNode } from 'react';
import {
  ClockIcon,
  CopyButton,
  CrossedIcon,
  Duration,
  ErrorIcon,
  GoodIcon,
  Spinner,
  WarningIcon,
  classesOf,
  formatLocal,
  formatUtc,
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
          <StepTime shown={shown} />
        </div>
        {(state === 'running' || state === 'waiting') && <p className={c('explains')}>{words.explains}</p>}
        {state === 'unknown' && <p className={c('explains')}>{STEP_STATES.unknown}</p>}
        {step?.detail !== undefined && <p className={c('detail')}>{step.detail}</p>}
        {step?.requestId !== undefined && (
          <p className={c('request')} title={`${JOB_PANEL.requestId}. ${JOB_PANEL.auditHint}`}>
            <code>{step.requestId}</code>
            <CopyButton what={`${JOB_PANEL.requestId} (${words.title})`} text={step.requestId} />
          </p>
        )}
      </div>
    </li>
  );
}

/** When it began and how long it took; of what has not begun, why. */
function StepTime({ shown }: { readonly shown: ShownStep }): ReactNode {
  const { state, step } = shown;
  if (!step) return <span className={c('took')}>{STEP_STATES[state]}</span>;
  const full = `${JOB_PANEL.started} ${formatUtc(step.startedAt)}, ${formatLocal(step.startedAt)}`;
  return (
    <span className={c('took')} title={full}>
      <time dateTime={new Date(step.startedAt).toISOString()}>{formatUtc(step.startedAt).slice(11, 19)}</time>
      {state !== 'unknown' && (
        <>
          {' · '}
          <Duration from={step.startedAt} to={step.finishedAt} />
        </>
      )}
    </span>
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
    case 'unknown':
      return <WarningIcon label={label} />;
    case 'skipped':
      return <CrossedIcon label={label} />;
  }
}
