import { useEffect, useState } from 'react';
import { bridge } from '../../bridge.js';
import { answerOf } from '../../stores/index.js';

const PAUSE_MS = 250;

export interface PassphraseCheck {
  /** Why the rules refuse it; undefined: they do not, or have not answered yet. */
  readonly reason: string | undefined;
  /** The rules have looked at exactly what is typed now, and take it. */
  readonly accepted: boolean;
}

/** What main's rules say of a new passphrase, asked whenever the typing pauses. */
export function usePassphraseCheck(name: string, passphrase: string): PassphraseCheck {
  const [answered, setAnswered] = useState<{ readonly of: string; readonly reason: string | undefined }>();
  const of = JSON.stringify([name, passphrase]);
  useEffect(() => {
    if (passphrase === '' || name.trim() === '') return undefined;
    let stale = false;
    const timer = setTimeout(() => {
      void answerOf(bridge().identityManagement.checkPassphrase({ name, passphrase })).then((answer) => {
        if (!stale) setAnswered({ of, reason: answer.ok ? answer.value.reason : answer.message });
      });
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [name, passphrase, of]);
  const isCurrent = answered?.of === of;
  return { reason: isCurrent ? answered.reason : undefined, accepted: isCurrent && answered.reason === undefined };
}
