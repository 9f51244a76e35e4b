import type { ReactNode } from 'react';
import type { RunView } from '../../../shared/domain/ceremony/view.js';
import { Fingerprint, classesOf } from '../../components/index.js';
import { END } from '../strings.js';
import { ReadAloud } from './ReadAloud.js';
import styles from './Run.module.css';

const c = classesOf(styles);

/** The end: the fingerprint of the record, what was written, who signed and who has not yet. */
export function EndPart({ view }: { readonly view: RunView }): ReactNode {
  const { outputs, record } = view;
  return (
    <>
      {record && <ReadAloud value={record.fingerprint} />}
      <h3>{END.signatures}</h3>
      <dl className={c('facts')}>
        {signatures(view).map(({ name, says }) => (
          <div className={c('fact')} key={name}>
            <dt>{name}</dt>
            <dd>{says}</dd>
          </div>
        ))}
      </dl>
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
              {END.bytes(size)}, SHA-256 <Fingerprint value={sha256} copyable={false} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function signatures({ people, record }: RunView): readonly { readonly name: string; readonly says: string }[] {
  const signed = record?.signatures ?? [];
  const said = signed.map(({ by, as, says, on }) => ({
    name: as === 'workstation' ? END.workstation(by.slice(0, 8)) : by,
    says: as === 'workstation' ? END.hasSigned : `${END.says[says]}, ${END.on[on]}`,
  }));
  const left = people.filter((name) => !signed.some(({ as, by }) => as === 'participant' && by === name));
  return [...said, ...left.map((name) => ({ name, says: END.unsigned }))];
}
