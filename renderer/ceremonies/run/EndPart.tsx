import type { ReactNode } from 'react';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { classesOf } from '../../components/index.js';
import { END } from '../strings.js';
import { ReadAloud } from './ReadAloud.js';
import styles from './Run.module.css';

const c = classesOf(styles);

/** The end: what was written, the fingerprint of the record, who signed. */
export function EndPart({ view: { outputs, record } }: { readonly view: RunView }): ReactNode {
  return (
    <>
      {record && <ReadAloud value={record.fingerprint} />}
      <h3>{END.outputs}</h3>
      {outputs.length === 0 && <p>{END.none}</p>}
      <dl className={c('facts')}>
        {record && (
          <div className={c('fact')}>
            <dt>{END.record}</dt>
            <dd>{record.file}</dd>
          </div>
        )}
        {outputs.map(({ file, size, sha256 }) => (
          <div className={c('fact')} key={file}>
            <dt>{file}</dt>
            <dd>
              {END.bytes(size)}, SHA-256 <code>{sha256}</code>
            </dd>
          </div>
        ))}
      </dl>
      <h3>{END.signatures}</h3>
      <ul>
        {record?.signatures.map(({ by, as, says, on }) => (
          <li key={`${as}-${by}`}>{`${by}: ${END.says[says]}, ${END.on[on]}`}</li>
        ))}
      </ul>
    </>
  );
}
