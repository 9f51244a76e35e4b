import type { ReactNode } from 'react';
import type { PlanCheckView } from '../../../shared/contract/index.js';
import { Callout, Fingerprint, KeyValueList, classesOf } from '../../components/index.js';
import styles from '../Ceremonies.module.css';
import { PLAN } from '../strings.js';

const c = classesOf(styles);

/** Problems first, then advice, then what the plan says of itself. */
export function PlanFindings({ check }: { readonly check: PlanCheckView | undefined }): ReactNode {
  if (!check) return <div className={c('stack')} />;
  const { problems, advice, plan } = check;
  return (
    <section className={c('stack')} aria-label={PLAN.check}>
      {problems.length > 0 && (
        <Callout tone="bad" title={PLAN.problems(problems.length)}>
          <Sentences all={problems} />
        </Callout>
      )}
      {problems.length === 0 && plan && (
        <Callout tone="good" title={PLAN.ready}>
          {PLAN.readyText(plan.steps)}
        </Callout>
      )}
      {advice.length > 0 && (
        <Callout tone="warn" title={PLAN.advice}>
          <Sentences all={advice} />
        </Callout>
      )}
      {plan && (
        <KeyValueList
          stacked
          items={[
            { name: PLAN.people, value: plan.people.join(', ') },
            { name: PLAN.keys, value: plan.keys.join('; ') },
            { name: PLAN.fingerprint, value: <Fingerprint value={plan.fingerprint.value} what={PLAN.fingerprint} /> },
          ]}
        />
      )}
    </section>
  );
}

function Sentences({ all }: { readonly all: readonly string[] }): ReactNode {
  return (
    <ul className={c('list')}>
      {all.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
