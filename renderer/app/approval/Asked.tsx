import { useMemo, type ReactNode } from 'react';
import type { ApprovalRequest } from '../../../shared/domain/approval.js';
import { Badge, classesOf, Fingerprint, KeyValueList, Time } from '../../components/index.js';
import { COMPONENTS } from '../../components/strings.js';
import { useKeyManagement } from '../../stores/index.js';
import { isPractice, valueParts } from './approval-facts.js';
import styles from './ApprovalDialog.module.css';
import { APPROVAL as TEXT } from './strings.js';

const c = classesOf(styles);

/** The act and its object, line by line as main gave it. */
export function Asked({ request }: { readonly request: ApprovalRequest }): ReactNode {
  const groups = useKeyManagement((state) => state.groups);
  const practiceVaults = useMemo(
    () => new Set(groups.flatMap(({ vault, practice }) => (practice ? [vault] : []))),
    [groups],
  );
  return (
    <section className={c('asked')} aria-label={TEXT.what}>
      <header className={c('head')}>
        <h3>{TEXT.what}</h3>
        {isPractice(request, practiceVaults) && <Badge tone="practice">{COMPONENTS.practice}</Badge>}
      </header>
      <KeyValueList
        items={[
          { name: TEXT.asked, value: <strong>{request.title}</strong> },
          ...request.lines.map(({ name, value }) => ({ name, value: <Value value={value} /> })),
          { name: TEXT.askedBy, value: request.askedBy },
          { name: TEXT.until, value: <Time at={request.expiresAt} precision="minute" /> },
        ]}
      />
    </section>
  );
}

function Value({ value }: { readonly value: string }): ReactNode {
  return valueParts(value).map(({ text, isFingerprint }, at) =>
    isFingerprint ? (
      <Fingerprint key={at} value={text} what={TEXT.fingerprint} />
    ) : (
      <span key={at} className={c('value')}>
        {text}
      </span>
    ),
  );
}
