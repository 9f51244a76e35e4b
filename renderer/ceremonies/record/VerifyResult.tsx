import type { ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { Badge, Callout, Fingerprint, KeyValueList, classesOf } from '../../components/index.js';
import styles from '../Ceremonies.module.css';
import { CEREMONIES, END } from '../strings.js';
import { VERIFY } from './strings.js';

const c = classesOf(styles);

/** What a verification found: whole, or every finding with its sentence; what is worth knowing; what was not looked at. */
export function VerifyResult({ result }: { readonly result: Reply<'ceremonies', 'verifyRecord'> }): ReactNode {
  const { sound, findings, remarks, limits, steps } = result;
  return (
    <>
      {sound ? (
        <Callout
          tone="good"
          live
          title={VERIFY.whole(steps, CEREMONIES.states[result.result ?? 'completed'].toLowerCase())}
        />
      ) : (
        <Callout tone="bad" live title={titleOf(result)} advice={VERIFY.brokenAdvice}>
          <ul className={c('findings')}>
            {findings.map(({ kind, sentence, line }) => (
              <li key={`${kind}-${line ?? ''}-${sentence}`}>
                <Badge tone="bad">{VERIFY.kinds[kind]}</Badge>
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <Sentences title={VERIFY.remarks} sentences={remarks} />
      <Sentences title={VERIFY.limits} sentences={limits} />
      <KeyValueList stacked items={factsOf(result)} />
    </>
  );
}

function titleOf({ findings }: Reply<'ceremonies', 'verifyRecord'>): string {
  const isOutputs = findings.every(({ kind }) => kind === 'output-missing' || kind === 'output-differs');
  return isOutputs ? VERIFY.outputsBroken : VERIFY.broken(findings.length);
}

function Sentences(props: { readonly title: string; readonly sentences: readonly string[] }): ReactNode {
  if (props.sentences.length === 0) return null;
  return (
    <section aria-label={props.title}>
      <h3>{props.title}</h3>
      <ul className={c('list')}>
        {props.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function factsOf(result: Reply<'ceremonies', 'verifyRecord'>) {
  const { ceremony, mode, fingerprint, planSha256, workstationKey, signers } = result;
  const hash = (name: string, value: string | undefined) =>
    value === undefined ? [] : [{ name, value: <Fingerprint value={value} what={name} /> }];
  return [
    ...(ceremony === undefined ? [] : [{ name: VERIFY.ceremony, value: `${ceremony} (${mode ?? ''})` }]),
    ...hash(VERIFY.fingerprint, fingerprint),
    ...hash(VERIFY.planSha256, planSha256),
    ...hash(VERIFY.workstationKey, workstationKey),
    {
      name: VERIFY.signers,
      value: signers
        .map(({ by, as, says, on, state }) => {
          const said =
            as === 'workstation' ? END.workstation(by.slice(0, 8)) : `${by}: ${END.says[says]}, ${END.on[on]}`;
          return `${said}${VERIFY.states[state]}`;
        })
        .join('; '),
    },
  ];
}
