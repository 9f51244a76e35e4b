import type { ReactNode } from 'react';

import type { AnswerFailure } from '../stores/answers.js';
import { Callout } from './Callout.js';
import { classesOf } from './classes.js';
import { CopyButton } from './CopyButton.js';
import styles from './Failure.module.css';
import { COMPONENTS } from './strings.js';

const c = classesOf(styles);

export type { AnswerFailure } from '../stores/answers.js';

/** A call that failed: the sentence, what to do, Azure's own words, the ids for the vault's audit log. Never only a code. */
export function Failure(props: { readonly failure: AnswerFailure; readonly actions?: ReactNode }): ReactNode {
  const { failure, actions } = props;
  const ids = [
    { name: COMPONENTS.clientRequestId, id: failure.requestId },
    { name: COMPONENTS.serviceRequestId, id: failure.serviceRequestId },
  ].filter((entry): entry is { name: typeof entry.name; id: string } => entry.id !== undefined);
  return (
    <Callout tone="bad" live title={failure.message} advice={failure.advice} actions={actions}>
      {failure.original === undefined && ids.length === 0 ? undefined : (
        <details className={c('details')}>
          <summary>{failure.original === undefined ? COMPONENTS.requestIds : COMPONENTS.azureSaid}</summary>
          {failure.original !== undefined && <pre className={c('original')}>{failure.original}</pre>}
          <ul className={c('ids')}>
            {ids.map(({ name, id }) => (
              <li key={name}>
                <span className={c('name')}>{name}</span> <code>{id}</code> <CopyButton what={name} text={id} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Callout>
  );
}
