import type { ReactNode } from 'react';
import type { Answer } from '../../shared/contract/index.js';
import type { RunView } from '../../shared/domain/ceremony/view.js';
import { PlaceDialog } from './PlaceField.js';
import { PLAN } from './strings.js';

export interface FolderDialogProps {
  readonly title: string;
  readonly text: string;
  readonly okLabel: string;
  readonly name: string;
  /** Where the files of this ceremony went before. */
  readonly known?: string | undefined;
  readonly open: (folder: string) => Promise<Answer<RunView>>;
  readonly onDone: (view: RunView) => void;
  readonly onClose: () => void;
}

/** Asks for the folder of the outputs, and opens the run. */
export function FolderDialog({ open, ...props }: FolderDialogProps): ReactNode {
  return <PlaceDialog {...props} label={PLAN.folder} description={PLAN.folderHelp} act={(folder) => open(folder)} />;
}
