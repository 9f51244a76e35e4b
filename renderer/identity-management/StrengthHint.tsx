import type { ReactNode } from 'react';
import type { PassphraseHint } from '../../shared/contract/index.js';
import { classesOf } from '../components/index.js';
import styles from './Logins.module.css';
import { NEW_LOGIN } from './strings.js';

const c = classesOf(styles);
const BARS = [1, 2, 3, 4] as const;

/** How strong main says a passphrase is: bars, and always words. */
export function StrengthHint({ hint }: { readonly hint: PassphraseHint | undefined }): ReactNode {
  if (hint === undefined) return null;
  const { score, sentence } = hint;
  return (
    <div className={c('strength')} role="status">
      <span className={c('bars', `level${score}`)} aria-hidden="true">
        {BARS.map((bar) => (
          <span key={bar} className={c('bar', bar <= score && 'on')} />
        ))}
      </span>
      <span>
        {NEW_LOGIN.strength}: {sentence}
      </span>
    </div>
  );
}
