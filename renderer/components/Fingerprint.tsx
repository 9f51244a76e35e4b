import type { ReactNode } from 'react';
import { classesOf } from './classes.js';
import { CopyButton } from './CopyButton.js';
import styles from './Fingerprint.module.css';
import { inFours } from './format.js';

const c = classesOf(styles);

export interface FingerprintProps {
  /** Without gaps, as it is copied. */
  readonly value: string;
  /** What it is, for the copy button: `SPKI SHA-256`. */
  readonly what?: string | undefined;
  /** The first four groups only, for a cell of a table; the whole is on hover and in the copy. */
  readonly short?: boolean | undefined;
  readonly copyable?: boolean | undefined;
}

/** A fingerprint in groups of four, to be compared by eye and read aloud. */
export function Fingerprint({
  value,
  what = 'fingerprint',
  short = false,
  copyable = true,
}: FingerprintProps): ReactNode {
  const groups = inFours(value);
  const shown = short ? groups.slice(0, 4) : groups;
  return (
    <span className={c('fingerprint')}>
      <code className={c('groups', short && 'short')} title={short ? groups.join(' ') : undefined}>
        {shown.map((group, at) => (
          <span key={at} className={c(at % 2 === 1 && 'odd')}>
            {at > 0 && ' '}
            {group}
          </span>
        ))}
        {shown.length < groups.length && ' …'}
      </code>
      {copyable && !short && <CopyButton what={what} text={value} />}
    </span>
  );
}
