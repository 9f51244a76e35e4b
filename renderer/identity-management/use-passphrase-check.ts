import { useEffect, useState } from 'react';
import type { PassphraseHint } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { answerOf } from '../stores/index.js';

const PAUSE_MS = 250;

export interface PassphraseCheck {
  /** Why the rules refuse it; undefined: they do not, or have not answered yet. */
  readonly reason: string | undefined;
  /** How strong it is; undefined: main has not answered yet. */
  readonly hint: PassphraseHint | undefined;
  /** The rules have looked at exactly what is typed now, and take it. */
  readonly accepted: boolean;
}

interface Answered extends Omit<PassphraseCheck, 'accepted'> {
  readonly of: string;
}

/** What main's rules say of a new passphrase, asked whenever the typing pauses. */
export function usePassphraseCheck(name: string, passphrase: string): PassphraseCheck {
  const [answered, setAnswered] = useState<Answered>();
  const of = JSON.stringify([name, passphrase]);
  useEffect(() => {
    if (passphrase === '' || name.trim() === '') return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      void answerOf(bridge().identityManagement.checkPassphrase({ name, passphrase })).then((answer) => {
        if (stale) return;
        setAnswered(
          answer.ok
            ? { of, reason: answer.value.reason, hint: answer.value.hint }
            : { of, reason: answer.message, hint: undefined },
        );
      });
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [name, passphrase, of]);
  const isCurrent = answered?.of === of;
  return {
    reason: isCurrent ? answered.reason : undefined,
    // While one types on, the last hint stays: it would flicker.
    hint: passphrase === '' ? undefined : answered?.hint,
    accepted: isCurrent && answered.reason === undefined,
  };
}
