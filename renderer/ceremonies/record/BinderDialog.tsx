import type { ReactNode } from 'react';
import { bridge } from '../../bridge.js';
import { Callout, classesOf } from '../../components/index.js';
import styles from '../Ceremonies.module.css';
import { PlaceDialog } from '../PlaceField.js';
import { BINDER } from './strings.js';

const c = classesOf(styles);

/** Writes the binder of one ceremony, and lists what is in it. */
export function BinderDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }): ReactNode {
  return (
    <PlaceDialog
      title={BINDER.title}
      text={BINDER.text}
      label={BINDER.folder}
      description={BINDER.folderHelp}
      okLabel={BINDER.ok}
      name={`${id}-binder`}
      act={(folder) => bridge().ceremonies.writeBinder({ id, folder })}
      result={({ folder, files }) => (
        <Callout tone="good" live title={BINDER.done(folder)}>
          <ul className={c('list')}>
            {files.map(({ file }) => (
              <li key={file}>{file}</li>
            ))}
          </ul>
        </Callout>
      )}
      onClose={onClose}
    />
  );
}
