import type { ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button, type ButtonProps } from './Button.js';

export interface FileButtonProps extends Pick<ButtonProps, 'icon' | 'variant'> {
  readonly children: ReactNode;
  /** Endings, e.g. `.txt`; others can be chosen all the same. */
  readonly accept?: readonly string[] | undefined;
  readonly onChoose: (file: File) => void;
}

/** A button that lets somebody choose one file; only what was chosen can be read. */
export function FileButton({ children, accept, onChoose, ...rest }: FileButtonProps): ReactNode {
  return (
    <FileTrigger
      {...(accept === undefined ? {} : { acceptedFileTypes: [...accept] })}
      onSelect={(files) => {
        const file = files?.[0];
        if (file) onChoose(file);
      }}
    >
      <Button {...rest}>{children}</Button>
    </FileTrigger>
  );
}
