import type { ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { Button, Callout, CloseIcon, IconButton, classesOf } from '../../components/index.js';
import { VERIFY } from '../strings.js';
import styles from './SystemLogs.module.css';

const c = classesOf(styles);

export type Verified = Reply<'loggingAndReporting', 'verifyLog'>;

export interface VerifyResultProps {
  readonly result: Verified;
  readonly onShow: (sequence: number) => void;
  readonly onClose: () => void;
}

/** What Verify found: sound, or the first event that does not fit. */
export function VerifyResult({ result, onShow, onClose }: VerifyResultProps): ReactNode {
  const { events, brokenAt } = result;
  const close = (
    <span className={c('closeVerified')}>
      <IconButton small label={VERIFY.close} icon={<CloseIcon size={14} />} onPress={onClose} />
    </span>
  );
  if (brokenAt === undefined) {
    return (
      <div className={c('verified')}>
        <Callout tone="good" live title={VERIFY.sound(events)}>
          {VERIFY.soundText}
        </Callout>
        {close}
      </div>
    );
  }
  return (
    <div className={c('verified')}>
      <Callout
        tone="bad"
        live
        title={VERIFY.broken(brokenAt)}
        advice={VERIFY.brokenAdvice}
        actions={<Button onPress={() => onShow(brokenAt)}>{VERIFY.show}</Button>}
      >
        {VERIFY.brokenText(events)}
      </Callout>
      {close}
    </div>
  );
}
