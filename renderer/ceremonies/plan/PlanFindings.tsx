import type { ReactNode } from 'react';
import type { PlanFinding, PlanPath } from '../../../shared/domain/ceremony/plan-draft.js';
import { Callout, Fingerprint, classesOf } from '../../components/index.js';
import { PLAN } from '../strings.js';
import { FORM } from './form-strings.js';
import { planDesk } from './plan-desk.js';
import styles from './Plan.module.css';
import { findingLine } from './places.js';

const c = classesOf(styles);

/** Everything that was found, each leading to its field; when nothing has to be mended, the hash of the plan. */
export function PlanFindings({ onGo }: { readonly onGo: (path: PlanPath) => void }): ReactNode {
  const check = planDesk.use((desk) => desk.check);
  if (!check) return <section className={c('findings')} aria-label={PLAN.check} />;
  const problems = check.findings.filter(({ weight, isEmpty }) => weight === 'problem' && isEmpty !== true);
  const missing = check.findings.filter(({ isEmpty }) => isEmpty === true);
  const advice = check.findings.filter(({ weight }) => weight === 'advice');
  const { plan } = check;
  return (
    <section className={c('findings')} aria-label={PLAN.check}>
      {problems.length > 0 && (
        <Callout tone="bad" title={PLAN.problems(problems.length)}>
          <Lines all={problems} onGo={onGo} />
        </Callout>
      )}
      {missing.length > 0 && (
        <Callout tone="info" title={FORM.missing(missing.length)}>
          <Lines all={missing} onGo={onGo} />
        </Callout>
      )}
      {problems.length + missing.length === 0 && plan && (
        <Callout tone="good" title={FORM.complete}>
          <p>{FORM.completeText(plan.steps)}</p>
          <p className={c('soft')}>{PLAN.fingerprint}</p>
          <Fingerprint value={plan.fingerprint.value} what={PLAN.fingerprint} />
          <p className={c('soft')}>{FORM.words}</p>
          <p className={c('words')}>{(plan.fingerprint.words ?? []).join(' ')}</p>
        </Callout>
      )}
      {advice.length > 0 && (
        <Callout tone="warn" title={FORM.advice(advice.length)}>
          <Lines all={advice} onGo={onGo} />
        </Callout>
      )}
    </section>
  );
}

interface LinesProps {
  readonly all: readonly PlanFinding[];
  readonly onGo: (path: PlanPath) => void;
}

function Lines({ all, onGo }: LinesProps): ReactNode {
  return (
    <ul className={c('lines')}>
      {all.map((finding, index) => (
        <li key={index}>
          {finding.path.length === 0 ? (
            finding.message
          ) : (
            <button type="button" className={c('line')} onClick={() => onGo(finding.path)}>
              {findingLine(finding)}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
