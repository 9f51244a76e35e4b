import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button, type ButtonProps } from './Button.js';

export interface FolderButtonProps extends Pick<ButtonProps, 'icon' | 'variant'> {
  readonly children: ReactNode;
  /** The files that lie in the folder itself. */
  readonly onChoose: (files: readonly File[]) => void;
}

/** `FOLDER/FILE`: what lies deeper has more parts. */
const OWN_PARTS = 2;

/** A button that lets somebody choose one folder; only what lies in it can be read. */
export function FolderButton({ children, onChoose, ...rest }: FolderButtonProps): ReactNode {
  return (
    <FileTrigger
      acceptDirectory
      onSelect={(files) => {
        const own = [...(files ?? [])].filter(
          ({ webkitRelativePath }) => webkitRelativePath.split('/').length <= OWN_PARTS,
        );
        if (own.length > 0) onChoose(own);
      }}
    >
      <Button {...rest}>{children}</Button>
    </FileTrigger>
  );
}
