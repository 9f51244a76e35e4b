import { toast } from './toasts.js';

/** Puts text on the clipboard and says so. Works without the clipboard permission, which our doors do not give. */
export async function copyText(text: string, said: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  toast(said);
}

function copyBySelection(text: string): void {
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  document.addEventListener('copy', onCopy);
  // Deprecated, and the only way that needs no permission: a copy command answered by our own listener.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
}
