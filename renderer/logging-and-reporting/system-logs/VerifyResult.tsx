import type { ReactNode } from 'react';
import type { Reply } from '../../../shared/contract/index.js';
import { Button, Callout, classesOf } from '../../components/index.js';
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
    <Button variant="quiet" onPress={onClose}>
      {VERIFY.close}
    </Button>
  );
  if (brokenAt === undefined) {
    return (
      <div className={c('verified')}>
        <Callout tone="good" live title={VERIFY.sound(events)} actions={close}>
          {VERIFY.soundText}
        </Callout>
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
        actions={
          <>
            <Button onPress={() => onShow(brokenAt)}>{VERIFY.show}</Button>
            {close}
          </>
        }
      >
        {VERIFY.brokenText(events)}
      </Callout>
    </div>
  );
}
