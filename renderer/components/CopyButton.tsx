import type { ReactNode } from 'react';
import { copyText } from './copy-text.js';
import { IconButton } from './IconButton.js';
import { CopyIcon } from './icons/index.js';
import { COMPONENTS } from './strings.js';

/** Copies `text`; `what` names it: "Copy fingerprint", "Fingerprint copied." */
export function CopyButton(props: { readonly what: string; readonly text: string }): ReactNode {
  const { what, text } = props;
  return (
    <IconButton
      small
      label={COMPONENTS.copyOf(what)}
      icon={<CopyIcon size={14} />}
      onPress={() => void copyText(text, COMPONENTS.copiedOf(what))}
    />
  );
}
