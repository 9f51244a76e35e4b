import type { ReactNode } from 'react';
import { classesOf } from '../../components/index.js';
import { KEYS } from '../strings.js';
import styles from './VaultName.module.css';

const c = classesOf(styles);

/** A vault's name; a practice vault is marked as one. */
export function VaultName(props: { readonly vault: string; readonly practice: boolean }): ReactNode {
  const { vault, practice } = props;
  if (!practice) return vault;
  return (
    <span className={c('vault')} title={KEYS.practiceTitle}>
      <span className={c('mark')}>{KEYS.practice}</span>
      <span className={c('name')}>{vault}</span>
    </span>
  );
}
