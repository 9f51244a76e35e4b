import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import styles from './CheckList.module.css';
import { CopyButton } from './CopyButton.js';
import { DashIcon, ErrorIcon, GoodIcon, WarningIcon } from './icons/index.js';
import { Spinner } from './Spinner.js';
import { COMPONENTS } from './strings.js';

const c = classesOf(styles);

export interface Check {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'passed' | 'warning' | 'failed' | 'not-checked' | 'running';
  /** What was found. */
  readonly finding?: string | undefined;
  /** The one thing to do about it. */
  readonly advice?: string | undefined;
  readonly requestId?: string | undefined;
}

/** The pre-flight's list: tick, warning, cross or dash, with what was found and the one thing to do. */
export function CheckList(props: { readonly label: string; readonly checks: readonly Check[] }): ReactNode {
  return (
    <ul className={c('checks')} aria-label={props.label}>
      {props.checks.map((check) => (
        <li key={check.id} className={c('check', check.outcome)}>
          <span className={c('icon')}>
            <OutcomeIcon outcome={check.outcome} />
          </span>
          <span className={c('title')}>{check.title}</span>
          <div className={c('text')}>
            {check.finding !== undefined && <p>{check.finding}</p>}
            {check.advice !== undefined && (
              <p className={c('advice')}>
                <span className={c('lead')}>{COMPONENTS.whatToDo}:</span> {check.advice}
              </p>
            )}
            {check.requestId !== undefined && check.outcome !== 'passed' && (
              <p className={c('request')}>
                {COMPONENTS.clientRequestId} <code>{check.requestId}</code>
                <CopyButton what={COMPONENTS.clientRequestId} text={check.requestId} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function OutcomeIcon({ outcome }: { readonly outcome: Check['outcome'] }): ReactNode {
  switch (outcome) {
    case 'passed':
      return <GoodIcon label={COMPONENTS.outcomes.passed} />;
    case 'warning':
      return <WarningIcon label={COMPONENTS.outcomes.warning} />;
    case 'failed':
      return <ErrorIcon label={COMPONENTS.outcomes.failed} />;
    case 'not-checked':
      return <DashIcon label={COMPONENTS.outcomes['not-checked']} />;
    case 'running':
      return <Spinner label={COMPONENTS.working} />;
  }
}
