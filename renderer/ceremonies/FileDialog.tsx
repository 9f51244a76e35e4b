import type { ReactNode } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import { Callout } from '../components/index.js';
import { PlaceDialog } from './PlaceField.js';
import { FILE } from './strings.js';

export interface FileDialogProps {
  readonly title: string;
  readonly name: string;
  readonly write: (place: {
    readonly file: string;
    readonly overwrite: boolean;
  }) => Promise<Answer<{ readonly file: string; readonly sha256: string }>>;
  readonly onWritten?: () => void;
  readonly onClose: () => void;
}

/** Asks for the name of a file, writes it, and says what was written. */
export function FileDialog({ title, name, write, onWritten, onClose }: FileDialogProps): ReactNode {
  return (
    <PlaceDialog
      title={title}
      label={FILE.file}
      okLabel={FILE.save}
      overwriteLabel={FILE.overwrite}
      name={name}
      act={(file, overwrite) => write({ file, overwrite })}
      result={({ file, sha256 }) => (
        <Callout tone="good" live title={FILE.done(file)}>
          SHA-256 <code>{sha256}</code>
        </Callout>
      )}
      onDone={() => onWritten?.()}
      onClose={onClose}
    />
  );
}
