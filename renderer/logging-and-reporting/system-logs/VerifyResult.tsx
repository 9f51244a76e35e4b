import type { ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import {
  Button,
  Callout,
  CloseIcon,
  CopyButton,
  IconButton,
  Time,
  classesOf,
  formatCount,
} from '../../components/index.js';
import { VERIFY } from '../strings.js';
import styles from './SystemLogs.module.css';

const c = classesOf(styles);

export type Verified = Reply<'loggingAndReporting', 'verifyLog'>;

export interface VerifyResultProps {
  readonly result: Verified;
  readonly onShow: (sequence: number) => void;
  readonly onClose: () => void;
}

/** What Verify found: sound, or what was done to the log and where it begins; and the checkpoints with who signed them. */
export function VerifyResult({ result, onShow, onClose }: VerifyResultProps): ReactNode {
  const { events, sound, checkpoints, findings } = result;
  const first = findings.find((finding) => finding.remark !== true)?.sequence;
  const canShow = first !== undefined && first <= events;
  return (
    <div className={c('verified')}>
      {sound ? (
        <Callout tone={findings.length > 0 ? 'warn' : 'good'} live title={VERIFY.sound(events, checkpoints)}>
          <p>{VERIFY.soundText}</p>
          <Findings result={result} />
          <Checkpoints result={result} />
        </Callout>
      ) : (
        <Callout
          tone="bad"
          live
          title={VERIFY.broken(first)}
          advice={VERIFY.brokenAdvice}
          actions={canShow && <Button onPress={() => onShow(first)}>{VERIFY.show}</Button>}
        >
          <p>{VERIFY.brokenText(events)}</p>
          <Findings result={result} />
          <Checkpoints result={result} />
        </Callout>
      )}
      <span className={c('closeVerified')}>
        <IconButton small label={VERIFY.close} icon={<CloseIcon size={14} />} onPress={onClose} />
      </span>
    </div>
  );
}

function Findings({ result: { findings } }: { readonly result: Verified }): ReactNode {
  if (findings.length === 0) return null;
  return (
    <ul className={c('findings')}>
      {findings.map(({ sentence }) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function Checkpoints({ result: { newest, key } }: { readonly result: Verified }): ReactNode {
  if (newest.length === 0) return null;
  return (
    <details className={c('checkpoints')}>
      <summary>{VERIFY.checkpoints}</summary>
      <table>
        <thead>
          <tr>
            {[VERIFY.size, VERIFY.time, VERIFY.why, VERIFY.by].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {newest.map(({ size, time, why, signers }) => (
            <tr key={size}>
              <td>{formatCount(size)}</td>
              <td>
                <Time at={time} />
              </td>
              <td>{why}</td>
              <td>{signers.map(({ name, state }) => `${name}${VERIFY.states[state]}`).join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>{VERIFY.key}</p>
      <p className={c('value')}>
        <code>{key}</code>
        <CopyButton what={VERIFY.key} text={key} />
      </p>
      <p className={c('soft')}>{VERIFY.keyText}</p>
    </details>
  );
}
